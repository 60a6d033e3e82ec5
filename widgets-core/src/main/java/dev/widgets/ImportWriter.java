package dev.widgets;

import dev.widgets.Pending.Change;
import dev.widgets.WidgetImporter.Phase;
import dev.widgets.WidgetImporter.ProgressListener;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Writes the accepted rows of an import: first the widgets, with the associations inside of each
 * block, then the other associations as a batch of the coalescer does. Each transaction first takes
 * its block, and also records that the block is written.
 *
 * <p>Locks are taken as by {@code apply}: insertions in the order of the serial numbers, then rows
 * in that order.
 */
record ImportWriter(DataSource dataSource, ImportRun run, int jobs, ProgressListener listener) {

    private static final String WRITING = "writing";

    private static final String ASSOCIATIONS = """
            select a.file, a.line, a.slot, a.serial_number, a.peer_serial_number, a.port
            from widgets_store.import_associations a
            where a.place > ? and a.place <= ?
            order by a.place
            """;

    private static final String REJECT = """
            insert into widgets_store.import_rejects (file, line, slot, argument, rule, hint)
            values (?, ?, ?, ?, ?, ?)
            """;

    private record Association(int file, long line, Optional<Integer> slot, Change change) {}

    void work() throws SQLException, InterruptedException {
        List<ImportRuns.Block> widgets;
        List<ImportRuns.Block> associations;
        ImportRuns.Counts counts;
        try (Connection connection = dataSource.getConnection()) {
            ImportRuns runs = new ImportRuns(connection);
            widgets = runs.blocks(run.run(), "widgets", false);
            associations = runs.blocks(run.run(), "associations", false);
            counts = runs.counts();
        }
        long total = counts.widgets()
                + counts.renamed()
                + (long) associations.size() * ImportCheck.ASSOCIATIONS;
        long left = (long) widgets.size() * ImportCheck.WIDGETS
                + (long) associations.size() * ImportCheck.ASSOCIATIONS;
        ImportWork work =
                new ImportWork(dataSource, jobs, listener, Math.max(0, total - left), total);
        work.run(Phase.WRITING, widgets, this::widgets);
        work.run(Phase.WRITING, associations, this::associations);
    }

    private long widgets(ImportRuns runs, ImportRuns.Block block) throws SQLException {
        runs.require(run.run(), WRITING);
        if (!runs.mark(run.run(), "widgets", block.number(), true)) {
            return 0;
        }
        long added = runs.number(ImportWriteSql.WRITE_WIDGETS, block);
        long expected = runs.number("""
                select count(*)
                from widgets_store.import_widgets w
                where w.serial_number >= ? and w.serial_number < ?
                  and not w.renames
                """, block);
        if (added < expected) {
            runs.connection().rollback();
            return withoutTaken(runs, block);
        }
        try (PreparedStatement lock = runs.prepare(ImportWriteSql.LOCK_RENAMED, block);
                ResultSet row = lock.executeQuery()) {
            if (row.next()) {
                runs.execute(ImportWriteSql.RENAME, block);
            }
        }
        return added;
    }

    /** Leaves out the widgets that others have added since the check, and writes the others. */
    private long withoutTaken(ImportRuns runs, ImportRuns.Block block) throws SQLException {
        runs.require(run.run(), WRITING);
        int taken = runs.execute(ImportWriteSql.TAKEN, block);
        if (!run.skipping() && taken > 0) {
            throw new ImportException(
                    ImportException.Reason.REFUSED,
                    run.run(),
                    "Others have added " + taken + " of the widgets since the check, such as \""
                            + one(runs, block) + "\".",
                    null);
        }
        runs.execute(ImportWriteSql.REFUSE_PEERS_OF_TAKEN, block);
        runs.execute(ImportWriteSql.FORGET_ASSOCIATIONS_OF_TAKEN, block);
        runs.execute(ImportCheckSql.DELETE_REFUSED_WIDGETS);
        runs.execute(ImportCheckSql.CLEAR_PEERS);
        runs.connection().commit();
        return widgets(runs, block);
    }

    private static String one(ImportRuns runs, ImportRuns.Block block) throws SQLException {
        try (PreparedStatement select = runs.prepare("""
                        select w.serial_number
                        from widgets_store.import_widgets w
                        join widgets_store.widgets r on r.serial_number = w.serial_number
                        where w.serial_number >= ? and w.serial_number < ?
                          and not w.renames
                        limit 1
                        """, block);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getString(1) : "?";
        }
    }

    private long associations(ImportRuns runs, ImportRuns.Block block) throws SQLException {
        runs.require(run.run(), WRITING);
        if (!runs.mark(run.run(), "associations", block.number(), true)) {
            return 0;
        }
        List<Association> all = read(runs.connection(), block);
        apply(runs.connection(), all);
        for (Association one : all) {
            Optional<WidgetException> failure = one.change().failure();
            if (failure.isPresent()) {
                refuse(runs, one, failure.get());
            }
        }
        return ImportCheck.ASSOCIATIONS;
    }

    private static void apply(Connection connection, List<Association> all) throws SQLException {
        if (!all.isEmpty()) {
            ChangeBatch batch = new ChangeBatch(
                    Optional.empty(), all.stream().map(Association::change).toList());
            Optional<SqlFailure> failure = batch.run(connection);
            if (failure.isPresent()) {
                throw failure.get().error();
            }
        }
    }

    private static List<Association> read(Connection connection, ImportRuns.Block block)
            throws SQLException {
        List<Association> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(ASSOCIATIONS)) {
            long first = (long) block.number() * ImportCheck.ASSOCIATIONS;
            select.setLong(1, first);
            select.setLong(2, first + ImportCheck.ASSOCIATIONS);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int slot = row.getInt("slot");
                    all.add(new Association(
                            row.getInt("file"),
                            row.getLong("line"),
                            row.wasNull() ? Optional.empty() : Optional.of(slot),
                            new Change(
                                    Optional.empty(),
                                    Operation.associate(
                                            row.getString("serial_number"),
                                            row.getString("peer_serial_number"),
                                            PortType.valueOf(row.getString("port"))))));
                }
            }
        }
        return all;
    }

    private void refuse(ImportRuns runs, Association one, WidgetException failure)
            throws SQLException {
        if (!(failure instanceof RefusedException refused)) {
            throw failure;
        }
        if (!run.skipping()) {
            throw new ImportException(
                    ImportException.Reason.REFUSED,
                    run.run(),
                    "An association is refused since others changed its widgets: "
                            + refused.getMessage(),
                    refused);
        }
        try (PreparedStatement insert = runs.connection().prepareStatement(REJECT)) {
            insert.setInt(1, one.file());
            insert.setLong(2, one.line());
            insert.setObject(3, one.slot().orElse(null), java.sql.Types.INTEGER);
            insert.setString(4, refused.argument());
            insert.setString(5, refused.rule().sqlName());
            insert.setString(6, refused.hint());
            insert.executeUpdate();
        }
    }
}
