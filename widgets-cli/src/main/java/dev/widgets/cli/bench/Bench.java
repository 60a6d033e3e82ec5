package dev.widgets.cli.bench;

import dev.widgets.WidgetAdministration;
import dev.widgets.WidgetAdministration.Violation;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/** Runs one benchmark plan on the benchmark widgets, which must exist. */
public final class Bench {

    private static final int RADIX = 36;

    private final BenchPlan plan;
    private final Holdings holdings;
    private final WidgetAdministration administration;
    private final Partitions partitions;
    private boolean drained;

    private Bench(BenchPlan plan, DataSource dataSource, Partitions partitions) {
        this.plan = plan;
        this.partitions = partitions;
        holdings = new Holdings(dataSource);
        administration = WidgetAdministration.over(dataSource);
    }

    /**
     * Reads the current state of the benchmark widgets.
     *
     * @param dataSource for the work before and after the run; its time limits are long
     */
    public static Bench prepare(BenchPlan plan, DataSource dataSource) throws SQLException {
        String run = Long.toString(System.currentTimeMillis(), RADIX);
        return new Bench(plan, dataSource, Partitions.read(new Holdings(dataSource), plan, run));
    }

    /**
     * Runs the benchmark once. An interrupt of this thread ends it early.
     *
     * @param pool provides the connections for the measured operations
     * @return empty if it was interrupted during the warm-up
     */
    public Optional<Measurement> run(DataSource pool, BenchProgress.Listener listener) {
        LoadRun run = new LoadRun(plan, partitions, listener);
        Optional<Measurement> measurement = run.run(pool);
        drained = run.isDrained();
        return measurement;
    }

    /**
     * Checks that every association of the benchmark widgets is symmetric, and that the database
     * contains exactly the changes that were reported as done.
     */
    public Verification verify() throws SQLException {
        if (!drained) {
            return Verification.unchecked("some operations had not ended");
        }
        List<Violation> violations = administration.checkIntegrity().stream()
                .filter(violation ->
                        isOwn(violation.serialNumber()) || isOwn(violation.peerSerialNumber()))
                .toList();
        Partitions stored = Partitions.read(holdings, plan, "");
        Optional<String> example = violations.stream()
                .findFirst()
                .map(violation -> String.format(
                        Locale.ROOT,
                        "%s: %s is associated with %s on %s",
                        violation.kind(),
                        violation.serialNumber(),
                        violation.peerSerialNumber(),
                        violation.port()));
        return Verification.of(violations.size(), partitions.compare(stored), example);
    }

    private static boolean isOwn(String serialNumber) {
        return BenchSerials.index(serialNumber) > 0 || serialNumber.startsWith(BenchSerials.ADDED);
    }
}
