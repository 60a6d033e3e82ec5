package dev.widgets;

import dev.widgets.WidgetImporter.Phase;
import dev.widgets.WidgetImporter.ProgressListener;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** Reads files into the tables of the import. Rows that cannot be read are refused at once. */
final class ImportStaging implements AutoCloseable {

    private static final String WIDGETS = """
            copy widgets_store.import_widgets (file, line, serial_number, name, ports, peers)
            from stdin (format binary)
            """;

    private static final String ASSOCIATIONS = """
            copy widgets_store.import_pairs (
              place, file, line, serial_number, peer_serial_number, port)
            from stdin (format binary)
            """;

    private static final String REJECTS = """
            copy widgets_store.import_rejects (file, line, argument, rule, hint)
            from stdin (format binary)
            """;

    private static final String ILL_FORMED = "row_is_well_formed";
    private static final int REPORT_EVERY = 4096;
    private static final int PORTS = 2;
    private static final int FIRST_PEER = 3;
    private static final int MOST_PORTS = 3;

    private final StagingCopy widgets;
    private final StagingCopy associations;
    private final StagingCopy rejects;
    private final ProgressListener listener;
    private final int[] order = new int[MOST_PORTS];
    private final byte[] letters = new byte[MOST_PORTS];
    private int file;

    ImportStaging(DataSource dataSource, ProgressListener listener) {
        this.listener = listener;
        widgets = new StagingCopy(dataSource, WIDGETS, 6);
        associations = new StagingCopy(dataSource, ASSOCIATIONS, 6);
        rejects = new StagingCopy(dataSource, REJECTS, 5);
    }

    /** Reads all files and commits. */
    void read(List<ImportSource> sources) throws SQLException, IOException, InterruptedException {
        listener.progress(Phase.READING, 0, 0);
        for (ImportSource source : sources) {
            file++;
            try (InputStream in = source.opener().open()) {
                read(source.format(), new CsvReader(in));
            } catch (IllegalArgumentException | IOException e) {
                throw new ImportException(
                        ImportException.Reason.UNREADABLE,
                        0,
                        source.name() + " cannot be imported. " + e.getMessage()
                                + " Nothing was changed.",
                        e);
            }
        }
        widgets.complete();
        associations.complete();
        rejects.complete();
    }

    private void read(TransferFormat format, CsvReader reader)
            throws SQLException, IOException, InterruptedException {
        ImportRow row = new ImportRow();
        if (format == TransferFormat.JSON_LINES) {
            ImportRow line = new ImportRow();
            while (reader.nextLine(line)) {
                json(line, row);
                report();
            }
            return;
        }
        ImportLayout layout = header(reader, row);
        while (reader.next(row)) {
            if (row.fields() != layout.count()) {
                row.refuse("The row has " + row.fields() + " fields; the header has "
                        + layout.count() + ".");
            }
            put(layout, row);
            report();
        }
    }

    private static ImportLayout header(CsvReader reader, ImportRow row) throws IOException {
        List<String> header = new ArrayList<>();
        if (!reader.next(row)) {
            throw new IllegalArgumentException("The file is empty; a header was expected.");
        }
        if (!row.problem().isEmpty()) {
            throw new IllegalArgumentException("The header cannot be read: " + row.problem());
        }
        for (int field = 0; field < row.fields(); field++) {
            header.add(row.text(field).strip().toLowerCase(Locale.ROOT));
        }
        return ImportLayout.of(header);
    }

    private void json(ImportRow line, ImportRow row) throws SQLException {
        row.begin(line.line);
        try {
            if (!line.problem().isEmpty()) {
                throw new IllegalArgumentException(line.problem());
            }
            put(JsonLine.parse(line.text(0), row), row);
        } catch (IllegalArgumentException e) {
            reject(row.line, "", String.valueOf(e.getMessage()));
        }
    }

    private void report() throws InterruptedException {
        long rows = widgets.rows() + associations.rows() + rejects.rows();
        if (rows % REPORT_EVERY == 0) {
            listener.progress(Phase.READING, rows, 0);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void put(ImportLayout layout, ImportRow row) throws SQLException {
        if (!row.problem().isEmpty()) {
            reject(row.line, "", row.problem());
        } else if (layout.widgets()) {
            widget(layout, row);
        } else {
            associations.beginRow();
            associations.bigint(associations.rows());
            associations.smallint(file);
            associations.bigint(row.line);
            text(associations, row, layout.field(0));
            text(associations, row, layout.field(1));
            associations.text(row.text(layout.field(PORTS)).strip().toUpperCase(Locale.ROOT));
        }
    }

    private void widget(ImportLayout layout, ImportRow row) throws SQLException {
        int ports = sortPorts(row, layout.field(PORTS));
        int surplus = surplus(layout, row, ports);
        if (surplus > 0) {
            reject(
                    row.line,
                    "peer_" + surplus,
                    "The row names a peer for port " + surplus + ", but port " + ports
                            + " is the last one of the widget.");
            return;
        }
        widgets.beginRow();
        widgets.smallint(file);
        widgets.bigint(row.line);
        text(widgets, row, layout.field(0));
        text(widgets, row, layout.field(1));
        if (ports > 0) {
            widgets.text(letters, 0, ports);
            peers(layout, row, ports);
        } else {
            // the rule refuses it
            text(widgets, row, layout.field(PORTS));
            widgets.nothing();
        }
    }

    /** Returns the number of the first peer for which the widget has no port, or 0. */
    private static int surplus(ImportLayout layout, ImportRow row, int ports) {
        for (int port = ports; port >= 0 && port < MOST_PORTS; port++) {
            if (peerLength(layout, row, port) > 0) {
                return port + 1;
            }
        }
        return 0;
    }

    private void peers(ImportLayout layout, ImportRow row, int ports) {
        int bytes = 0;
        boolean anyNull = false;
        for (int port = 0; port < ports; port++) {
            int length = peerLength(layout, row, order[port]);
            bytes += length;
            anyNull |= length == 0;
        }
        if (bytes == 0) {
            widgets.nothing();
            return;
        }
        widgets.array(ports, bytes, anyNull);
        for (int port = 0; port < ports; port++) {
            if (peerLength(layout, row, order[port]) == 0) {
                widgets.nothing();
            } else {
                text(widgets, row, layout.field(FIRST_PEER + order[port]));
            }
        }
    }

    private static int peerLength(ImportLayout layout, ImportRow row, int port) {
        int field = layout.field(FIRST_PEER + port);
        return field < 0 || field >= row.fields() ? 0 : row.length(field);
    }

    /**
     * Puts the letters of the ports into alphabetical order, and their places in the row into the
     * same order. Returns their number, or -1 if they are not 1 to 3 port types.
     */
    private int sortPorts(ImportRow row, int field) {
        int count = 0;
        for (int i = row.start(field); i < row.start(field) + row.length(field); i++) {
            int letter = Character.toUpperCase(row.bytes()[i]);
            if (letter == ',' || letter == ' ') {
                continue;
            }
            if (count == MOST_PORTS || letter < 'P' || letter > 'R') {
                return -1;
            }
            int place = count;
            while (place > 0 && letters[place - 1] > letter) {
                letters[place] = letters[place - 1];
                order[place] = order[place - 1];
                place--;
            }
            letters[place] = (byte) letter;
            order[place] = count++;
        }
        return count == 0 ? -1 : count;
    }

    private static void text(StagingCopy copy, ImportRow row, int field) {
        copy.text(row.bytes(), row.start(field), row.length(field));
    }

    private void reject(long line, String column, String text) throws SQLException {
        rejects.beginRow();
        rejects.smallint(file);
        rejects.bigint(line);
        rejects.text(column);
        rejects.text(ILL_FORMED);
        rejects.text(text);
    }

    @Override
    public void close() throws SQLException {
        try (rejects;
                associations;
                widgets) {
            listener.progress(Phase.READING, widgets.rows() + associations.rows(), 0);
        }
    }
}
