package dev.widgets;

import dev.widgets.WidgetSeeder.Phase;
import dev.widgets.WidgetSeeder.ProgressListener;
import java.io.IOException;
import java.sql.SQLException;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Loads the missing blocks of a run. */
abstract class SeedLoad {

    private final SeedRun run;
    private final ProgressListener listener;
    private final NavigableMap<Long, SeedBlocks.Block> complete = new TreeMap<>();

    private long next;
    private long done;
    private boolean stopped;

    SeedLoad(SeedRun run, ProgressListener listener) {
        this.run = run;
        this.listener = listener;
        next = SeedBlock.of(run.options().start());
    }

    /**
     * Loads the missing blocks.
     *
     * @throws InterruptedException if the thread was interrupted, after all jobs have ended
     */
    abstract void work() throws SQLException, IOException, InterruptedException;

    /** Returns the number of operations of the repository that were done. */
    abstract long operations();

    final SeedRun run() {
        return run;
    }

    /** Returns the complete blocks. */
    final NavigableMap<Long, SeedBlocks.Block> complete() {
        return complete;
    }

    /** Marks the blocks that need not be loaded. */
    final void skip(NavigableMap<Long, SeedBlocks.Block> blocks) {
        blocks.forEach((number, block) -> {
            if (block.complete()) {
                complete.put(number, block);
                done += SeedBlock.size(run.options(), number);
            }
        });
    }

    /** Returns the next missing block, or -1. */
    final synchronized long next() {
        while (complete.containsKey(next)) {
            next++;
        }
        return stopped || next > SeedBlock.of(run.options().last()) ? -1 : next++;
    }

    final synchronized void stop() {
        stopped = true;
    }

    final synchronized boolean isStopped() {
        return stopped;
    }

    final synchronized void completed(long number, SeedBlocks.Block block) {
        complete.put(number, block);
        done += SeedBlock.size(run.options(), number);
        report(0);
    }

    /**
     * Reports the progress.
     *
     * @param underWay the number of widgets of incomplete blocks that have been loaded
     */
    final synchronized void report(long underWay) {
        listener.progress(Phase.LOADING, done + underWay, run.options().count());
    }
}
