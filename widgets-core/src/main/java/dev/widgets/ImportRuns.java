package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tables that record imports, accessed over one connection. */
record ImportRuns(Connection connection) {

    /** A part of the latest import. Its bounds are empty for associations. */
    record Block(int number, String first, String next) {}

    /** The numbers of rows of the latest import. */
    record Counts(long widgets, long renamed, long associations, long rejected) {}

    private static final String EMPTY = """
            truncate widgets_store.import_widgets, widgets_store.import_pairs,
              widgets_store.import_associations, widgets_store.import_rejects,
              widgets_store.import_blocks
            """;

    private static final String FULL_PAGES =
            "alter table widgets_store.import_widgets reset (fillfactor)";

    /** With room in its page, a row that gets its peers needs no other entry in the index. */
    private static final String HALF_PAGES =
            "alter table widgets_store.import_widgets set (fillfactor = 50)";

    private static final String INDEX = "create index import_widgets_serial_number"
            + " on widgets_store.import_widgets (serial_number)";

    private static final String UNIQUE_INDEX = INDEX.replaceFirst("index", "unique index");

    /**
     * Records a run and empties the tables for it. The indexes are built when the rows are there.
     *
     * @param files the number of files; associations are usually not in the first of several
     */
    int begin(ImportOptions options, int files) throws SQLException {
        execute("lock table widgets_store.import_runs in share row exclusive mode");
        execute(EMPTY);
        execute(files > 1 ? HALF_PAGES : FULL_PAGES);
        execute("drop index if exists widgets_store.import_widgets_serial_number,"
                + " widgets_store.import_pairs_serial_number,"
                + " widgets_store.import_pairs_peer_serial_number");
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into widgets_store.import_runs (run, state, skipping, renaming)
                select coalesce(max(r.run), 0) + 1, 'checking', ?, ?
                from widgets_store.import_runs r
                returning run
                """)) {
            insert.setBoolean(1, options.skipping());
            insert.setBoolean(2, options.renaming());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Indexes the rows. Returns whether the serial numbers of all widgets differ. */
    boolean index() throws SQLException {
        execute("set local maintenance_work_mem = '128MB'");
        boolean distinct = indexUnlessTwice();
        if (!distinct) {
            execute(INDEX);
        }
        execute("create index import_pairs_serial_number"
                + " on widgets_store.import_pairs (serial_number)");
        execute("create index import_pairs_peer_serial_number"
                + " on widgets_store.import_pairs (peer_serial_number)");
        execute("analyze widgets_store.import_widgets, widgets_store.import_pairs");
        return distinct;
    }

    private boolean indexUnlessTwice() throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            execute(UNIQUE_INDEX);
            return true;
        } catch (SQLException e) {
            if (DatabaseError.of(e) != DatabaseError.DUPLICATE_KEY) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    void empty() throws SQLException {
        execute(EMPTY);
    }

    /** Returns the latest run that has written to the registry and was not removed. */
    Optional<ImportRun> latest() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                        select r.run, r.state, r.skipping
                        from widgets_store.import_runs r
                        where r.run = (select max(m.run) from widgets_store.import_runs m)
                          and r.state in ('writing', 'written', 'removing')
                        """);
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new ImportRun(
                            row.getInt(1),
                            ImportRun.State.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                            row.getBoolean(3)))
                    : Optional.empty();
        }
    }

    /** Waits until nobody holds the run for share; returns whether it was in one of the states. */
    boolean move(int run, String to, String... from) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update widgets_store.import_runs r
                set state = ?
                where r.run = ? and r.state = any (?)
                """)) {
            update.setString(1, to);
            update.setInt(2, run);
            update.setArray(3, connection.createArrayOf("text", from));
            return update.executeUpdate() == 1;
        }
    }

    /** Makes sure that the run stays in a state until the current transaction ends. */
    void require(int run, String state) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select r.run
                from widgets_store.import_runs r
                where r.run = ? and r.state = ?
                for share
                """)) {
            select.setInt(1, run);
            select.setString(2, state);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new FailedException(
                            "Run " + run + " is no longer " + state + ".", false, null);
                }
            }
        }
    }

    /** Records that a block is written or removed; returns false if that was recorded before. */
    boolean mark(int run, String step, int block, boolean written) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update widgets_store.import_blocks b
                set written = ?
                where b.run = ? and b.step = ? and b.block = ? and b.written <> ?
                """)) {
            update.setBoolean(1, written);
            update.setInt(2, run);
            update.setString(3, step);
            update.setInt(4, block);
            update.setBoolean(5, written);
            return update.executeUpdate() == 1;
        }
    }

    List<Block> blocks(int run, String step, boolean written) throws SQLException {
        List<Block> blocks = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select b.block, coalesce(b.first, ''), coalesce(b.next, '')
                from widgets_store.import_blocks b
                where b.run = ? and b.step = ? and b.written = ?
                order by b.block
                """)) {
            select.setInt(1, run);
            select.setString(2, step);
            select.setBoolean(3, written);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    blocks.add(new Block(row.getInt(1), row.getString(2), row.getString(3)));
                }
            }
        }
        return blocks;
    }

    void cutWidgets(int run, int size) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ImportWidgetSql.CUT)) {
            insert.setInt(1, size - 1);
            insert.setInt(2, run);
            insert.executeUpdate();
        }
    }

    void cutAssociations(int run, int size) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into widgets_store.import_blocks (run, step, block)
                select distinct ?, 'associations', (a.place - 1) / ?
                from widgets_store.import_associations a
                on conflict do nothing
                """)) {
            insert.setInt(1, run);
            insert.setInt(2, size);
            insert.executeUpdate();
        }
    }

    /** Returns the number of rows of widgets that were not refused. */
    long widgets() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from widgets_store.import_widgets")) {
            row.next();
            return row.getLong(1);
        }
    }

    Counts counts() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select w.added, w.renamed, w.ends / 2 + a.others - j.late, j.rejected
                        from (
                          select count(*) filter (where not x.renames) as added,
                            count(*) filter (where x.renames) as renamed,
                            coalesce(sum(num_nonnulls(x.peers[1], x.peers[2], x.peers[3])), 0)
                              as ends
                          from widgets_store.import_widgets x
                        ) w
                        cross join (
                          select count(*) as others
                          from widgets_store.import_associations y
                          where not y.reserved
                        ) a
                        cross join (
                          select count(*) as rejected, count(*) filter (where z.late) as late
                          from widgets_store.import_rejects z
                        ) j
                        """)) {
            row.next();
            return new Counts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
        }
    }

    boolean hasRejects() throws SQLException {
        return isTrue("select exists (select 1 from widgets_store.import_rejects)");
    }

    boolean hasPairs() throws SQLException {
        return isTrue("select exists (select 1 from widgets_store.import_pairs)");
    }

    private boolean isTrue(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Executes a statement whose parameters are the bounds of a block, once or several times. */
    int execute(String sql, Block block) throws SQLException {
        try (PreparedStatement statement = prepare(sql, block)) {
            return statement.executeUpdate();
        }
    }

    PreparedStatement prepare(String sql, Block block) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        int parameters = (int) sql.chars().filter(c -> c == '?').count();
        for (int i = 1; i <= parameters; i++) {
            statement.setString(i, i % 2 == 1 ? block.first() : block.next());
        }
        return statement;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
