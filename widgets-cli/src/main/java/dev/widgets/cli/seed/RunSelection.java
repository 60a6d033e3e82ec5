package dev.widgets.cli.seed;

import dev.widgets.SeedRun;
import dev.widgets.WidgetSeeder;
import dev.widgets.cli.console.CommandException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Selects one of the runs of a database.
 *
 * @param number the number of the run, if one was given
 */
record RunSelection(Optional<Integer> number) {

    /** The serial numbers of {@code widgets bench}, which manages its runs itself. */
    private static final String BENCH = "bench-";

    /** Returns all runs but those of {@code widgets bench}. */
    static List<SeedRun> all(WidgetSeeder seeder) {
        return seeder.runs().stream().filter(run -> !isOfBench(run)).toList();
    }

    private static boolean isOfBench(SeedRun run) {
        return run.options().serials().toString().startsWith(BENCH);
    }

    /**
     * Returns the run with the given number, or else the only one that qualifies.
     *
     * @param none the message if no run qualifies
     */
    SeedRun choose(WidgetSeeder seeder, Predicate<SeedRun> qualifies, String none) {
        if (number.isPresent()) {
            return numbered(seeder, number.get());
        }
        List<SeedRun> runs = all(seeder).stream().filter(qualifies).toList();
        if (runs.isEmpty()) {
            throw CommandException.refused(none);
        }
        if (runs.size() > 1) {
            throw CommandException.usage("There are " + runs.size()
                    + " runs: choose one with --run. List runs with: widgets seed --runs");
        }
        return runs.get(0);
    }

    private static SeedRun numbered(WidgetSeeder seeder, int number) {
        SeedRun run = seeder.runs().stream()
                .filter(one -> one.run() == number)
                .findFirst()
                .orElseThrow(() -> CommandException.refused(
                        "There is no run " + number + ". List runs with: widgets seed --runs"));
        if (isOfBench(run)) {
            throw CommandException.refused("Run " + number
                    + " belongs to widgets bench. Remove it with: widgets bench --remove");
        }
        return run;
    }
}
