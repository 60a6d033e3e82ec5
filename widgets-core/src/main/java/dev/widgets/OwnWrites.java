package dev.widgets;

import java.util.Optional;
import java.util.function.Supplier;

/** Knows the position of the latest write, which it asks for at the next read. */
final class OwnWrites implements ReplicatedWidgetRepository.Needed {

    private final Supplier<WalPosition> primary;
    private boolean isStale;
    private Optional<WalPosition> position = Optional.empty();

    OwnWrites(Supplier<WalPosition> primary) {
        this.primary = primary;
    }

    /** Is called after each write, whatever its outcome. */
    synchronized void written() {
        isStale = true;
    }

    @Override
    public synchronized Optional<WalPosition> position() {
        if (isStale) {
            position = Optional.of(primary.get());
            isStale = false;
        }
        return position;
    }
}
