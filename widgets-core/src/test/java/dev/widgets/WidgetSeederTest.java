package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;

@Tag("heavy")
class WidgetSeederTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final SeedOptions SOME = SeedOptions.of(120_000).withJobs(2);

    /** Changes when the generator does; then its version in SeedRuns has to grow. */
    private static final String CHECKSUM_OF_SOME = "29c9ca0c";

    private static final String CONTENT = """
            select count(*), md5(string_agg(w::text, ' ' order by serial_number))
            from widgets_store.widgets w""";

    private static List<String> contentOfSome = List.of();

    private final WidgetSeeder seeder = WidgetSeeder.over(database.dataSource());

    private final WidgetRepository widgets = WidgetRepository.over(database.dataSource());

    @BeforeEach
    void empty() throws SQLException {
        database.emptyWithRuns();
    }

    @AfterEach
    void sound() throws SQLException {
        database.assertSound();
    }

    private static List<String> content() throws SQLException {
        return content(database);
    }

    static List<String> content(TestDatabase database) throws SQLException {
        return database.query(CONTENT);
    }

    @Test
    void seed_adds_exactly_so_many_widgets_and_says_what_they_are() throws SQLException {
        WidgetSeeder.Summary summary = seeder.seed(SOME, WidgetSeeder.ProgressListener.NONE);

        assertThat(summary.run()).isEqualTo(1);
        assertThat(summary.widgets()).isEqualTo(120_000);
        assertThat(summary.checksum()).isEqualTo(CHECKSUM_OF_SOME);
        assertThat(database.query("""
                        select count(*), sum(length(ports)), sum(cardinality(array_remove(peers, null))),
                          min(serial_number), max(serial_number)
                        from widgets_store.widgets"""))
                .containsExactly("120000|" + summary.ports() + "|" + summary.taken()
                        + "|W-0000000001|W-0000120000");
        assertThat((double) summary.taken() / summary.ports()).isBetween(0.499, 0.501);
        assertThat(seeder.runs()).extracting(SeedRun::state).containsExactly(SeedRun.State.LOADED);
        assertThat(database.query(hasStatistics())).containsExactly("t");
    }

    /** A query that returns whether PostgreSQL knows that the table has rows. */
    String hasStatistics() {
        return "select n_live_tup > 0 from pg_stat_user_tables where relname = 'widgets'";
    }

    @Test
    void the_jobs_make_no_difference() throws SQLException {
        List<String> content = contentOfSome();
        assertThat(seeder.seed(SOME.withJobs(4), WidgetSeeder.ProgressListener.NONE)
                        .checksum())
                .isEqualTo(CHECKSUM_OF_SOME);
        assertThat(content()).isEqualTo(content);
    }

    /** Made by one job, once for all tests. */
    private List<String> contentOfSome() throws SQLException {
        if (contentOfSome.isEmpty()) {
            seeder.seed(SOME.withJobs(1), WidgetSeeder.ProgressListener.NONE);
            contentOfSome = content();
            sound();
            empty();
        }
        return contentOfSome;
    }

    @Test
    void csv_loads_as_the_same_widgets() throws SQLException, IOException {
        SeedOptions options = SOME.withSerials(SerialPattern.parse("a \"quoted\", \\{NULL}\n%d ü,"))
                .withStart(9);
        String checksum =
                seeder.seed(options, WidgetSeeder.ProgressListener.NONE).checksum();
        List<String> content = content();
        empty();

        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        assertThat(WidgetSeeder.writeCsv(options, csv, WidgetSeeder.ProgressListener.NONE)
                        .checksum())
                .isEqualTo(checksum);
        try (Connection connection = database.connect()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy widgets_store.widgets from stdin (format csv, header)",
                            new ByteArrayInputStream(csv.toByteArray()));
        }
        assertThat(content()).isEqualTo(content);
    }

    @Test
    void one_by_one_makes_the_same_widgets_but_for_the_order_of_like_ports() throws SQLException {
        SeedOptions options = SeedOptions.of(2_000).withAssociated(0.8).withJobs(4);
        String slots = """
                select md5(string_agg(concat_ws(' ', serial_number, port, peer), ','
                  order by serial_number, port, peer))
                from widgets.slots""";
        WidgetSeeder.Summary bulk = seeder.seed(options, WidgetSeeder.ProgressListener.NONE);
        List<String> expected = database.query(slots);
        empty();

        WidgetSeeder.Summary singly =
                seeder.seedSingly(options, WidgetSeeder.ProgressListener.NONE);
        assertThat(singly.checksum()).isEqualTo(bulk.checksum());
        assertThat(singly.operations()).isEqualTo(2_000 + bulk.taken() / 2);
        assertThat(database.query(slots)).isEqualTo(expected);
    }

    @Test
    void widgets_that_are_there_stay_and_runs_with_other_indexes_fit_beside() throws SQLException {
        widgets.add("mine", "pump", Ports.parse("P"));
        seeder.seed(SeedOptions.of(100), WidgetSeeder.ProgressListener.NONE);
        assertThat(seeder.seed(
                                SeedOptions.of(100).withStart(101),
                                WidgetSeeder.ProgressListener.NONE)
                        .run())
                .isEqualTo(2);
        assertThat(content().get(0)).startsWith("201|");
        assertThat(widgets.find("mine")).isPresent();
    }

    @Test
    void an_interrupted_run_goes_on_to_the_same_widgets() throws Exception {
        List<String> content = contentOfSome();

        SeedException e = interrupted(false);
        assertThat(e.reason()).isEqualTo(SeedException.Reason.STOPPED);
        assertThat(e).hasMessageContaining("continue with widgets seed --resume --run 1");
        database.assertSound();
        assertThat(content()).isNotEqualTo(content);

        WidgetSeeder.Summary summary = seeder.resume(1, 3, WidgetSeeder.ProgressListener.NONE);
        assertThat(summary.checksum()).isEqualTo(CHECKSUM_OF_SOME);
        assertThat(content()).isEqualTo(content);
    }

    @Test
    void an_interrupted_run_one_by_one_goes_on_too() throws Exception {
        SeedOptions options = SeedOptions.of(3_000).withJobs(2);
        String checksum =
                seeder.seed(options, WidgetSeeder.ProgressListener.NONE).checksum();
        empty();

        SeedException e = interrupted(true);
        assertThat(e.reason()).isEqualTo(SeedException.Reason.STOPPED);
        assertThat(seeder.resume(e.run(), 2, WidgetSeeder.ProgressListener.NONE).checksum())
                .isEqualTo(checksum);
        assertThat(content().get(0)).startsWith("3000|");
    }

    private SeedException interrupted(boolean singular) throws InterruptedException {
        List<SeedException> thrown = new ArrayList<>();
        Thread[] thread = new Thread[1];
        WidgetSeeder.ProgressListener listener = (phase, done, total) -> {
            if (done > 0) {
                thread[0].interrupt();
            }
        };
        SeedOptions few = SeedOptions.of(3_000).withJobs(2);
        Runnable seeding = singular
                ? () -> seeder.seedSingly(few, listener)
                : () -> seeder.seed(SOME.withJobs(1), listener);
        thread[0] = new Thread(() -> thrown.add(failing(seeding)));
        thread[0].start();
        thread[0].join();
        return thrown.get(0);
    }

    @Test
    void a_lost_connection_ends_a_run_that_goes_on_later() {
        AtomicBoolean done = new AtomicBoolean();
        SeedException e = failing(() -> seeder.seed(SOME.withJobs(1), (phase, in, total) -> {
            if (in > 0 && done.compareAndSet(false, true)) {
                terminateOthers();
            }
        }));
        assertThat(e.reason()).isEqualTo(SeedException.Reason.FAILED);
        assertThat(e).hasMessageContaining("continue with widgets seed --resume --run 1");
        assertThat(seeder.resume(1, 2, WidgetSeeder.ProgressListener.NONE).checksum())
                .isEqualTo(CHECKSUM_OF_SOME);
    }

    private static void terminateOthers() {
        try {
            database.query("""
                    select pg_terminate_backend(pid)
                    from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()""");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void only_a_run_that_has_ended_early_can_be_gone_on_with() {
        seeder.seed(SeedOptions.of(10), WidgetSeeder.ProgressListener.NONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> seeder.resume(1, 1, WidgetSeeder.ProgressListener.NONE))
                .withMessage("Run 1 is complete: there is nothing to resume.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> seeder.resume(7, 1, WidgetSeeder.ProgressListener.NONE))
                .withMessage("There is no run 7.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> seeder.remove(7, 1, WidgetSeeder.ProgressListener.NONE))
                .withMessage("There is no run 7.");
    }

    @Test
    void remove_frees_the_ports_of_widgets_of_others() {
        seeder.seed(SeedOptions.of(1_000).withAssociated(0), WidgetSeeder.ProgressListener.NONE);
        widgets.add("mine", "pump", Ports.parse("PQR"));
        widgets.add("yours", "pump", Ports.parse("PQR"));
        widgets.associate("mine", "yours", PortType.Q);
        String withP =
                widgets.list(WidgetQuery.first(1).withFree(PortType.P)).get(0).serialNumber();
        widgets.associate("mine", withP, PortType.P);
        seeder.seed(SeedOptions.of(10).withStart(5_000), WidgetSeeder.ProgressListener.NONE);

        assertThat(seeder.remove(1, 2, WidgetSeeder.ProgressListener.NONE)).isEqualTo(1_000);
        assertThat(widgets.find("mine").orElseThrow().ports())
                .extracting(port -> port.peer().orElse("free"))
                .containsExactly("free", "yours", "free");
        assertThat(seeder.runs()).extracting(SeedRun::run).containsExactly(2);
    }

    static SeedException failing(Runnable work) {
        try {
            work.run();
        } catch (SeedException e) {
            return e;
        }
        throw new AssertionError("it did not end early");
    }
}
