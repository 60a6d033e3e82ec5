package dev.widgets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A registry on PostgreSQL 15, dumped by its pg_dump and restored by psql into a later one: nothing
 * to be run but the roles before it.
 */
@Tag("once")
class BackupTest {

    private static final String CONTENT = """
            select count(*), md5(string_agg(w::text, ' ' order by serial_number))
            from widgets_store.widgets w""";
    private static final String RUNS =
            "select r.*, b.* from widgets_store.seed_runs r join widgets_store.seed_blocks b using (run)";

    @TempDir
    private Path folder;

    @Test
    void a_dump_of_15_is_the_same_on_18() throws Exception {
        restore(18);
    }

    @ParameterizedTest
    @Tag("torture")
    @ValueSource(ints = {15, 16, 17})
    void a_dump_of_15_is_the_same_on(int version) throws Exception {
        restore(version);
    }

    private void restore(int version) throws Exception {
        Path dump = OnThePath.require("pg_dump", "postgresql-client-15");
        Path psql = OnThePath.require("psql", "postgresql-client-15");
        Path roles = folder.resolve("roles.sql");
        Path data = folder.resolve("data.sql");
        List<String> content;
        List<String> runs;
        try (OwnServer old = OwnServer.create(15)) {
            fill(old.dataSource());
            content = old.query(CONTENT);
            runs = old.query(RUNS);
            run(old, dump.resolveSibling("pg_dumpall").toString(), "--roles-only", "-f", roles);
            run(old, dump.toString(), "-f", data, OwnServer.DATABASE);
        }
        try (OwnServer restored = OwnServer.create(version)) {
            // the superuser is there already, which is the one error
            run(restored, psql.toString(), "-q", "-f", roles);
            run(restored, psql.toString(), "-q", "-v", "ON_ERROR_STOP=1", "-1", "-f", data);
            assertSame(restored, content, runs);
        }
    }

    private static void fill(DataSource dataSource) {
        WidgetSchema.over(dataSource).migrate();
        WidgetAdministration.over(dataSource).createRoles(RoleNames.DEFAULT);
        WidgetSeeder.over(dataSource)
                .seed(SeedOptions.of(2_000), WidgetSeeder.ProgressListener.NONE);
        WidgetRepository widgets = WidgetRepository.over(dataSource);
        for (String serialNumber : SerialNumbersTest.ODD_ONES) {
            widgets.add(serialNumber, serialNumber, Ports.parse("PQR"));
        }
        widgets.associate("\\N", "'", PortType.Q);
        widgets.associate("\\\\", "\n", PortType.R);
        widgets.remove("W-0000000001");
    }

    private static void assertSame(OwnServer restored, List<String> content, List<String> runs)
            throws Exception {
        DataSource dataSource = restored.dataSource();
        assertThat(restored.query(CONTENT)).isEqualTo(content);
        assertThat(restored.query(RUNS)).isEqualTo(runs);
        assertThat(WidgetAdministration.over(dataSource).checkIntegrity()).isEmpty();
        assertThat(restored.query(Invariants.VIOLATIONS)).isEmpty();
        WidgetSchema.over(dataSource).validate();
        assertThat(WidgetSchema.over(dataSource).migrate()).isZero();

        List<String> schema = schema(dataSource);
        restored.execute("create database fresh template template0");
        PGSimpleDataSource fresh = restored.dataSource();
        fresh.setDatabaseName("fresh");
        WidgetSchema.over(fresh).migrate();
        WidgetAdministration.over(fresh).createRoles(RoleNames.DEFAULT);
        assertThat(schema).isEqualTo(schema(fresh));

        WidgetRepository widgets = WidgetRepository.over(dataSource);
        widgets.dissociate("\n", "\\\\", PortType.R);
    }

    /**
     * All functions, constraints and grants. The order of grants does not matter, nor do the
     * parentheses of a condition, which a dump writes out and takes in with fewer.
     */
    private static List<String> schema(DataSource dataSource) throws Exception {
        Pattern grants = Pattern.compile("acl \\{(.*?)\\}");
        try (Connection connection = dataSource.getConnection();
                InputStream sql = BackupTest.class.getResourceAsStream("/schema-dump.sql")) {
            String query = new String(Objects.requireNonNull(sql).readAllBytes(), UTF_8);
            return Rows.of(connection, query).stream()
                    .map(line ->
                            line.startsWith("  constraint") ? line.replaceAll("[()]", "") : line)
                    .map(line -> grants.matcher(line)
                            .replaceAll(match -> Matcher.quoteReplacement(
                                    Arrays.stream(match.group(1).split(","))
                                            .sorted()
                                            .collect(Collectors.joining(",", "acl {", "}")))))
                    .toList();
        }
    }

    private void run(OwnServer server, String program, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        Path said = folder.resolve("said.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("PGHOST", "127.0.0.1");
        builder.environment().put("PGPORT", Integer.toString(server.port()));
        builder.environment().put("PGUSER", OwnServer.USER);
        builder.environment().put("PGPASSWORD", OwnServer.USER);
        builder.environment().put("PGDATABASE", OwnServer.DATABASE);
        int code = builder.start().waitFor();
        assertThat(code).as(command + ": " + Files.readString(said)).isZero();
    }
}
