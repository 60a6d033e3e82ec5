package dev.widgets.cli.serve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

    /** Returns the type that an Accept header prefers, or null if none is acceptable. */
    static @Nullable MediaType accepted(@Nullable String accept) {
        if (accept == null || accept.equals("*/*") || accept.equals("application/json")) {
            return JSON;
        }
        List<Range> ranges = new ArrayList<>();
        for (String part : accept.split(",", -1)) {
            Range range = Range.parse(part);
            if (range.quality() > 0) {
                ranges.add(range);
            }
        }
        ranges.sort(Comparator.comparingDouble(Range::quality).reversed());
        for (Range range : ranges) {
            MediaType type = named(range.name());
            if (type != null) {
                return type;
            }
        }
        return null;
    }

    private static @Nullable MediaType named(String name) {
        if (name.equals("*/*") || name.equals("application/*")) {
            return JSON;
        }
        for (MediaType type : values()) {
            if (type.mime.equals(name)) {
                return type;
            }
        }
        return name.equals("application/vnd.pgrst.object") ? OBJECT : null;
    }

    /** One range of an Accept header, such as {@code text/csv;q=0.5}. */
    private record Range(String name, double quality) {

        static Range parse(String part) {
            double quality = 1;
            StringBuilder name = new StringBuilder();
            for (String piece : part.toLowerCase(Locale.ROOT).split(";", -1)) {
                String stripped = piece.strip();
                if (name.isEmpty()) {
                    name.append(stripped);
                } else if (stripped.startsWith("q=")) {
                    quality = weigh(stripped.substring(2));
                } else if (stripped.startsWith("nulls=")) {
                    name.append(';').append(stripped);
                }
            }
            return new Range(name.toString(), quality);
        }

        private static double weigh(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                return 0;
            }
        }
    }
}
