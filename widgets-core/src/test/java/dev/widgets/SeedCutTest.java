package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.FaultyProxy.Direction;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Seeding whose connections are cut at bytes drawn at random: the registry is sound, and a run that
 * goes on comes to exactly the same widgets.
 */
@Tag("once")
@Tag("repeated")
class SeedCutTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final int CUTS = Integer.getInteger("widgets.test.cuts", 6);
    private static final String CONTENT = """
            select count(*), md5(string_agg(w::text, ' ' order by serial_number))
            from widgets_store.widgets w""";

    private final WidgetSeeder direct = WidgetSeeder.over(database.dataSource());
    private FaultyProxy proxy;
    private WidgetSeeder seeder;

    @BeforeEach
    void open() throws Exception {
        proxy = FaultyProxy.open();
        PGSimpleDataSource through = new PGSimpleDataSource();
        through.setUrl(proxy.url(database.name()));
        through.setUser(database.user());
        through.setPassword(database.password());
        through.setSocketTimeout(10);
        through.setApplicationName("cut");
        seeder = WidgetSeeder.over(through);
        empty();
    }

    @AfterEach
    void close() throws Exception {
        proxy.close();
    }

    private static void empty() throws SQLException {
        database.emptyWithRuns();
    }

    @Test
    void by_blocks_of_which_one_is_whole_and_one_is_not() throws Exception {
        cut(SeedOptions.of(50_500).withJobs(2), false, CUTS);
    }

    @Test
    void one_by_one() throws Exception {
        cut(SeedOptions.of(150).withJobs(2), true, CUTS);
    }

    private void cut(SeedOptions options, boolean singular, int times) throws Exception {
        long seed = Long.getLong("widgets.test.seed", System.nanoTime());
        Random random = new Random(seed);
        proxy.count();
        String checksum = seed(options, singular).checksum();
        List<String> content = database.query(CONTENT);
        long[] lengths = {proxy.passed(Direction.TO_SERVER), proxy.passed(Direction.TO_CLIENT)};
        int resumed = 0;
        for (int i = 0; i < times; i++) {
            empty();
            Direction direction = i % 2 == 0 ? Direction.TO_SERVER : Direction.TO_CLIENT;
            long bytes = (long) (random.nextDouble() * lengths[i % 2]);
            String again = direction + " after " + bytes + ", -Dwidgets.test.seed=" + seed;
            proxy.heal();
            proxy.resets(random.nextBoolean());
            proxy.arm(direction, bytes);
            boolean ended = endsEarly(options, singular);
            proxy.heal();
            proxy.cut();
            Await.until("all that was cut has ended", SeedCutTest::isQuiet);
            database.assertSound();
            if (ended) {
                resumed += goOn(options, singular, checksum, again) ? 1 : 0;
            }
            if (!singular) {
                assertThat(database.query(CONTENT)).as(again).isEqualTo(content);
            }
            database.assertSound();
        }
        System.out.println((singular ? "one by one" : "by blocks") + ", " + lengths[0] + " and "
                + lengths[1] + " bytes, cut " + times + " times, gone on with " + resumed
                + " times, -Dwidgets.test.seed=" + seed);
    }

    private WidgetSeeder.Summary seed(SeedOptions options, boolean singular) {
        return singular
                ? seeder.seedSingly(options, WidgetSeeder.ProgressListener.NONE)
                : seeder.seed(options, WidgetSeeder.ProgressListener.NONE);
    }

    private boolean endsEarly(SeedOptions options, boolean singular) {
        try {
            seed(options, singular);
            return false;
        } catch (SeedException | FailedException e) {
            return true;
        }
    }

    /** Goes on with what is written down of it, or begins anew where nothing is. */
    private boolean goOn(SeedOptions options, boolean singular, String checksum, String again)
            throws SQLException {
        List<SeedRun> runs = direct.runs();
        if (runs.isEmpty()) {
            assertThat(database.query("select count(*) from widgets_store.widgets"))
                    .as(again)
                    .containsExactly("0");
            WidgetSeeder.Summary summary = singular
                    ? direct.seedSingly(options, WidgetSeeder.ProgressListener.NONE)
                    : direct.seed(options, WidgetSeeder.ProgressListener.NONE);
            assertThat(summary.checksum()).as(again).isEqualTo(checksum);
            return false;
        }
        if (runs.get(0).state() == SeedRun.State.LOADING) {
            assertThat(direct.resume(runs.get(0).run(), 2, WidgetSeeder.ProgressListener.NONE)
                            .checksum())
                    .as(again)
                    .isEqualTo(checksum);
        }
        return true;
    }

    private static boolean isQuiet() throws SQLException {
        return database.query("select from pg_stat_activity where application_name = 'cut'")
                .isEmpty();
    }
}
