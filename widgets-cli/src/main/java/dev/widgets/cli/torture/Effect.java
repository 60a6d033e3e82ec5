package dev.widgets.cli.torture;

import java.util.Optional;

/** What a call means to one widget: a change of its state, or a reading that fits some states. */
sealed interface Effect {

    /** The state after it, or none if it is impossible in this one. */
    Optional<WidgetState> on(WidgetState state);

    /** Whether it never changes anything. */
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

    /** Another widget was removed, which frees the ports that lead to it. */
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

    /** It was exactly like this. */
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

    /** It was there. */
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

    /** It was there, and a port led to the peer, or none did. */
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

    /** It was there, with no free port of the type, and none that led to the peer. */
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
