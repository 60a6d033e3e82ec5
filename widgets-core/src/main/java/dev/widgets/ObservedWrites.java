package dev.widgets;

import java.util.List;
import java.util.Optional;

/**
 * Reports each write.
 *
 * @param widgets does the operations
 * @param own learns of each write
 */
record ObservedWrites(WidgetRepository widgets, OwnWrites own) implements WidgetRepository {

    @Override
    public void add(String serialNumber, String name, Ports ports) {
        write(() -> widgets.add(serialNumber, name, ports));
    }

    @Override
    public void remove(String serialNumber) {
        write(() -> widgets.remove(serialNumber));
    }

    @Override
    public void rename(String serialNumber, String name) {
        write(() -> widgets.rename(serialNumber, name));
    }

    @Override
    public void associate(String serialNumber, String peerSerialNumber, PortType port) {
        write(() -> widgets.associate(serialNumber, peerSerialNumber, port));
    }

    @Override
    public void dissociate(String serialNumber, String peerSerialNumber, PortType port) {
        write(() -> widgets.dissociate(serialNumber, peerSerialNumber, port));
    }

    /** Also a write that failed may have been done: its outcome may be unknown. */
    private void write(Runnable operation) {
        try {
            operation.run();
        } finally {
            own.written();
        }
    }

    @Override
    public Optional<Widget> find(String serialNumber) {
        return widgets.find(serialNumber);
    }

    @Override
    public List<Widget> list(WidgetQuery query) {
        return widgets.list(query);
    }

    @Override
    public WidgetCounts count() {
        return widgets.count();
    }
}
