package dev.widgets;

import dev.widgets.WidgetImporter.Phase;
import dev.widgets.WidgetImporter.ProgressListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Checks the rows of an import. What is refused is recorded and taken out, so that the next step
 * sees only what was accepted: first the widgets, then the peers that they name, then the
 * associations. Before the peers are checked, the rows of associations become peers of the rows of
 * both widgets, so that separate files are written like one in which the widgets name their peers.
 */
record ImportCheck(
        DataSource dataSource, int run, ImportOptions options, ProgressListener listener) {

    /** The number of widgets in a block, as in seeding. */
    static final int WIDGETS = 50_000;

    /** The number of associations that are written in one transaction. */
    static final int ASSOCIATIONS = 2_000;

    private static final int PASSES = 2;

    private static final int PASSES_OF_PAIRS = 1;

    void work() throws SQLException, InterruptedException {
        listener.progress(Phase.CHECKING, 0, 0);
        boolean[] distinct = new boolean[1];
        over(runs -> distinct[0] = runs.index());
        over(runs -> runs.cutWidgets(run, WIDGETS));
        List<ImportRuns.Block> blocks;
        long widgets;
        boolean pairs;
        try (Connection connection = dataSource.getConnection()) {
            ImportRuns runs = new ImportRuns(connection);
            blocks = runs.blocks(run, "widgets", false);
            widgets = runs.widgets();
            pairs = runs.hasPairs();
        }
        int passes = pairs ? PASSES + PASSES_OF_PAIRS : PASSES;
        ImportWork work = new ImportWork(dataSource, options.jobs(), listener, 0, passes * widgets);
        String check = distinct[0]
                ? ImportWidgetSql.CHECK_DISTINCT_WIDGETS
                : ImportWidgetSql.CHECK_WIDGETS;
        work.run(Phase.CHECKING, blocks, (runs, block) -> widgets(runs, block, check));
        over(ImportCheck::takeOutWidgets);
        if (pairs) {
            work.run(Phase.CHECKING, blocks, ImportCheck::fold);
            over(ImportCheck::exceptions);
        }
        work.run(Phase.CHECKING, blocks, ImportCheck::peers);
        over(ImportCheck::takeOutPeers);
        over(this::associations);
        over(runs -> runs.cutAssociations(run, ASSOCIATIONS));
    }

    private long widgets(ImportRuns runs, ImportRuns.Block block, String check)
            throws SQLException {
        if (options.renaming()) {
            runs.execute(ImportWidgetSql.MARK_RENAMES, block);
        }
        runs.execute(check, block);
        return WIDGETS;
    }

    private static void takeOutWidgets(ImportRuns runs) throws SQLException {
        if (runs.hasRejects()) {
            runs.execute("analyze widgets_store.import_rejects");
            runs.execute(ImportWidgetSql.DELETE_REFUSED_WIDGETS);
        }
    }

    private static long fold(ImportRuns runs, ImportRuns.Block block) throws SQLException {
        runs.execute(ImportPairSql.FOLD, block);
        return WIDGETS;
    }

    private static void exceptions(ImportRuns runs) throws SQLException {
        runs.execute(ImportPairSql.FIND_EXCEPTIONS_OUTSIDE);
        runs.execute("analyze widgets_store.import_associations");
        runs.execute(ImportPairSql.UNFOLD_EXCEPTIONS);
        runs.execute(ImportPairSql.COMPLETE_EXCEPTIONS);
    }

    private static long peers(ImportRuns runs, ImportRuns.Block block) throws SQLException {
        // the planner misjudges the number of peers and would sort both sides instead of hashing
        runs.execute("set local enable_mergejoin = off");
        runs.execute(ImportCheckSql.CHECK_PEERS, block);
        return WIDGETS;
    }

    private static void takeOutPeers(ImportRuns runs) throws SQLException {
        runs.execute("analyze widgets_store.import_rejects, widgets_store.import_associations");
        runs.execute(ImportCheckSql.CLEAR_PEERS);
    }

    /**
     * Checks the associations. Where refused rows are skipped, writing decides about free ports,
     * because another refused association may leave one.
     */
    private void associations(ImportRuns runs) throws SQLException {
        runs.execute(ImportCheckSql.CHECK_ASSOCIATIONS);
        runs.execute(ImportCheckSql.DELETE_REFUSED_ASSOCIATIONS);
        if (!options.skipping() || options.checkOnly()) {
            runs.execute(ImportCheckSql.CHECK_FREE_PORTS);
            runs.execute(ImportCheckSql.DELETE_REFUSED_ASSOCIATIONS);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run(ImportRuns runs) throws SQLException;
    }

    private void over(Step step) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                new ImportRuns(connection).execute(ImportWork.SETTINGS);
                step.run(new ImportRuns(connection));
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
