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
 * Removes what an import has written, block by block: associations between widgets that had
 * existed, then the widgets. A widget whose name or ports differ from its row is not of the import.
 */
record ImportRemoval(DataSource dataSource, int run, ProgressListener listener) {

    /** Smaller than a block of widgets, so that others seldom change one of the peers meanwhile. */
    private static final int PART = 2_000;

    private static final int ATTEMPTS = 30;

    private static final String OWN = """
            select r.serial_number
            from widgets_store.import_widgets w
            join widgets_store.widgets r on r.serial_number = w.serial_number
            where w.serial_number >= ? and w.serial_number < ?
              and not w.renames
              and r.name = w.name
              and r.ports = w.ports
            order by w.serial_number
            """;

    private static final String OTHER_ASSOCIATIONS = """
            select a.serial_number, a.peer_serial_number, a.port
            from widgets_store.import_associations a
            where a.place > ? and a.place <= ?
              and not exists (
                select 1
                from widgets_store.import_widgets w
                where w.serial_number in (a.serial_number, a.peer_serial_number)
                  and not w.renames)
            """;

    long work() throws SQLException, InterruptedException {
        long removed = 0;
        try (Connection connection = dataSource.getConnection()) {
            ImportRuns runs = new ImportRuns(connection);
            List<ImportRuns.Block> associations = runs.blocks(run, "associations", true);
            List<ImportRuns.Block> widgets = runs.blocks(run, "widgets", true);
            connection.setAutoCommit(false);
            for (ImportRuns.Block block : associations) {
                stopIfInterrupted();
                dissociate(runs, block);
            }
            long done = 0;
            ImportRuns.Counts counts = runs.counts();
            long total = counts.widgets() + counts.renamed();
            for (ImportRuns.Block block : widgets) {
                listener.progress(Phase.REMOVING, done, total);
                removed += remove(runs, block);
                done = Math.min(total, done + ImportCheck.WIDGETS);
            }
            listener.progress(Phase.REMOVING, done, total);
            runs.require(run, "removing");
            runs.move(run, "removed", "removing");
            runs.empty();
            connection.commit();
            connection.setAutoCommit(true);
        }
        return removed;
    }

    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void dissociate(ImportRuns runs, ImportRuns.Block block) throws SQLException {
        runs.require(run, "removing");
        List<Change> changes = new ArrayList<>();
        try (PreparedStatement select = runs.connection().prepareStatement(OTHER_ASSOCIATIONS)) {
            long first = (long) block.number() * ImportCheck.ASSOCIATIONS;
            select.setLong(1, first);
            select.setLong(2, first + ImportCheck.ASSOCIATIONS);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    changes.add(new Change(
                            Optional.empty(),
                            Operation.dissociate(
                                    row.getString(1),
                                    row.getString(2),
                                    PortType.valueOf(row.getString(3)))));
                }
            }
        }
        if (!changes.isEmpty()) {
            // one that others have removed already is refused, which does not matter
            Optional<SqlFailure> failure =
                    new ChangeBatch(Optional.empty(), changes).run(runs.connection());
            if (failure.isPresent()) {
                throw failure.get().error();
            }
        }
        runs.mark(run, "associations", block.number(), false);
        runs.connection().commit();
    }

    private long remove(ImportRuns runs, ImportRuns.Block block)
            throws SQLException, InterruptedException {
        List<String> own = new ArrayList<>();
        try (PreparedStatement select = runs.prepare(OWN, block);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                own.add(row.getString(1));
            }
        }
        runs.connection().commit();
        long removed = 0;
        for (int from = 0; from < own.size(); from += PART) {
            stopIfInterrupted();
            removed += removePart(runs, own.subList(from, Math.min(from + PART, own.size())));
        }
        runs.mark(run, "widgets", block.number(), false);
        runs.connection().commit();
        return removed;
    }

    private long removePart(ImportRuns runs, List<String> serialNumbers) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try (PreparedStatement statement =
                    runs.connection().prepareStatement("select widgets_admin.remove_widgets(?)")) {
                runs.require(run, "removing");
                statement.setArray(
                        1, runs.connection().createArrayOf("text", serialNumbers.toArray()));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    long removed = row.getLong(1);
                    runs.connection().commit();
                    return removed;
                }
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !DatabaseError.of(e).isConflict()) {
                    throw e;
                }
                runs.connection().rollback();
                Backoff.pause(attempt);
            }
        }
    }
}
