package dev.widgets.cli.console;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Ignores Ctrl-C (SIGINT) for a while, so that it reaches only a program that this one has started.
 *
 * <p>The JDK has this only in {@code sun.misc.Signal}, which javac warns of; hence reflection.
 * Where it is missing, Ctrl-C ends this program as always.
 */
public final class IgnoredInterrupt implements AutoCloseable {

    private final @Nullable Object usual;

    private IgnoredInterrupt(@Nullable Object usual) {
        this.usual = usual;
    }

    /** Begins to ignore it. */
    public static IgnoredInterrupt begin() {
        try {
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Object nothing = Proxy.newProxyInstance(
                    IgnoredInterrupt.class.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> null);
            return new IgnoredInterrupt(handle(nothing));
        } catch (ReflectiveOperationException e) {
            return new IgnoredInterrupt(null);
        }
    }

    private static @Nullable Object handle(Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> type = Class.forName("sun.misc.SignalHandler");
        Method handle = signal.getMethod("handle", signal, type);
        Object interrupt = signal.getConstructor(String.class).newInstance("INT");
        return handle.invoke(null, interrupt, handler);
    }

    /** Restores the usual effect. */
    @Override
    public void close() {
        if (usual != null) {
            try {
                Object unused = handle(usual);
            } catch (ReflectiveOperationException e) {
                // it could be set a moment ago
            }
        }
    }
}
