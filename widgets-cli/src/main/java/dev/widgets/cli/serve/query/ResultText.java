package dev.widgets.cli.serve.query;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as PostgREST does.
 *
 * @param columns the columns
 * @param strips whether nulls are left out
 */
public record ResultText(List<ResultColumn> columns, boolean strips) {

    private static final int USUAL_ROW = 128;

    /** Returns an array of objects. */
    public String array(List<@Nullable String[]> rows) {
        StringBuilder json = new StringBuilder(rows.size() * USUAL_ROW + 2).append('[');
        String separator = "";
        for (@Nullable String[] row : rows) {
            json.append(separator);
            write(row, json);
            separator = strips ? "," : ", \n ";
        }
        return json.append(']').toString();
    }

    /** Returns an object. */
    public String object(@Nullable String[] row) {
        StringBuilder json = new StringBuilder(USUAL_ROW);
        write(row, json);
        return json.toString();
    }

    /** Returns the value of the only column. */
    public String scalar(@Nullable String[] row) {
        StringBuilder json = new StringBuilder(USUAL_ROW);
        value(columns.get(0), row[0], json);
        return json.toString();
    }

    /**
     * Returns a header and a line for each row. Without rows there is only an empty line, as
     * PostgREST takes the header from the first row.
     */
    public String csv(List<@Nullable String[]> rows) {
        StringBuilder csv = new StringBuilder();
        if (!rows.isEmpty()) {
            csv.append(columns.stream().map(ResultColumn::key).collect(Collectors.joining(",")));
        }
        csv.append('\n');
        String separator = "";
        for (@Nullable String[] row : rows) {
            String text = String.valueOf(row[0]);
            csv.append(separator).append(text, 1, text.length() - 1);
            separator = "\n";
        }
        return csv.toString();
    }

    private void write(@Nullable String[] row, StringBuilder json) {
        json.append('{');
        String separator = "";
        for (int i = 0; i < row.length; i++) {
            if (strips && row[i] == null) {
                continue;
            }
            json.append(separator);
            quote(columns.get(i).key(), json);
            json.append(':');
            value(columns.get(i), row[i], json);
            separator = ",";
        }
        json.append('}');
    }

    private static void value(ResultColumn column, @Nullable String text, StringBuilder json) {
        if (text == null || column.isJson()) {
            json.append(text);
        } else {
            quote(text, json);
        }
    }

    static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ') {
                        json.append("\\u00").append(c < 16 ? "0" : "1");
                        json.append(Character.forDigit(c & 15, 16));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
