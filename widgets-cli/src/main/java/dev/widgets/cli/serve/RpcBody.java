package dev.widgets.cli.serve;

import dev.widgets.cli.serve.query.QueryException;
import dev.widgets.cli.serve.query.QueryString;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a function call.
 *
 * @param arguments which there are, and the values of the plain ones
 * @param json writes them as JSON for the database, only if that is needed
 * @param isPlain whether the plain values are all that counts
 */
record RpcBody(Arguments arguments, Supplier<String> json, boolean isPlain) {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String CSV = "text/csv";

    /** The types of a body that is the value of a single unnamed parameter, with that type. */
    private static final Map<String, String> UNNAMED =
            Map.of("text/plain", "text", "text/xml", "xml", "application/octet-stream", "bytea");

    /** Reads the arguments in a body of any content type that PostgREST knows. */
    static RpcBody read(JsonBody reader, String function, @Nullable String contentType, byte[] body)
            throws JsonBody.NoJsonException, QueryException {
        if (contentType == null || ContentType.isJson(contentType)) {
            return new RpcBody(
                    reader.read(body), () -> new String(body, StandardCharsets.UTF_8), true);
        }
        String mime = ContentType.mime(contentType);
        String text = new String(body, StandardCharsets.UTF_8);
        if (mime.equals(FORM)) {
            Map<String, @Nullable String> fields = new LinkedHashMap<>();
            for (QueryString.Parameter field : QueryString.parse(text).all()) {
                fields.put(field.name(), field.value().orElse(""));
            }
            return of(fields);
        }
        if (mime.equals(CSV)) {
            return of(CsvBody.parse(text));
        }
        String type = UNNAMED.get(mime);
        throw new JsonBody.NoJsonException(
                type == null
                        ? Problems.contentType(contentType)
                        : Problems.noSuchFunctionOf(function, type));
    }

    /** Takes texts as arguments, which the database converts. */
    static RpcBody of(Map<String, ? extends @Nullable String> texts) {
        Arguments arguments = new Arguments();
        texts.forEach(arguments::take);
        boolean hasNull = texts.values().stream().anyMatch(Objects::isNull);
        return new RpcBody(arguments, () -> WidgetJson.object(texts), !hasNull);
    }

    /** Returns the same with only some of the keys, which need not be there. */
    RpcBody with(Set<String> keys) {
        Arguments named = new Arguments();
        keys.forEach(key -> named.take(key, null));
        return new RpcBody(named, json, false);
    }
}
