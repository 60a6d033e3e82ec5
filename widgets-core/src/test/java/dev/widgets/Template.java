package dev.widgets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Objects;
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
                partition(name);
            }
        }
        return name;
    }

    private static DataSource dataSource(String name) {
        TestServer server = TestServer.get();
        return server.dataSource(name, server.user(), server.password());
    }

    /** As an operator would: see sql/README.md. */
    private static void partition(String name) throws SQLException {
        try (Connection connection = dataSource(name).getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("""
                    alter table widgets_store.widgets rename to widgets_before;
                    alter table widgets_store.widgets_before
                      rename constraint serial_number_is_unique to serial_number_was_unique;
                    create table widgets_store.widgets (
                      like widgets_store.widgets_before including comments,
                      constraint serial_number_is_unique primary key (serial_number)
                    ) partition by hash (serial_number)""");
            for (int i = 0; i < 16; i++) {
                statement.execute("create table widgets_store.widgets_" + i
                        + " partition of widgets_store.widgets"
                        + " for values with (modulus 16, remainder " + i + ")"
                        + " with (fillfactor = 85)");
            }
            statement.execute(script("R__view_slots.sql"));
            statement.execute(script("R__view_widgets.sql"));
            statement.execute("""
                    insert into widgets_store.widgets select * from widgets_store.widgets_before;
                    drop table widgets_store.widgets_before""");
            connection.commit();
        }
    }

    private static String script(String name) {
        String path = "/dev/widgets/sql/functions/" + name;
        try (InputStream script = Template.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(script, path).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
