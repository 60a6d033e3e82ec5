package dev.widgets.cli.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads CSV with a header and one line of values, as PostgREST does. */
final class CsvBody {

    private static final String NULL = "NULL";

    private final String text;
    private int place;

    private CsvBody(String text) {
        this.text = text;
    }

    /** Returns the values by their names; the word NULL is a null. */
    static Map<String, @Nullable String> parse(String text) throws JsonBody.NoJsonException {
        CsvBody csv = new CsvBody(text);
        List<String> names = csv.line();
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        if (csv.atEnd()) {
            return fields;
        }
        List<String> values = csv.line();
        if (names.size() != values.size()) {
            throw new JsonBody.NoJsonException("All lines must have same number of fields");
        }
        if (!csv.atEnd()) {
            throw new JsonBody.NoJsonException(
                    Problems.noJson("The body has more than one line of values")
                            .withHint("Send one line in each request: a call runs the function"
                                    + " once. Nothing was done."));
        }
        for (int i = 0; i < names.size(); i++) {
            fields.put(names.get(i), values.get(i).equals(NULL) ? null : values.get(i));
        }
        return fields;
    }

    private boolean atEnd() {
        return place == text.length();
    }

    private List<String> line() throws JsonBody.NoJsonException {
        List<String> fields = new ArrayList<>();
        fields.add(field());
        while (!atEnd() && text.charAt(place) == ',') {
            place++;
            fields.add(field());
        }
        if (!atEnd() && text.charAt(place) == '\r') {
            place++;
        }
        if (!atEnd() && text.charAt(place) != '\n') {
            throw malformed();
        }
        place = Math.min(place + 1, text.length());
        return fields;
    }

    private String field() throws JsonBody.NoJsonException {
        if (atEnd() || text.charAt(place) != '"') {
            int start = place;
            while (!atEnd() && ",\r\n".indexOf(text.charAt(place)) < 0) {
                place++;
            }
            return text.substring(start, place);
        }
        StringBuilder field = new StringBuilder();
        place++;
        while (true) {
            int quote = text.indexOf('"', place);
            if (quote < 0) {
                throw malformed();
            }
            field.append(text, place, quote);
            place = quote + 1;
            if (atEnd() || text.charAt(place) != '"') {
                return field.toString();
            }
            field.append('"');
            place++;
        }
    }

    private static JsonBody.NoJsonException malformed() {
        return new JsonBody.NoJsonException("Malformed CSV in the body");
    }
}
