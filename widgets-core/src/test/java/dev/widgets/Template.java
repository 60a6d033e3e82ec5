package dev.widgets;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;

/** The databases that those of the test classes are copied from, each migrated once a JVM. */
final class Template {

    private static final Set<String> CREATED = new HashSet<>();

    private Template() {}

    static synchronized String name(boolean partitioned) throws SQLException {
        String name = partitioned ? "template_partitioned" : "template_migrated";
        if (CREATED.add(name)) {
            TestServer.get().execute("create database " + name + " template template0");
            WidgetSchema.over(dataSource(name)).migrate();
            if (partitioned) {
                WidgetPartitions.over(dataSource(name)).partition(16, (copied, total) -> {});
            }
        }
        return name;
    }

    private static DataSource dataSource(String name) {
        TestServer server = TestServer.get();
        return server.dataSource(name, server.user(), server.password());
    }
}
