package dev.widgets.cli.torture;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.WidgetRepository;

/** Calls the synchronous API of the library. */
record RepositoryInvoker(WidgetRepository widgets) implements Invoker {

    @Override
    public CallOutcome call(Step step, String id) {
        try {
            return perform(step);
        } catch (RuntimeException e) {
            return LibraryOutcome.of(e, step.action());
        }
    }

    private CallOutcome perform(Step step) {
        String one = step.serialNumber();
        switch (step.action()) {
            case ADD -> widgets.add(one, step.name(), Ports.parse(step.ports()));
            case REMOVE -> widgets.remove(one);
            case ASSOCIATE -> widgets.associate(one, step.peer(), PortType.parse(step.ports()));
            case DISSOCIATE -> widgets.dissociate(one, step.peer(), PortType.parse(step.ports()));
            case FIND -> {
                return widgets.find(one)
                        .map(WidgetState::of)
                        .map(CallOutcome::found)
                        .orElse(CallOutcome.MISSING);
            }
        }
        return CallOutcome.DONE;
    }
}
