package dev.widgets.cli.serve;

import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A request that was sent to a real PostgREST, with the answer.
 *
 * @param name the name of the case; repeated names are numbered
 * @param reader whether the request has a token of the role widgets_app
 * @param answerHeaders the headers that belong to the contract, with names in lower case
 */
record PostgrestAnswer(
        String name,
        String method,
        String path,
        Map<String, String> headers,
        boolean reader,
        String body,
        int status,
        Map<String, String> answerHeaders,
        String answer) {

    /** Sentences of the SQL functions that have changed since, for both servers. */
    private static final Map<String, String> SINCE = Map.of(
            "There is no widget with this serial number.",
            "The widget does not exist.",
            "A serial number has 1 to 255 characters.",
            "A serial number must have 1 to 255 characters.",
            "A name has 0 to 255 characters.",
            "A name must have at most 255 characters.",
            "A widget has 1 to 3 ports, each P, Q or R.",
            "A widget must have 1 to 3 ports, each of type P, Q or R.",
            "are associated on P.",
            "are associated on port type P.");

    /** Returns all cases; {@code run} is a prefix for the serial numbers that they add. */
    static List<PostgrestAnswer> all(String run) {
        Map<String, Integer> seen = new HashMap<>();
        List<PostgrestAnswer> answers = new ArrayList<>();
        String text = text("answers.json.gz").replace("{R}", run);
        for (Map.Entry<String, String> sentence : SINCE.entrySet()) {
            text = text.replace(sentence.getKey(), sentence.getValue());
        }
        for (Object one : parse(text)) {
            Map<String, Object> fields = object(one);
            String name = (String) fields.get("name");
            int count = seen.merge(name, 1, Integer::sum);
            answers.add(of(count == 1 ? name : name + " (" + count + ")", fields));
        }
        return answers;
    }

    private static PostgrestAnswer of(String name, Map<String, Object> fields) {
        Map<String, String> headers = new HashMap<>();
        object(fields.get("headers")).forEach((key, value) -> headers.put(key, (String) value));
        Map<String, String> answerHeaders = new HashMap<>();
        for (Object header : (List<?>) fields.get("answer_headers")) {
            List<?> pair = (List<?>) header;
            answerHeaders.put(
                    ((String) pair.get(0)).toLowerCase(Locale.ROOT), (String) pair.get(1));
        }
        return new PostgrestAnswer(
                name,
                (String) fields.get("method"),
                (String) fields.get("path"),
                headers,
                // the case without a token is marked like those around it
                (Boolean) fields.get("bearer_widgets_app") && !name.contains("anon"),
                Optional.ofNullable((String) fields.get("body")).orElse(""),
                ((Number) fields.get("status")).intValue(),
                answerHeaders,
                (String) fields.get("answer"));
    }

    /** Returns the text of a resource; names that end in .gz are compressed. */
    static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(
                PostgrestAnswer.class.getResourceAsStream("postgrest/" + resource))) {
            InputStream plain = resource.endsWith(".gz") ? new GZIPInputStream(in) : in;
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Object> parse(String json) {
        try {
            return JSONArrayUtils.parse(json);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }

    /** Returns a body as values that can be compared; text that is no JSON stays text. */
    Object value(String text) {
        try {
            Object value = JSONObjectUtils.parse("{\"value\":" + text + "}").get("value");
            boolean inAnyOrder = value instanceof List<?> && !path.contains("order=");
            return inAnyOrder
                    ? ((List<?>) value).stream().map(String::valueOf).sorted().toList()
                    : String.valueOf(value);
        } catch (ParseException e) {
            return text;
        }
    }
}
