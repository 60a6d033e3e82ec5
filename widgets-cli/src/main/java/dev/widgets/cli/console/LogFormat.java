package dev.widgets.cli.console;

import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The format of the lines that a command writes to standard error. */
public enum LogFormat {
    /** The text alone, for people at a terminal. */
    PLAIN,
    /** The time, then the text. */
    TIME,
    /** One JSON object per line, for log collectors. */
    JSON;

    private static final JsonFactory FACTORY = new JsonFactory();

    String line(String text) {
        return switch (this) {
            case PLAIN -> text;
            case TIME -> Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + text;
            case JSON -> json(text);
        };
    }

    private static String json(String text) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty(
                    "time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeStringProperty("message", text.stripTrailing());
            json.writeEndObject();
        }
        return line.toString();
    }

    /** Returns the value of the option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
