package dev.widgets;

import java.util.ArrayList;
import java.util.List;

/**
 * What the rows of a file contain, and in which fields.
 *
 * @param widgets whether they are widgets; otherwise they are associations
 * @param fields the field of each column of {@link #WIDGETS} or {@link #ASSOCIATIONS}, or -1
 * @param count the number of fields of a row
 */
record ImportLayout(boolean widgets, List<Integer> fields, int count) {

    static final List<String> WIDGETS =
            List.of("serial_number", "name", "ports", "peer_1", "peer_2", "peer_3");
    static final List<String> ASSOCIATIONS = List.of("serial_number", "peer_serial_number", "port");

    private static final int NEEDED = 3;

    /** The fields of JSON lines, which are put into this order. */
    static final ImportLayout JSON_WIDGETS = of(WIDGETS);

    static final ImportLayout JSON_ASSOCIATIONS = of(ASSOCIATIONS);

    /**
     * Returns the layout that a header names.
     *
     * @throws IllegalArgumentException if it is unknown
     */
    static ImportLayout of(List<String> header) {
        boolean widgets = !header.contains("peer_serial_number");
        List<String> columns = widgets ? WIDGETS : ASSOCIATIONS;
        List<Integer> fields = new ArrayList<>();
        for (String column : columns) {
            fields.add(header.indexOf(column));
        }
        boolean complete = !fields.subList(0, NEEDED).contains(-1);
        boolean twice = header.stream().distinct().count() < header.size();
        if (!complete || twice || !columns.containsAll(header)) {
            throw new IllegalArgumentException("The header is " + String.join(",", header)
                    + "; expected serial_number,name,ports with or without peer_1,peer_2,peer_3, or"
                    + " serial_number,peer_serial_number,port, in any order.");
        }
        return new ImportLayout(widgets, fields, header.size());
    }

    /** Returns the field of a column, or -1 if a row lacks it. */
    int field(int column) {
        return column < fields.size() ? fields.get(column) : -1;
    }
}
