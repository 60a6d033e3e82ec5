package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * Callers over one pool of which each keeps a {@link Trail}, every other one through a
 * {@link WidgetCoalescer}: all that they did must have been cut off at one moment.
 */
final class Travellers implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final long seed = Long.getLong("widgets.test.seed", System.nanoTime());
    private final HikariDataSource pool;
    private final WidgetCoalescer coalescer;
    private final List<Trail> trails;
    private List<CompletableFuture<Void>> walks = List.of();

    Travellers(String url, int size) {
        pool = WidgetPool.open(url, OwnServer.credentials(), size, Crowd.LIMITS);
        coalescer = WidgetCoalescer.open(pool);
        WidgetRepository singular = WidgetRepository.over(pool);
        WidgetRepository coalesced = coalescer.blocking();
        trails = IntStream.range(0, size)
                .mapToObj(
                        i -> new Trail("t" + i + "-", seed + i, i % 2 == 0 ? singular : coalesced))
                .toList();
    }

    /** Lets each work until something fails. */
    void depart() {
        walks = trails.stream()
                .map(trail -> CompletableFuture.runAsync(trail::walk, threads))
                .toList();
    }

    /** Waits until something has failed for each. */
    void awaitStandstill() {
        walks.forEach(CompletableFuture::join);
    }

    /** How many changes they were told of. */
    int done() {
        return trails.stream().mapToInt(Trail::done).sum();
    }

    /**
     * Asserts that what is there was there at one moment, for all of them, and answers how many
     * changes came after it.
     */
    int lostWith(DataSource direct) throws SQLException {
        RegistryModel found = read(direct);
        List<List<Trail.Span>> spans =
                trails.stream().map(trail -> trail.spans(found)).toList();
        assertThat(spans)
                .as("a state that was never there, -Dwidgets.test.seed=" + seed + ": "
                        + found.table())
                .noneMatch(List::isEmpty);
        long moment = spans.stream()
                .flatMap(List::stream)
                .mapToLong(Trail.Span::from)
                .filter(one -> spans.stream().allMatch(of -> includes(of, one)))
                .max()
                .orElseThrow(() -> new AssertionError(
                        "there are later changes, and earlier ones are missing, -Dwidgets.test.seed="
                                + seed + ": " + spans));
        return spans.stream()
                .mapToInt(of -> of.stream()
                        .filter(span -> span.includes(moment))
                        .mapToInt(Trail.Span::lost)
                        .min()
                        .orElseThrow())
                .sum();
    }

    private static boolean includes(List<Trail.Span> spans, long moment) {
        return spans.stream().anyMatch(span -> span.includes(moment));
    }

    /** Lets each go on for a while from what is there, and answers what became of its calls. */
    Map<Ledger.Outcome, Long> goOn(DataSource direct, Duration time) throws SQLException {
        RegistryModel found = read(direct);
        AtomicBoolean stopped = new AtomicBoolean();
        List<CompletableFuture<Ledger>> going = trails.stream()
                .map(trail -> CompletableFuture.supplyAsync(
                        () -> trail.goOn(found, stopped::get), threads))
                .toList();
        OwnServer.sleep(time);
        stopped.set(true);
        List<Ledger> ledgers = going.stream().map(CompletableFuture::join).toList();
        RegistryModel after = read(direct);
        Map<Ledger.Outcome, Long> outcomes = new EnumMap<>(Ledger.Outcome.class);
        for (Ledger ledger : ledgers) {
            ledger.check(after);
            assertThat(ledger.outcomes()).containsKey(Ledger.Outcome.DONE);
            ledger.outcomes().forEach((outcome, n) -> outcomes.merge(outcome, n, Long::sum));
        }
        return outcomes;
    }

    private static RegistryModel read(DataSource direct) throws SQLException {
        try (Connection connection = direct.getConnection()) {
            assertThat(Rows.of(connection, "select * from widgets_admin.check_integrity()"))
                    .isEmpty();
            assertThat(Rows.of(connection, Invariants.VIOLATIONS)).isEmpty();
            return RegistryModel.read(connection);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        coalescer.close();
        pool.close();
    }
}
