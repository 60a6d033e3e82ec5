package dev.widgets.cli.doctor;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Compares the clocks of this machine and the server, and measures the round trip between them. */
final class ClockCheck implements Check {

    private static final String AREA = "clock";
    private static final int ROUNDS = 5;
    private static final long FAR_MILLIS = 2_000;
    private static final long VERY_FAR_MILLIS = 60_000;
    private static final long SLOW_MICROS = 5_000;

    private static final String NOW =
            "select extract(epoch from pg_catalog.clock_timestamp()) * 1000";

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        long bestNanos = Long.MAX_VALUE;
        long aheadMillis = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            long there = server.row(NOW).number(0);
            long here = System.currentTimeMillis();
            long nanos = System.nanoTime() - begin;
            if (nanos < bestNanos) {
                bestNanos = nanos;
                aheadMillis = there - here + Duration.ofNanos(nanos / 2).toMillis();
            }
        }
        findings.add(clock(aheadMillis));
        // the savepoint around each query makes it three round trips
        long micros = bestNanos / 3 / 1000;
        if (micros > SLOW_MICROS) {
            findings.add(Finding.note(
                    AREA,
                    "The server is " + micros / 1000
                            + " ms away: each operation takes at least one such round trip.",
                    "Run services close to the server."));
        }
        return findings;
    }

    private static Finding clock(long aheadMillis) {
        long apart = Math.abs(aheadMillis);
        if (apart <= FAR_MILLIS) {
            return Finding.ok(AREA, "The clocks of this machine and the server agree.");
        }
        String reason = "The clock of the server is " + apart / 1000 + " s "
                + (aheadMillis > 0 ? "ahead of" : "behind")
                + " the clock of this machine: tokens expire too early or too late, and"
                + " timestamps in logs do not match.";
        String remedy = "Synchronize both clocks with NTP.";
        return apart > VERY_FAR_MILLIS
                ? Finding.warning(AREA, reason, remedy)
                : Finding.note(AREA, reason, remedy);
    }
}
