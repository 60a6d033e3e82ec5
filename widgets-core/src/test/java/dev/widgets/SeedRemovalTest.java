package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Taking a run out while others work on its widgets. */
@Tag("heavy")
class SeedRemovalTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final int SEEDED = 300;
    private static final int OWN = 20;
    private static final int ROUNDS = 10;
    private static final int THREADS = 6;

    private final WidgetSeeder seeder = WidgetSeeder.over(database.dataSource());

    @Test
    void what_others_do_meanwhile_stays_sound_without_a_deadlock() throws Exception {
        WidgetRepository widgets = WidgetRepository.over(database.dataSource());
        for (int i = 0; i < OWN; i++) {
            widgets.add("own-" + i, "pump", Ports.parse("PQR"));
        }
        for (int round = 0; round < ROUNDS; round++) {
            int run = seeder.seed(
                            SeedOptions.of(SEEDED).withSeed(round),
                            WidgetSeeder.ProgressListener.NONE)
                    .run();
            AtomicBoolean removed = new AtomicBoolean();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(round * 100L + i);
                running.add(threads.submit(() -> {
                    work(removed, random);
                    return null;
                }));
            }
            Await.until(
                    "others work on seeded widgets",
                    () -> !database.query(
                                    "select 1 from widgets.slots where serial_number like 'own-%' and peer like 'W-%'")
                            .isEmpty());
            assertThat(seeder.remove(run, 1, WidgetSeeder.ProgressListener.NONE))
                    .isBetween(1L, (long) SEEDED);
            removed.set(true);
            threads.shutdown();
            for (Future<?> one : running) {
                one.get();
            }
            database.assertSound();
            assertThat(database.query("select count(*) from widgets_store.widgets"))
                    .containsExactly(String.valueOf(OWN));
        }
        database.assertNoDeadlocks();
    }

    private static void work(AtomicBoolean removed, Random random) throws SQLException {
        try (var connection = database.connect()) {
            WidgetRepository widgets = WidgetRepository.over(connection);
            while (!removed.get()) {
                String own = "own-" + random.nextInt(OWN);
                String seeded = SerialPattern.DEFAULT.serialNumber(1 + random.nextInt(SEEDED));
                PortType port = List.of(PortType.values()).get(random.nextInt(3));
                try {
                    switch (random.nextInt(20)) {
                        case 0 -> widgets.remove(seeded);
                        case 1, 2, 3, 4, 5, 6 -> widgets.dissociate(own, seeded, port);
                        default -> widgets.associate(own, seeded, port);
                    }
                } catch (RefusedException e) {
                    // somebody else was faster
                }
            }
        }
    }
}
