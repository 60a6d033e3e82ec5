package dev.widgets.cli.torture;

import java.util.Optional;

/**
 * The effect of a call on one widget: a change of its state, or an observation that fits some
 * states.
 */
sealed interface Effect {

    /** Returns the state afterwards, or empty if the effect is impossible in this state. */
    Optional<WidgetState> on(WidgetState state);

    /** Returns whether the effect never changes the state. */
    default boolean isReading() {
        return false;
    }

    /** The widget was added. */
    record Added(String name, String ports) implements Effect {
        @Override
        public Optional<WidgetState> on(WidgetState state) {
            return state.isThere() ? Optional.empty() : Optional.of(WidgetState.added(name, ports));
        }
    }

    /** The widget was removed. */
    record Removed() implements Effect {
        @Override
        public Optional<WidgetState> on(WidgetState state) {
            return state.isThere() ? Optional.of(WidgetState.ABSENT) : Optional.empty();
        }
    }

    /** A peer was removed, which frees the ports associated with it. */
    record Released(String peer) implements Effect {
        @Override
        public Optional<WidgetState> on(WidgetState state) {
            return Optional.of(state.released(peer));
        }
    }

    /** A port was associated. */
    record Linked(String port, String peer) implements Effect {
        @Override
        public Optional<WidgetState> on(WidgetState state) {
            return state.isThere() && state.hasFree(port) && !state.isLinked(port, peer)
                    ? Optional.of(state.with(port, peer))
                    : Optional.empty();
        }
    }

    /** An association was removed. */
    record Unlinked(String port, String peer) implements Effect {
        @Override
        public Optional<WidgetState> on(WidgetState state) {
            return state.isLinked(port, peer)
                    ? Optional.of(state.without(port, peer))
                    : Optional.empty();
        }
    }

    /** The widget was in exactly this state. */
    record Seen(WidgetState seen) implements Effect {
        @Override
        public Optional<WidgetState> on(WidgetState state) {
            return Optional.of(state).filter(seen::equals);
        }

        @Override
        public boolean isReading() {
            return true;
        }
    }

    /** The widget existed. */
    record There() implements Effect {
        @Override
        public Optional<WidgetState> on(WidgetState state) {
            return Optional.of(state).filter(WidgetState::isThere);
        }

        @Override
        public boolean isReading() {
            return true;
        }
    }

    /** The widget existed, and a port was or was not associated with the peer. */
    record Associated(String port, String peer, boolean linked) implements Effect {
        @Override
        public Optional<WidgetState> on(WidgetState state) {
            return Optional.of(state)
                    .filter(WidgetState::isThere)
                    .filter(one -> one.isLinked(port, peer) == linked);
        }

        @Override
        public boolean isReading() {
            return true;
        }
    }

    /**
     * The widget existed without a free port of the type and without an association with the peer.
     */
    record Full(String port, String peer) implements Effect {
        @Override
        public Optional<WidgetState> on(WidgetState state) {
            return Optional.of(state)
                    .filter(WidgetState::isThere)
                    .filter(one -> !one.hasFree(port) && !one.isLinked(port, peer));
        }

        @Override
        public boolean isReading() {
            return true;
        }
    }
}
