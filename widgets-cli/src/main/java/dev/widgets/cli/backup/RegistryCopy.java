package dev.widgets.cli.backup;

import dev.widgets.InstalledSchema;
import dev.widgets.LoadMargin;
import dev.widgets.RoleNames;
import dev.widgets.WidgetAdministration;
import dev.widgets.WidgetHistory;
import dev.widgets.WidgetIndexes;
import dev.widgets.WidgetPartitions;
import dev.widgets.WidgetSchema;
import dev.widgets.cli.connect.ServerConnection;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.Failures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Copies a registry from a server that nobody else uses to a new server, with its partitions,
 * roles, optional indexes and history, and compares all rows. An older schema is upgraded before.
 */
final class RegistryCopy {

    /** A backup leaves these rows out, because a restored registry has the history off. */
    private static final BackupTable PERIODS =
            new BackupTable("history_periods", "enabled_at, disabled_at");

    private static final String HAS_PERIODS =
            "select to_regclass('widgets_store.history_periods') is not null";

    private static final String HAS_ROLES =
            "select exists (select 1 from pg_catalog.pg_roles where rolname = '"
                    + RoleNames.DEFAULT.owner() + "')";

    private final DataSource from;
    private final DataSource to;
    private final CliEnvironment environment;

    RegistryCopy(ServerConnection from, ServerConnection to, CliEnvironment environment) {
        this.from = from.dataSource(CommandLimits.LONG);
        this.to = to.dataSource(CommandLimits.LONG);
        this.environment = environment;
    }

    /** Copies everything, and returns the number of widgets. */
    long run() {
        WidgetSchema.over(to).migrate();
        try (Connection source = from.getConnection();
                Connection target = to.getConnection()) {
            InstalledSchema schema = InstalledSchema.read(source);
            if (schema.functions() == InstalledSchema.Visibility.ABSENT) {
                return 0;
            }
            refuseNewer(schema.release());
            if (!schema.isCurrent()) {
                // as any command does that opens the folder; its scripts may also change rows
                WidgetSchema.over(from).migrate();
            }
            long estimate = prepare(isTrue(source, HAS_ROLES));
            Map<BackupTable, RowsChecksum> copied = copy(source, target, estimate);
            compare(copied, target, estimate);
            target.setAutoCommit(true);
            execute(target, "vacuum (analyze) widgets_store.widgets");
            return copied.entrySet().stream()
                    .filter(one -> one.getKey().hasWidgets())
                    .mapToLong(one -> one.getValue().rows())
                    .sum();
        } catch (SQLException e) {
            throw CommandException.failure("The copy failed: " + Failures.describe(e));
        }
    }

    private static void refuseNewer(int release) {
        if (release > WidgetSchema.RELEASE) {
            throw CommandException.refused("The schema in the data folder has release " + release
                    + " and is newer than release " + WidgetSchema.RELEASE
                    + " of this version: upgrade the folder with a version of its release.");
        }
    }

    /** Prepares the new table, and returns about how many widgets there are. */
    private long prepare(boolean hasRoles) {
        WidgetPartitions.Layout layout = WidgetPartitions.over(from).layout();
        switch (layout.state()) {
            case WHOLE -> {}
            case PARTITIONED ->
                WidgetPartitions.over(to).partition(layout.parts(), (copied, total) -> {});
            case COPYING ->
                throw CommandException.refused("The table of widgets is being divided: finish or"
                        + " cancel widgets partition with the old version first.");
        }
        if (hasRoles) {
            WidgetAdministration.over(to).createRoles(RoleNames.DEFAULT);
        }
        return layout.widgets();
    }

    /** Copies all rows, and then adds the optional indexes and turns the history on. */
    private Map<BackupTable, RowsChecksum> copy(Connection source, Connection target, long estimate)
            throws SQLException {
        Map<BackupTable, RowsChecksum> copied = new LinkedHashMap<>();
        boolean hasPeriods = isTrue(source, HAS_PERIODS);
        target.setAutoCommit(false);
        LoadMargin.begin(target);
        try (RowsTransfer transfer = new RowsTransfer(environment, "Copying", estimate)) {
            for (BackupTable table : BackupTable.read(source)) {
                copied.put(table, transfer.copy(table, source, target));
            }
        }
        LoadMargin.end(target);
        target.commit();
        addRest();
        if (hasPeriods) {
            // instead of the period that has just begun, if the history is on
            execute(target, "delete from " + PERIODS.place());
            try (RowsTransfer transfer = new RowsTransfer(environment, "Copying", 0)) {
                copied.put(PERIODS, transfer.copy(PERIODS, source, target));
            }
            target.commit();
        }
        return copied;
    }

    private void addRest() {
        WidgetIndexes.over(from).list().stream()
                .filter(index -> index.state() == WidgetIndexes.State.VALID)
                .map(WidgetIndexes.Index::kind)
                .distinct()
                .forEach(kind -> WidgetIndexes.over(to).add(kind));
        if (WidgetHistory.over(from).isOn()) {
            WidgetHistory.over(to).enable(Duration.ZERO);
        }
    }

    private void compare(Map<BackupTable, RowsChecksum> copied, Connection target, long estimate)
            throws SQLException {
        try (RowsTransfer transfer = new RowsTransfer(environment, "Comparing", estimate)) {
            for (Map.Entry<BackupTable, RowsChecksum> one : copied.entrySet()) {
                if (!transfer.read(one.getKey(), target).matches(one.getValue())) {
                    throw CommandException.failure("The copy of " + one.getKey().place()
                            + " differs from the original; the data folder is as it was.");
                }
            }
        }
        target.commit();
    }

    private static boolean isTrue(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
