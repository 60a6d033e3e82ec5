package dev.widgets.cli.bench;

import dev.widgets.cli.console.Durations;
import dev.widgets.cli.console.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Describes a result in sentences. */
public record Sentences(BenchResult result) {

    private static final Set<String> FOREMOST = Set.of(
            "fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size");
    /** Up to one in this many operations may be unsent at the end of a run without a note. */
    private static final int LEAST_SHARE = 100;

    /** Returns a summary of the load. */
    public String headline() {
        BenchPlan plan = result.measurement().plan();
        String load = plan.rate().isPresent()
                ? format(
                        "%,.0f operations started per second, at most %,d pending",
                        plan.rate().getAsDouble(), plan.clients())
                : Quantity.of(plan.clients(), "client");
        return format(
                "%s, %s, %s, %,d widgets, %.1f s after %s of warm-up",
                plan.mode(),
                load,
                wiring(plan),
                plan.widgets(),
                result.measurement().seconds(),
                Durations.text(plan.warmup()));
    }

    private static String wiring(BenchPlan plan) {
        Wiring wiring = plan.wiring();
        String connections = Quantity.of(wiring.connections(), "connection");
        return plan.mode().coalesces()
                ? format(
                        "%s of up to %,d, %s",
                        Quantity.of(wiring.lanes(), "lane"), wiring.batchSize(), connections)
                : connections;
    }

    /** Returns the operations. */
    public String mix() {
        BenchPlan plan = result.measurement().plan();
        return "mix " + plan.mix() + ", seed " + plan.seed()
                + (plan.hot() > 0
                        ? ", " + plan.hot() + " of them on " + BenchPlan.HOT_WIDGETS
                                + " hot widgets"
                        : "");
    }

    /** Returns the software versions and the machine. */
    public String where() {
        Circumstances at = result.circumstances();
        Map<String, String> software = at.software();
        return "widgets " + software.get("widgets") + ", Java " + software.get("java")
                + ", PostgreSQL " + software.get("postgresql") + " " + at.server() + "; "
                + at.machine();
    }

    /** Returns the most important settings of the server. */
    public String settings() {
        return result.circumstances().settings().entrySet().stream()
                .filter(entry -> FOREMOST.contains(entry.getKey()))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Returns remarks that help to interpret the figures. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        Measurement measurement = result.measurement();
        measurement.kept().ifPresent(kept -> keeping(kept, notes));
        measurement.messages().forEach(message -> notes.add("First " + message));
        if (measurement.interrupted()) {
            notes.add("The run was interrupted.");
        }
        notes.add(verification());
        result.crossed()
                .forEach(threshold -> notes.add("Crossed " + threshold.text() + ": it is "
                        + threshold.actual(measurement.all()) + "."));
        return notes;
    }

    private void keeping(Pace.Kept kept, List<String> notes) {
        if (kept.waited() > 0) {
            notes.add(format(
                    "%2$,d of %1$,d scheduled operations had to wait because %3$,d were pending;"
                            + " their latencies include the wait.",
                    kept.due(), kept.waited(), result.measurement().plan().clients()));
        }
        if (kept.unsent() * LEAST_SHARE > kept.due()) {
            notes.add(format(
                    "At the end, %,d scheduled operations had not started: the rate was not"
                            + " reached.",
                    kept.unsent()));
        }
        if (kept.late() > 0) {
            notes.add(format(
                    "%,d of %,d operations started more than 10 ms late because this program was"
                            + " short of CPU time: their latencies are too long.",
                    kept.late(), kept.due()));
        }
    }

    private String verification() {
        Verification verification = result.verification();
        return switch (verification.state()) {
            case SOUND ->
                "Verified: every association is symmetric, and the database contains"
                        + " exactly the reported changes.";
            case UNCHECKED ->
                "The widgets were not verified: " + verification.message().orElse("") + ".";
            case UNSOUND ->
                format(
                        "VERIFICATION FAILED: %,d violations, %,d differences from the reported"
                                + " outcomes; %s.",
                        verification.violations(),
                        verification.differences(),
                        verification.message().orElse(""));
        };
    }

    static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
