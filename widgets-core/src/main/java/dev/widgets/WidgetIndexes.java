package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Optional indexes, which make some searches fast and some operations slower. They are created and
 * dropped while operations go on. The user must be the owner of the registry or a member of it.
 *
 * <p><b>Threads.</b> It may be used by any number of threads at once.
 */
public final class WidgetIndexes {

    private static final long LOCK = 0x5769_6467_6574_4958L;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** A statement of a script that creates an index; psql runs the others. */
    private static final Pattern CREATE =
            Pattern.compile("(?m)^create index concurrently if not exists (\\w+)\\s[^;]*;");

    private static final String STATE = """
            select i.indisvalid, (
              select sum(pg_catalog.pg_relation_size(r.relid))
              from (
                select i.indexrelid as relid
                union
                select t.relid
                from pg_catalog.pg_partition_tree(i.indexrelid) t
              ) r)
            from pg_catalog.pg_index i
            join pg_catalog.pg_class c on c.oid = i.indexrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'widgets_store' and c.relname = ?
            """;

    private static final String PROGRESS = """
            select p.phase, coalesce(p.blocks_done, 0) + coalesce(p.tuples_done, 0),
              coalesce(p.blocks_total, 0) + coalesce(p.tuples_total, 0)
            from pg_catalog.pg_stat_progress_create_index p
            where p.datname = current_database()
              and p.relid in (
                select to_regclass('widgets_store.widgets')
                union
                select t.relid
                from pg_catalog.pg_partition_tree(to_regclass('widgets_store.widgets')) t)
            """;

    private final DataSource dataSource;

    private WidgetIndexes(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Returns the indexes of a registry.
     *
     * @param dataSource opens connections in autocommit, whose time limits for locks and statements
     *     have to be long: an index waits for all transactions that are older, and is built in one
     *     statement
     */
    public static WidgetIndexes over(DataSource dataSource) {
        return new WidgetIndexes(dataSource);
    }

    /** An optional index, or several that belong together. */
    public enum Kind {

        /**
         * Widgets by their name. Adding and removing a widget write to one more index; associations
         * are as fast as before.
         */
        NAME,

        /**
         * Widgets with a free port of a type, one index for each type. Every association writes to
         * all indexes of the table, which may halve the rate.
         */
        FREE;

        private String script() {
            return SqlScripts.index(name().toLowerCase(Locale.ROOT));
        }
    }

    /** Whether an index exists. */
    public enum State {
        /** There is none. */
        ABSENT,
        /** An interrupted command has left it; it costs as much as a valid one and is of no use. */
        INVALID,
        /** It is used. */
        VALID
    }

    /**
     * An index.
     *
     * @param kind what it is for
     * @param name its name in the schema widgets_store
     * @param state whether it exists
     * @param bytes its size on disk
     */
    public record Index(Kind kind, String name, State state, long bytes) {}

    /**
     * The progress of an index that is being created.
     *
     * @param phase what PostgreSQL does, in its words
     * @param done the number of blocks or rows that are done in this phase
     * @param total the number of all of them, 0 if it is unknown
     */
    public record Progress(String phase, long done, long total) {}

    /**
     * Returns all optional indexes and whether they exist.
     *
     * @throws FailedException if they could not be read
     */
    public List<Index> list() {
        try (Connection connection = dataSource.getConnection()) {
            List<Index> indexes = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                for (String name : statements(kind).keySet()) {
                    indexes.add(state(connection, kind, name));
                }
            }
            return indexes;
        } catch (SQLException e) {
            throw SqlFailure.administering(e);
        }
    }

    /**
     * Creates an index. It does nothing if the index exists, and replaces what an interrupted call
     * has left behind. Operations go on meanwhile; the index waits for transactions that are older
     * than it is. A partitioned table is indexed partition by partition.
     *
     * @return whether there was anything to do
     * @throws FailedException if a privilege is missing, another call works on the indexes or
     *     another error occurred. Call it again then, or {@link #remove}
     */
    public boolean add(Kind kind) {
        return change((connection, indexes) -> {
            boolean changed = false;
            for (Map.Entry<String, String> statement : statements(kind).entrySet()) {
                String name = statement.getKey();
                if (state(connection, kind, name).state() != State.VALID) {
                    indexes.create(name, statement.getValue());
                    changed = true;
                }
            }
            return changed;
        });
    }

    /**
     * Drops an index, if it exists. Operations go on meanwhile. On a partitioned table, they wait
     * for a moment.
     *
     * @return whether there was anything to do
     * @throws FailedException as for {@link #add}
     */
    public boolean remove(Kind kind) {
        return change((connection, indexes) -> {
            boolean changed = false;
            for (String name : statements(kind).keySet()) {
                if (state(connection, kind, name).state() != State.ABSENT) {
                    indexes.drop(name);
                    changed = true;
                }
            }
            return changed;
        });
    }

    /**
     * Returns how far the creation of an index has come, in whatever session, or nothing if none is
     * being created. The user sees only the sessions of roles that it is a member of.
     *
     * @throws FailedException if it could not be read
     */
    public Optional<Progress> progress() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PROGRESS)) {
            return row.next()
                    ? Optional.of(new Progress(row.getString(1), row.getLong(2), row.getLong(3)))
                    : Optional.empty();
        } catch (SQLException e) {
            throw SqlFailure.administering(e);
        }
    }

    /** The lock keeps others from dropping an index as a leftover while it is being created. */
    private boolean change(Change change) {
        try (AdvisoryLock lock = AdvisoryLock.begin(dataSource)) {
            if (!lock.acquire(PATIENCE, LOCK)) {
                throw new FailedException(
                        "Nothing was done: another session is changing the optional indexes. Wait"
                                + " until it has finished.",
                        true,
                        null);
            }
            try (Connection connection = dataSource.getConnection()) {
                return change.run(connection, IndexStatements.of(connection));
            }
        } catch (SQLException e) {
            throw SqlFailure.administering(e);
        }
    }

    @FunctionalInterface
    private interface Change {
        boolean run(Connection connection, IndexStatements indexes) throws SQLException;
    }

    private static Index state(Connection connection, Kind kind, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STATE)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return new Index(kind, name, State.ABSENT, 0);
                }
                State state = row.getBoolean(1) ? State.VALID : State.INVALID;
                return new Index(kind, name, state, row.getLong(2));
            }
        }
    }

    /** Returns the names of all optional indexes. */
    static List<String> names() {
        return Stream.of(Kind.values())
                .flatMap(kind -> statements(kind).keySet().stream())
                .toList();
    }

    /** Returns the statements that create the indexes, by their names. */
    private static Map<String, String> statements(Kind kind) {
        Map<String, String> statements = new LinkedHashMap<>();
        Matcher matcher = CREATE.matcher(kind.script());
        while (matcher.find()) {
            statements.put(matcher.group(1), matcher.group());
        }
        return statements;
    }

    /**
     * Returns the statements that create some of the indexes while nobody uses the table, which may
     * be partitioned.
     */
    static List<String> blocking(List<String> names) {
        List<String> statements = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            statements(kind).forEach((name, statement) -> {
                if (names.contains(name)) {
                    statements.add(statement.replaceFirst(" concurrently ", " "));
                }
            });
        }
        return statements;
    }
}
