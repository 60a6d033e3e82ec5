package dev.widgets.cli.torture;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.WidgetRepository;

/** Through the library, in the thread of the caller. */
record RepositoryDoor(WidgetRepository widgets) implements Door {

    @Override
    public Outcome call(Step step, String id) {
        try {
            return perform(step);
        } catch (RuntimeException e) {
            return LibraryOutcome.of(e, step.verb());
        }
    }

    private Outcome perform(Step step) {
        String one = step.serialNumber();
        switch (step.verb()) {
            case ADD -> widgets.add(one, step.name(), Ports.parse(step.ports()));
            case REMOVE -> widgets.remove(one);
            case ASSOCIATE -> widgets.associate(one, step.peer(), PortType.parse(step.ports()));
            case DISSOCIATE -> widgets.dissociate(one, step.peer(), PortType.parse(step.ports()));
            case FIND -> {
                return widgets.find(one)
                        .map(WidgetState::of)
                        .map(Outcome::found)
                        .orElse(Outcome.MISSING);
            }
        }
        return Outcome.DONE;
    }
}
