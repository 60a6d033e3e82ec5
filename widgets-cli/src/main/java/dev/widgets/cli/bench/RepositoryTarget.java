package dev.widgets.cli.bench;

import dev.widgets.Ports;
import dev.widgets.WidgetRepository;

/** Calls a repository of the library. */
record RepositoryTarget(WidgetRepository widgets) implements Target {

    /** The ports of added widgets. */
    static final Ports PORTS = Ports.parse("PQR");

    @Override
    public boolean call(Request request) {
        switch (request.verb()) {
            case ASSOCIATE ->
                widgets.associate(
                        request.serialNumber(), request.peerSerialNumber(), request.port());
            case DISSOCIATE ->
                widgets.dissociate(
                        request.serialNumber(), request.peerSerialNumber(), request.port());
            case ADD -> widgets.add(request.serialNumber(), BenchSerials.NAME_OF_ADDED, PORTS);
            case REMOVE -> widgets.remove(request.serialNumber());
            case FIND -> {
                return widgets.find(request.serialNumber()).isPresent();
            }
        }
        return true;
    }
}
