package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class LoadMarginTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @RegisterExtension
    static final TestDatabase partitioned = TestDatabase.migrated();

    @RegisterExtension
    static final TestDatabase divided = TestDatabase.migrated();

    private static final SeedOptions SOME = SeedOptions.of(5_000);

    private static final double MORE = 1.04;

    private static final String OPTIONS = """
            select c.reloptions
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'widgets_store' and c.relname like 'widgets%' and c.relkind = 'r'
            order by c.relname
            """;

    private final WidgetSeeder seeder = WidgetSeeder.over(database.dataSource());

    @BeforeEach
    void reset() throws SQLException {
        database.emptyWithRuns();
        database.execute("alter table widgets_store.widgets set (fillfactor = 85)");
    }

    private void seed() {
        seeder.seed(SOME, WidgetSeeder.ProgressListener.NONE);
    }

    /** A copy of the same rows fills its pages up to the fillfactor. */
    private static boolean isLessFullThanTheFillfactorAllows() throws SQLException {
        database.execute("""
                drop table if exists copy;
                create table copy with (fillfactor = 85) as table widgets_store.widgets""");
        return pages("widgets_store.widgets") > MORE * pages("copy");
    }

    /** Those that are in use: a table may be longer than its last row. */
    private static double pages(String table) throws SQLException {
        return Double.parseDouble(
                database.query("select (max(ctid)::text::point)[0] + 1 from " + table)
                        .get(0));
    }

    @Test
    void seeding_leaves_room_for_updates_between_two_prunings() throws SQLException {
        seed();

        assertThat(isLessFullThanTheFillfactorAllows()).isTrue();
        assertThat(options(database)).containsExactly("{fillfactor=85}");
    }

    @Test
    void an_import_does_too() throws SQLException {
        String csv = IntStream.range(0, 5_000)
                .mapToObj(i -> "I-" + i + ",Steel pipe,PQR\n")
                .collect(Collectors.joining("", "serial_number,name,ports\n", ""));
        ImportSource source = new ImportSource(
                "widgets.csv",
                TransferFormat.CSV,
                () -> new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
        WidgetImporter.over(database.dataSource())
                .run(List.of(source), ImportOptions.DEFAULT, reject -> {}, (phase, in, all) -> {});

        assertThat(isLessFullThanTheFillfactorAllows()).isTrue();
        assertThat(options(database)).containsExactly("{fillfactor=85}");
    }

    @Test
    void the_fillfactor_that_a_killed_load_left_is_reset_by_the_next_one() throws SQLException {
        database.execute("alter table widgets_store.widgets set (fillfactor = 79)");

        seed();

        assertThat(options(database)).containsExactly("{fillfactor=85}");
    }

    @Test
    void partitions_get_it_too() throws SQLException {
        WidgetPartitions.over(partitioned.dataSource()).partition(2, (copied, total) -> {});
        Set<List<String>> whileLoading = new HashSet<>();
        WidgetSeeder.over(partitioned.dataSource())
                .seed(SOME, (phase, done, total) -> whileLoading.add(options(partitioned)));

        assertThat(whileLoading).containsExactly(List.of("{fillfactor=79}", "{fillfactor=79}"));
        assertThat(options(partitioned)).containsExactly("{fillfactor=85}", "{fillfactor=85}");
    }

    @Test
    void widgets_that_are_copied_into_partitions_do_too() throws SQLException {
        WidgetSeeder.over(divided.dataSource()).seed(SOME, WidgetSeeder.ProgressListener.NONE);
        Set<List<String>> whileCopying = new HashSet<>();
        WidgetPartitions.over(divided.dataSource())
                .partition(2, (copied, total) -> whileCopying.add(options(divided)));

        assertThat(whileCopying)
                .containsExactly(List.of("{fillfactor=79}", "{fillfactor=79}", "{fillfactor=85}"));
        assertThat(options(divided)).containsExactly("{fillfactor=85}", "{fillfactor=85}");
    }

    private static List<String> options(TestDatabase one) {
        try {
            return one.query(OPTIONS);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void another_fillfactor_is_left_alone() throws SQLException {
        database.execute("alter table widgets_store.widgets set (fillfactor = 80)");

        seed();

        assertThat(isLessFullThanTheFillfactorAllows()).isTrue();
        assertThat(options(database)).containsExactly("{fillfactor=80}");
    }

    @Test
    void a_load_does_without_if_another_session_holds_the_lock() throws Exception {
        try (var holder = database.dataSource().getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement()
                    .execute("lock table widgets_store.widgets in share update exclusive mode");
            LoadMargin.begin(database.dataSource());
            holder.rollback();
            holder.setAutoCommit(true);
        }
        assertThat(options(database)).containsExactly("{fillfactor=85}");
    }
}
