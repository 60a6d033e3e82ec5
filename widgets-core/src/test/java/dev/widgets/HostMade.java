package dev.widgets;

/** Exceptions made by the constructors that the tests of a host may call. */
final class HostMade {

    private HostMade() {}

    static WidgetException copy(WidgetException refused) {
        if (refused instanceof DuplicateSerialNumberException e) {
            return new DuplicateSerialNumberException(e.serialNumber());
        }
        if (refused instanceof NoSuchWidgetException e) {
            return new NoSuchWidgetException(e.serialNumber());
        }
        if (refused instanceof NoFreePortException e) {
            String ports = e.serialNumber().equals("no end") ? "P" : "PQ";
            return new NoFreePortException(e.serialNumber(), e.port(), Ports.parse(ports));
        }
        if (refused instanceof AlreadyAssociatedException e) {
            return new AlreadyAssociatedException(e.serialNumber(), e.peerSerialNumber(), e.port());
        }
        if (refused instanceof NotAssociatedException e) {
            return new NotAssociatedException(e.serialNumber(), e.peerSerialNumber(), e.port());
        }
        if (refused instanceof SelfAssociationException e) {
            return new SelfAssociationException(e.serialNumber());
        }
        InvalidInputException e = (InvalidInputException) refused;
        return new InvalidInputException(e.rule(), e.argument(), e.hint());
    }
}
