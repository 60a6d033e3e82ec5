package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.WidgetSeeder.Phase;
import dev.widgets.WidgetSeeder.ProgressListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** Every seeded widget belongs to a block, and every block to a run, whatever is lost meanwhile. */
@Tag("heavy")
final class SeedRunGuardTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final int LOCK = 0x73656564;
    private static final SeedOptions FEW = SeedOptions.of(100).withJobs(1);

    private final WidgetSeeder seeder = WidgetSeeder.over(database.dataSource());

    @BeforeEach
    void empty() throws SQLException {
        database.emptyWithRuns();
    }

    @AfterEach
    void sound() throws SQLException {
        database.assertSound();
    }

    private static String count() throws SQLException {
        return database.query("select count(*) from widgets_store.widgets").get(0);
    }

    private static List<String> states() throws SQLException {
        return database.query("select run, state from widgets_store.seed_runs order by run");
    }

    private static void executeQuietly(String sql) {
        try {
            database.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static SeedException failing(Runnable work) {
        try {
            work.run();
        } catch (SeedException e) {
            return e;
        }
        throw new AssertionError("It did not end early.");
    }

    /** The state is read after the lock is held, so it is the one that the remover has left. */
    @Test
    void a_run_that_is_removed_while_its_resumption_waits_is_not_resumed() throws Exception {
        seeder.seed(FEW, ProgressListener.NONE);
        database.execute("update widgets_store.seed_runs set state = 'loading';"
                + "delete from widgets_store.seed_blocks; delete from widgets_store.widgets");
        try (Connection remover = database.connect();
                Statement statement = remover.createStatement()) {
            statement.execute("select pg_advisory_lock(" + LOCK + ", 1)");
            CompletableFuture<Void> resumed =
                    CompletableFuture.runAsync(() -> assertThatIllegalArgumentException()
                            .isThrownBy(() -> seeder.resume(1, 1, ProgressListener.NONE))
                            .withMessage("There is no run 1."));
            Await.until(
                    "the resumption waits",
                    () -> !database.query("select 1 from pg_stat_activity where query like"
                                    + " '%pg_try_advisory%' and pid <> pg_backend_pid()"
                                    + " and datname = current_database()")
                            .isEmpty());
            statement.execute("update widgets_store.seed_runs set state = 'removed'");
            statement.execute("select pg_advisory_unlock_all()");
            resumed.get(1, TimeUnit.MINUTES);
        }
        assertThat(count()).isEqualTo("0");
    }

    /** The server goes on with the commit, of which nobody hears. */
    @Test
    void a_commit_that_is_cut_off_is_waited_for_and_reported() throws Exception {
        database.execute("""
                create function slow() returns trigger language plpgsql as
                  'begin perform pg_sleep(2); return null; end';
                create constraint trigger slow after insert on widgets_store.seed_blocks
                  deferrable initially deferred for each row execute function slow();
                """);
        try (FaultyProxy proxy = FaultyProxy.open()) {
            PGSimpleDataSource through = new PGSimpleDataSource();
            through.setUrl(proxy.url(database.name()));
            through.setUser(database.user());
            through.setPassword(database.password());
            CompletableFuture<SeedException> ended = CompletableFuture.supplyAsync(() ->
                    failing(() -> WidgetSeeder.over(through).seed(FEW, ProgressListener.NONE)));
            Await.until(
                    "the commit is under way",
                    () -> !database.query("select 1 from pg_stat_activity where wait_event ="
                                    + " 'PgSleep' and datname = current_database()")
                            .isEmpty());
            proxy.cut();
            assertThat(ended.get(1, TimeUnit.MINUTES))
                    .hasMessageContaining("Run 1 has written widgets 1 to 100; continue with");
        } finally {
            database.execute("drop function slow cascade");
        }
        assertThat(count()).isEqualTo("100");
        assertThat(seeder.remove(1, 1, ProgressListener.NONE)).isEqualTo(100);
        assertThat(states()).containsExactly("1|removed");
    }

    /** Without its lock, another process may remove the run at the same time. */
    @Test
    void nothing_is_added_to_a_run_that_is_removed_after_its_lock_was_lost() throws Exception {
        for (boolean singular : new boolean[] {false, true}) {
            empty();
            AtomicBoolean lost = new AtomicBoolean();
            ProgressListener listener = (phase, done, total) -> {
                if (done > 0 && lost.compareAndSet(false, true)) {
                    executeQuietly("""
                            select pg_terminate_backend(pid)
                            from pg_locks
                            where locktype = 'advisory' and pid <> pg_backend_pid()""");
                    seeder.remove(1, 1, ProgressListener.NONE);
                }
            };
            SeedException e = failing(() -> {
                if (singular) {
                    seeder.seedSingly(SeedOptions.of(1_000).withJobs(1), listener);
                } else {
                    seeder.seed(SeedOptions.of(50_100).withJobs(1), listener);
                }
            });
            assertThat(lost).isTrue();
            assertThat(e).hasMessageContaining("Run 1 is no longer being loaded");
            assertThat(count()).isEqualTo("0");
            assertThat(states()).containsExactly("1|removed");
        }
    }

    @Test
    void two_removers_of_one_run_spare_the_widgets_of_a_new_run_with_the_same_numbers()
            throws Exception {
        seeder.seed(FEW, ProgressListener.NONE);
        SeedRun first = seeder.runs().get(0);
        database.execute("update widgets_store.seed_runs set state = 'removing'");
        seeder.remove(1, 1, ProgressListener.NONE);
        seeder.seed(FEW, ProgressListener.NONE);

        database.execute("update widgets_store.seed_runs set state = 'removing' where run = 1");
        assertThat(new SeedRemoval(database.dataSource(), first, List.of(0L), ProgressListener.NONE)
                        .work())
                .isZero();
        assertThat(count()).isEqualTo("100");
    }

    @Test
    void the_number_of_a_removed_run_is_not_used_again() throws SQLException {
        assertThat(seeder.seed(FEW, ProgressListener.NONE).run()).isEqualTo(1);
        seeder.remove(1, 1, ProgressListener.NONE);
        assertThat(seeder.runs()).isEmpty();
        assertThat(seeder.seed(FEW, ProgressListener.NONE).run()).isEqualTo(2);
        assertThat(states()).containsExactly("1|removed", "2|loaded");
    }

    @Test
    void the_lock_holds_no_snapshot_while_the_run_works() {
        AtomicBoolean looked = new AtomicBoolean();
        seeder.seed(FEW, (phase, done, total) -> {
            if (phase == Phase.VACUUMING) {
                try {
                    assertThat(database.query("""
                                    select a.state, a.backend_xmin
                                    from pg_locks l
                                    join pg_stat_activity a using (pid)
                                    where l.locktype = 'advisory' and l.classid = 1936024932""")).containsExactly("idle in transaction|null");
                    looked.set(true);
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            }
        });
        assertThat(looked).isTrue();
    }

    @Test
    void a_pool_that_is_too_small_is_told_how_many_connections_a_run_takes() throws Exception {
        TimeLimits limits = new TimeLimits(
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(15));
        // with two connections, a job may get the one of the other job in time
        try (HikariDataSource pool =
                WidgetPool.open(database.url(), PgBouncer.credentials(), 1, limits)) {
            assertThatThrownBy(() -> WidgetSeeder.over(pool)
                            .seed(SeedOptions.of(100_000).withJobs(2), ProgressListener.NONE))
                    .isInstanceOf(WidgetException.class)
                    .hasMessageContaining("one connection for each job and one more");
        }
    }

    @Test
    void a_vacuum_that_fails_undoes_nothing_and_leaves_a_removed_run_removed() throws Exception {
        PGSimpleDataSource impatient = new PGSimpleDataSource();
        impatient.setUrl(database.url());
        impatient.setUser(database.user());
        impatient.setPassword(database.password());
        impatient.setOptions("-c lock_timeout=200");
        WidgetSeeder hurried = WidgetSeeder.over(impatient);
        try (Connection blocker = database.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("lock table widgets_store.widgets in share update exclusive mode");
            assertThat(failing(() -> hurried.seed(FEW, ProgressListener.NONE)))
                    .hasMessageContaining("lock timeout")
                    .hasMessageContaining(
                            "Run 1 has written widgets 1 to 100; continue with widgets seed"
                                    + " --resume --run 1");
            assertThat(hurried.remove(1, 1, ProgressListener.NONE)).isEqualTo(100);
        }
        assertThat(states()).containsExactly("1|removed");
        assertThat(count()).isEqualTo("0");
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void a_block_whose_widgets_others_keep_changing_is_removed_in_parts() throws Exception {
        seeder.seed(SeedOptions.of(1_000).withJobs(1), ProgressListener.NONE);
        String function = database.query(
                        "select pg_get_functiondef('widgets_admin.remove_widgets'::regproc)")
                .get(0);
        try {
            database.execute(function.replaceFirst(
                    "\nbegin\n",
                    "\nbegin\n  if cardinality(serial_numbers) > 100 then perform"
                            + " widgets_store.refuse('registry_is_busy', '', 'x'); end if;\n"));
            assertThat(seeder.remove(1, 1, ProgressListener.NONE)).isEqualTo(1_000);
        } finally {
            database.execute(function);
        }
        assertThat(count()).isEqualTo("0");
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void a_removal_that_waits_for_others_can_be_stopped() throws Exception {
        seeder.seed(FEW, ProgressListener.NONE);
        String function = database.query(
                        "select pg_get_functiondef('widgets_admin.remove_widgets'::regproc)")
                .get(0);
        try {
            database.execute(function.replaceFirst(
                    "\nbegin\n",
                    "\nbegin\n  perform widgets_store.refuse('registry_is_busy', '', 'x');\n"));
            CompletableFuture<SeedException> ended = new CompletableFuture<>();
            Thread remover = new Thread(() ->
                    ended.complete(failing(() -> seeder.remove(1, 1, ProgressListener.NONE))));
            remover.start();
            Await.until("it has begun", () -> states().equals(List.of("1|removing")));
            remover.interrupt();
            SeedException e = ended.get(1, TimeUnit.MINUTES);
            assertThat(e.reason()).isEqualTo(SeedException.Reason.STOPPED);
            assertThat(e).hasMessageContaining("Run 1 still has widgets 1 to 100");
        } finally {
            database.execute(function);
        }
        assertThat(count()).isEqualTo("100");
    }
}
