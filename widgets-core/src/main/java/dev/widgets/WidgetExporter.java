package dev.widgets;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Writes all widgets and associations of a registry to streams. What is written comes from one
 * snapshot: changes by others meanwhile do not show, and are not held up. Rows are sent on as they
 * arrive, in no particular order, so a registry of any size takes little memory.
 *
 * <p><b>Privileges.</b> The user needs to read the views of the registry, as {@code widgets_app}
 * may.
 *
 * <p><b>Threads.</b> It may be used by any number of threads at once. Each export takes one
 * connection in autocommit, whose time limit for a statement must leave room for the export.
 */
public final class WidgetExporter {

    /** The widgets with their peers, as {@code widgets list} prints them. */
    private static final String WIDGETS_AND_PEERS = """
            copy (
              select w.serial_number, w.name, w.ports,
                w.peers[1] as peer_1, w.peers[2] as peer_2, w.peers[3] as peer_3
              from widgets.widgets w
            ) to stdout (format csv, header)
            """;

    private static final String WIDGETS = """
            copy (
              select w.serial_number, w.name, w.ports
              from widgets.widgets w
            ) to stdout (format csv, header)
            """;

    private static final String ASSOCIATIONS = """
            copy (
              select s.serial_number, s.peer as peer_serial_number, s.port
              from widgets.slots s
              where s.serial_number < s.peer
            ) to stdout (format csv, header)
            """;

    /** JSON contains no control characters, so nothing is quoted. */
    private static final String JSON_WIDGETS_AND_PEERS = """
            copy (
              select row_to_json(w)
              from (select w.serial_number, w.name, w.ports, w.peers from widgets.widgets w) w
            ) to stdout (format csv, quote e'\\x01', delimiter e'\\x02')
            """;

    private static final String JSON_WIDGETS = """
            copy (
              select row_to_json(w)
              from (select w.serial_number, w.name, w.ports from widgets.widgets w) w
            ) to stdout (format csv, quote e'\\x01', delimiter e'\\x02')
            """;

    private static final String JSON_ASSOCIATIONS = """
            copy (
              select row_to_json(a)
              from (
                select s.serial_number, s.peer as peer_serial_number, s.port
                from widgets.slots s
                where s.serial_number < s.peer
              ) a
            ) to stdout (format csv, quote e'\\x01', delimiter e'\\x02')
            """;

    private static final String EXPECTED = """
            select coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'widgets_store'
              and c.relname = 'widgets'
            """;

    private static final int REPORT_EVERY = 4096;

    private final DataSource dataSource;

    private WidgetExporter(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Receives the progress of an export. */
    @FunctionalInterface
    public interface ProgressListener {

        /** Ignores all progress. */
        ProgressListener NONE = (done, expected) -> {};

        /**
         * Reports how far an export has come. Called by the thread that exports, once before the
         * first widget, then every few thousand widgets and after the last one.
         *
         * @param done how many widgets have been written
         * @param expected how many widgets the registry contains, as the server estimates; 0 if it
         *     does not know
         */
        void progress(long done, long expected);
    }

    /**
     * What an export has written.
     *
     * @param widgets the number of widgets
     * @param associations the number of rows in the stream of associations; 0 if there was none
     */
    public record Summary(long widgets, long associations) {}

    /**
     * Returns an exporter for a database in which {@link WidgetSchema} has installed the schema.
     */
    public static WidgetExporter over(DataSource dataSource) {
        return new WidgetExporter(dataSource);
    }

    /**
     * Writes each widget with its peers: as CSV with the columns {@code serial_number},
     * {@code name}, {@code ports}, {@code peer_1}, {@code peer_2} and {@code peer_3}, or as JSON
     * with the keys {@code serial_number}, {@code name}, {@code ports} and {@code peers}.
     *
     * @throws FailedException if the widgets could not be read; the stream may hold a part of them
     * @throws IOException if the stream throws it
     */
    public Summary export(TransferFormat format, OutputStream out, ProgressListener listener)
            throws IOException {
        boolean csv = format == TransferFormat.CSV;
        return inSnapshot(connection -> new Summary(
                copy(
                        connection,
                        csv ? WIDGETS_AND_PEERS : JSON_WIDGETS_AND_PEERS,
                        csv,
                        out,
                        listener),
                0));
    }

    /**
     * Writes widgets and associations to separate streams. The columns or keys are
     * {@code serial_number}, {@code name} and {@code ports}, and {@code serial_number},
     * {@code peer_serial_number} and {@code port}. Each association is written once. Which one of
     * several ports of a type leads to which peer is not written.
     *
     * @throws FailedException if the widgets could not be read; the streams may hold a part of them
     * @throws IOException if a stream throws it
     */
    public Summary export(
            TransferFormat format,
            OutputStream widgets,
            OutputStream associations,
            ProgressListener listener)
            throws IOException {
        boolean csv = format == TransferFormat.CSV;
        return inSnapshot(connection -> new Summary(
                copy(connection, csv ? WIDGETS : JSON_WIDGETS, csv, widgets, listener),
                copy(
                        connection,
                        csv ? ASSOCIATIONS : JSON_ASSOCIATIONS,
                        csv,
                        associations,
                        ProgressListener.NONE)));
    }

    @FunctionalInterface
    private interface Work {
        Summary run(Connection connection) throws SQLException, IOException;
    }

    private Summary inSnapshot(Work work) throws IOException {
        try (Connection connection = dataSource.getConnection()) {
            CommitCheck.requireAutocommit(connection);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // the method of JDBC would set it for the session
                statement.execute("set transaction isolation level repeatable read, read only");
                return work.run(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw SqlFailure.reading(e);
        }
    }

    /** Copies rows and returns their number. The server sends each in a message of its own. */
    private static long copy(
            Connection connection,
            String sql,
            boolean header,
            OutputStream out,
            ProgressListener listener)
            throws SQLException, IOException {
        long expected = expected(connection);
        listener.progress(0, expected);
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
        try {
            long rows = header ? -1 : 0;
            for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                out.write(row);
                rows++;
                if (rows % REPORT_EVERY == 0) {
                    listener.progress(rows, expected);
                }
            }
            out.flush();
            listener.progress(rows, rows);
            return rows;
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static long expected(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(EXPECTED)) {
            row.next();
            return row.getLong(1);
        }
    }
}
