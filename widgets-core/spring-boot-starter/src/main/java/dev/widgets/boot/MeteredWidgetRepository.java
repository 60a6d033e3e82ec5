package dev.widgets.boot;

import dev.widgets.Outcome;
import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.Widget;
import dev.widgets.WidgetCounts;
import dev.widgets.WidgetQuery;
import dev.widgets.WidgetRepository;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Counts and times each operation by its kind and its outcome. */
final class MeteredWidgetRepository implements WidgetRepository {

    private final WidgetRepository widgets;
    private final Operation add;
    private final Operation remove;
    private final Operation rename;
    private final Operation associate;
    private final Operation dissociate;
    private final Operation find;
    private final Operation list;
    private final Operation count;

    MeteredWidgetRepository(WidgetRepository widgets, MeterRegistry registry) {
        this.widgets = widgets;
        add = new Operation("add", registry);
        remove = new Operation("remove", registry);
        rename = new Operation("rename", registry);
        associate = new Operation("associate", registry);
        dissociate = new Operation("dissociate", registry);
        find = new Operation("find", registry);
        list = new Operation("list", registry);
        count = new Operation("count", registry);
    }

    @Override
    public void add(String serialNumber, String name, Ports ports) {
        add.run(() -> widgets.add(serialNumber, name, ports));
    }

    @Override
    public void remove(String serialNumber) {
        remove.run(() -> widgets.remove(serialNumber));
    }

    @Override
    public void rename(String serialNumber, String name) {
        rename.run(() -> widgets.rename(serialNumber, name));
    }

    @Override
    public void associate(String serialNumber, String peerSerialNumber, PortType port) {
        associate.run(() -> widgets.associate(serialNumber, peerSerialNumber, port));
    }

    @Override
    public void dissociate(String serialNumber, String peerSerialNumber, PortType port) {
        dissociate.run(() -> widgets.dissociate(serialNumber, peerSerialNumber, port));
    }

    @Override
    public Optional<Widget> find(String serialNumber) {
        return find.get(() -> widgets.find(serialNumber));
    }

    @Override
    public List<Widget> list(WidgetQuery query) {
        return list.get(() -> widgets.list(query));
    }

    @Override
    public WidgetCounts count() {
        return count.get(widgets::count);
    }

    /** The meters of one kind of operation. */
    private static final class Operation {

        private final OperationTimers timers;

        Operation(String name, MeterRegistry registry) {
            timers = new OperationTimers(
                    "widgets.operations", "Operations on the registry of widgets", name, registry);
        }

        void run(Runnable work) {
            get(() -> {
                work.run();
                return Outcome.DONE;
            });
        }

        <T> T get(Supplier<T> work) {
            Timer.Sample sample = Timer.start();
            Outcome outcome = Outcome.UNKNOWN;
            try {
                T result = work.get();
                outcome = Outcome.DONE;
                return result;
            } catch (RuntimeException e) {
                outcome = Outcome.of(e);
                throw e;
            } finally {
                sample.stop(timers.of(outcome));
            }
        }
    }
}
