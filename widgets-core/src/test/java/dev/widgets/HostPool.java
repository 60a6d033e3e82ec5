package dev.widgets;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** DataSources of a host, whose connections are not as the library would like them to be. */
final class HostPool {

    /** Does something to a connection before the library gets it. */
    @FunctionalInterface
    interface Mischief {
        void befall(Connection connection) throws Exception;
    }

    private HostPool() {}

    static DataSource over(DataSource target, Mischief mischief) {
        return wrapping(target, connection -> {
            mischief.befall(connection);
            return connection;
        });
    }

    /** Wraps a connection before the library gets it. */
    @FunctionalInterface
    interface Wrapper {
        Connection wrap(Connection connection) throws Exception;
    }

    static DataSource wrapping(DataSource target, Wrapper wrapper) {
        return (DataSource) Proxy.newProxyInstance(
                HostPool.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    Object result = method.invoke(target, arguments);
                    return result instanceof Connection connection
                            ? wrapper.wrap(connection)
                            : result;
                });
    }

    /** Lends one connection again and again, as a transaction manager does, and never closes it. */
    static DataSource lending(Connection connection) {
        Connection open = (Connection) Proxy.newProxyInstance(
                HostPool.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> method.getName().equals("close")
                        ? null
                        : method.invoke(connection, arguments));
        return (DataSource) Proxy.newProxyInstance(
                HostPool.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> open);
    }
}
