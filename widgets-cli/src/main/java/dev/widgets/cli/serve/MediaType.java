package dev.widgets.cli.serve;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/** Media types of responses. */
enum MediaType {
    JSON("application/json"),
    OBJECT("application/vnd.pgrst.object+json"),
    OBJECT_STRIPPED("application/vnd.pgrst.object+json;nulls=stripped"),
    ARRAY_STRIPPED("application/vnd.pgrst.array+json;nulls=stripped"),
    CSV("text/csv"),
    OPENAPI("application/openapi+json");

    private static final Map<MediaType, HttpField> FIELDS = new EnumMap<>(MediaType.class);

    static {
        for (MediaType type : values()) {
            FIELDS.put(
                    type,
                    new PreEncodedHttpField(
                            HttpHeader.CONTENT_TYPE, type.mime + "; charset=utf-8"));
        }
    }

    private final String mime;

    MediaType(String mime) {
        this.mime = mime;
    }

    /** Returns the Content-Type header. */
    HttpField field() {
        return Objects.requireNonNull(FIELDS.get(this));
    }

    /** Returns whether a response of this type contains exactly one row. */
    boolean isSingular() {
        return this == OBJECT || this == OBJECT_STRIPPED;
    }

    /** Returns whether a response of this type leaves out nulls. */
    boolean isStripped() {
        return this == OBJECT_STRIPPED || this == ARRAY_STRIPPED;
    }

    /** Returns the type that an Accept header prefers, or null if none is acceptable. */
    static @Nullable MediaType accepted(@Nullable String accept) {
        if (accept == null || accept.equals("*/*") || accept.equals("application/json")) {
            return JSON;
        }
        for (AcceptedRange range : AcceptedRange.parse(accept)) {
            MediaType type = named(range);
            if (type != null) {
                return type;
            }
        }
        return null;
    }

    /** Returns the types of an Accept header as the error for unavailable ones names them. */
    static String names(String accept) {
        return AcceptedRange.parse(accept).stream()
                .map(range -> {
                    MediaType type = named(range);
                    return type == null || range.isAny() ? range.name() : type.mime;
                })
                .collect(Collectors.joining(", "));
    }

    private static @Nullable MediaType named(AcceptedRange range) {
        if (range.isAny()) {
            return JSON;
        }
        boolean stripped = range.parameter("nulls").filter("stripped"::equals).isPresent();
        return switch (range.type()) {
            case "application/json" -> JSON;
            case "application/vnd.pgrst.object", "application/vnd.pgrst.object+json" ->
                stripped ? OBJECT_STRIPPED : OBJECT;
            case "application/vnd.pgrst.array", "application/vnd.pgrst.array+json" ->
                stripped ? ARRAY_STRIPPED : JSON;
            case "text/csv" -> CSV;
            case "application/openapi+json" -> OPENAPI;
            default -> null;
        };
    }
}
