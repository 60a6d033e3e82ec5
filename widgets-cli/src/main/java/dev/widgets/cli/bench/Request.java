package dev.widgets.cli.bench;

import dev.widgets.PortType;

/** The current operation of a client; the object is reused for all operations. */
final class Request {

    private Verb verb = Verb.FIND;
    private String serialNumber = "";
    private String peerSerialNumber = "";
    private PortType port = PortType.P;

    void onPair(Verb newVerb, String newSerialNumber, String newPeer, PortType newPort) {
        verb = newVerb;
        serialNumber = newSerialNumber;
        peerSerialNumber = newPeer;
        port = newPort;
    }

    void onOne(Verb newVerb, String newSerialNumber) {
        verb = newVerb;
        serialNumber = newSerialNumber;
    }

    Verb verb() {
        return verb;
    }

    String serialNumber() {
        return serialNumber;
    }

    String peerSerialNumber() {
        return peerSerialNumber;
    }

    PortType port() {
        return port;
    }
}
