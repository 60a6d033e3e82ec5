package dev.widgets.cli.backup;

import java.util.List;
import java.util.Optional;

/**
 * A table of the registry whose rows belong to a backup.
 *
 * @param name the name without the schema
 * @param columns the columns, separated by commas
 */
record BackupTable(String name, String columns) {

    /** In an order in which they can be restored. */
    static final List<BackupTable> ALL = List.of(
            new BackupTable("widgets", "serial_number, name, ports, peers"),
            new BackupTable(
                    "seed_runs",
                    "run, state, generator, seed, serial_pattern, port_weights, associated,"
                            + " first_index, widget_count, singular, begun_at"),
            new BackupTable("seed_blocks", "run, block, checksum, ports, taken"),
            new BackupTable(
                    "idempotency_keys", "role, subject, key, fingerprint, answer, used_at"));

    /** Returns the table whose statement a line of a backup is. */
    static Optional<BackupTable> ofStatement(String line) {
        return ALL.stream().filter(table -> table.statement().equals(line)).findFirst();
    }

    /** Returns the statement that reads the rows from a backup. */
    String statement() {
        return "copy widgets_store." + name + " (" + columns + ") from stdin;";
    }

    /** Returns the query that writes the rows into a backup; the table may be partitioned. */
    String query() {
        return "copy (select " + columns + " from widgets_store." + name + ") to stdout";
    }
}
