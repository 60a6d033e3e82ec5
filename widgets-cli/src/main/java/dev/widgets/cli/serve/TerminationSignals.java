package dev.widgets.cli.serve;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Handles SIGTERM and SIGINT without ending the process, so that a command can finish and choose
 * its exit code. A shutdown hook cannot: the JVM exits with 143 or 130, whatever the hook does.
 *
 * <p>The JDK has this only in {@code sun.misc.Signal}, which javac warns of; hence reflection.
 * Where it is missing, or the JVM runs with {@code -Xrs}, signals end the process as always.
 */
final class TerminationSignals {

    private static final List<String> NAMES = List.of("TERM", "INT");

    private TerminationSignals() {}

    /** Runs a task at the first of these signals; a second one has its usual effect. */
    static void handleOnce(Runnable task) {
        for (String name : NAMES) {
            try {
                handleOnce(name, task);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                // not on this JVM; the shutdown hook is there for that
            }
        }
    }

    private static void handleOnce(String name, Runnable task) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Method handle = signalType.getMethod("handle", signalType, handlerType);
        Object signal = signalType.getConstructor(String.class).newInstance(name);
        @Nullable Object[] usual = new @Nullable Object[1];
        Object handler = Proxy.newProxyInstance(
                TerminationSignals.class.getClassLoader(),
                new Class<?>[] {handlerType},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("handle")) {
                        return method.invoke(task, arguments);
                    }
                    handle.invoke(null, signal, usual[0]);
                    task.run();
                    return null;
                });
        try {
            usual[0] = handle.invoke(null, signal, handler);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause());
        }
    }
}
