package dev.widgets;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** DataSources that lend connections as a host's may: in a state that is of no use. */
final class HostPool {

    /** Does something to a connection before it is lent. */
    @FunctionalInterface
    interface Mischief {
        void befall(Connection connection) throws Exception;
    }

    private HostPool() {}

    static DataSource over(DataSource target, Mischief mischief) {
        return (DataSource) Proxy.newProxyInstance(
                HostPool.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    Object result = method.invoke(target, arguments);
                    if (result instanceof Connection connection) {
                        mischief.befall(connection);
                    }
                    return result;
                });
    }
}
