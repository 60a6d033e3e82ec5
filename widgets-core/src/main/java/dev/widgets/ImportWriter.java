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
 * block, then the other associations, with one update of each widget in a block. Those that others
 * have come in the way of are done as a batch of the coalescer. Each transaction first takes its
 * block, and also records that the block is written.
 *
 * <p>Locks are taken as by {@code apply}: insertions in the order of the serial numbers, then rows
 * in that order.
 */
record ImportWriter(DataSource dataSource, ImportRun run, int jobs, ProgressListener listener) {

    private static final String WRITING = "writing";
    private static final String ASSOCIATIONS_STEP = "associations";

    /** Of the row of a widget that names the peer, or of the row of the association. */
    private static final String ASSOCIATIONS = """
            select coalesce(p.file, a.file) as file, coalesce(p.line, a.line) as line,
              case when p.file is null then a.slot end as slot,
              coalesce(p.serial_number, a.serial_number) as serial_number,
              coalesce(p.peer_serial_number, a.peer_serial_number) as peer_serial_number,
              a.port
            from widgets_store.import_associations a
            left join lateral (
              select x.file, x.line, x.serial_number, x.peer_serial_number
              from widgets_store.import_pairs x
              where a.reserved
                and x.port = a.port
                and (x.serial_number = a.serial_number
                    and x.peer_serial_number = a.peer_serial_number
                  or x.serial_number = a.peer_serial_number
                    and x.peer_serial_number = a.serial_number)
              order by x.place
              limit 1
            ) p on true
            where a.place = any (?)
            order by a.place
            """;

    /** Each end is looked up by its key, whatever the statistics say. */
    private static final String BY_KEY =
            "set local enable_hashjoin = off; set local enable_mergejoin = off;"
                    + " set local enable_seqscan = off";

    private static final String REJECT = """
            insert into widgets_store.import_rejects (file, line, slot, argument, rule, hint, late)
            values (?, ?, ?, ?, ?, ?, true)
            """;

    private record Association(int file, long line, Optional<Integer> slot, Change change) {}

    void work() throws SQLException, InterruptedException {
        List<ImportRuns.Block> widgets;
        long associations;
        long rows;
        try (Connection connection = dataSource.getConnection()) {
            ImportRuns runs = new ImportRuns(connection);
            widgets = runs.blocks(run.run(), "widgets", false);
            associations = runs.blocks(run.run(), ASSOCIATIONS_STEP, false).size();
            rows = runs.widgets();
        }
        long total = rows + associations * ImportCheck.ASSOCIATIONS;
        long left = (long) widgets.size() * ImportCheck.WIDGETS
                + associations * ImportCheck.ASSOCIATIONS;
        ImportWork work =
                new ImportWork(dataSource, jobs, listener, Math.max(0, total - left), total);
        work.run(Phase.WRITING, widgets, this::widgets);
        work.run(Phase.WRITING, associationBlocks(), this::associations);
    }

    /** Writing widgets may add some. */
    private List<ImportRuns.Block> associationBlocks() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return new ImportRuns(connection).blocks(run.run(), ASSOCIATIONS_STEP, false);
        }
    }

    private long widgets(ImportRuns runs, ImportRuns.Block block) throws SQLException {
        runs.require(run.run(), WRITING);
        if (!runs.mark(run.run(), "widgets", block.number(), true)) {
            return 0;
        }
        long added;
        try {
            added = runs.execute(ImportWriteSql.WRITE_WIDGETS, block);
        } catch (SQLException e) {
            if (DatabaseError.of(e) != DatabaseError.DUPLICATE_KEY) {
                throw e;
            }
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
        if (runs.hasPairs()) {
            runs.execute(ImportPairSql.UNFOLD_TAKEN, block);
            runs.cutAssociations(run.run(), ImportCheck.ASSOCIATIONS);
        }
        runs.execute(ImportWriteSql.REFUSE_PEERS_OF_TAKEN, block);
        runs.execute(ImportWriteSql.FORGET_ASSOCIATIONS_OF_TAKEN, block);
        runs.execute(ImportWidgetSql.DELETE_REFUSED_WIDGETS);
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
        if (!runs.mark(run.run(), ASSOCIATIONS_STEP, block.number(), true)) {
            return 0;
        }
        List<Long> others = associate(runs, block);
        List<Association> careful = others.isEmpty() ? List.of() : read(runs.connection(), others);
        apply(runs.connection(), careful);
        for (Association one : careful) {
            Optional<WidgetException> failure = one.change().failure();
            if (failure.isPresent()) {
                refuse(runs, one, failure.get());
            }
        }
        return ImportCheck.ASSOCIATIONS;
    }

    /** Makes the associations of a block; returns the places of those that were not possible. */
    private static List<Long> associate(ImportRuns runs, ImportRuns.Block block)
            throws SQLException {
        runs.execute(BY_KEY);
        numbers(runs.connection(), ImportWriteSql.LOCK_ENDS, block, row -> {});
        List<Long> others = new ArrayList<>();
        numbers(
                runs.connection(),
                ImportWriteSql.ASSOCIATE,
                block,
                row -> others.add(row.getLong(1)));
        return others;
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void numbers(
            Connection connection, String sql, ImportRuns.Block block, RowReader reader)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            long first = (long) block.number() * ImportCheck.ASSOCIATIONS;
            select.setLong(1, first);
            select.setLong(2, first + ImportCheck.ASSOCIATIONS);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
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

    private static List<Association> read(Connection connection, List<Long> places)
            throws SQLException {
        List<Association> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(ASSOCIATIONS)) {
            select.setArray(1, connection.createArrayOf("bigint", places.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.add(new Association(
                            row.getInt("file"),
                            row.getLong("line"),
                            Optional.ofNullable(row.getObject("slot", Integer.class)),
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
