package dev.widgets.cli.serve;

import dev.widgets.Port;
import dev.widgets.Widget;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON the way the database would. */
final class WidgetJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_SIZE = 256;

    private WidgetJson() {}

    /** Returns the result of get_widget. */
    static byte[] of(Widget widget) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator json = generator(bytes)) {
            json.writeStartObject();
            json.writeStringProperty("serial_number", widget.serialNumber());
            json.writeStringProperty("name", widget.name());
            json.writeStringProperty("ports", letters(widget.ports()));
            json.writeArrayPropertyStart("peers");
            for (Port port : widget.ports()) {
                if (port.isFree()) {
                    json.writeNull();
                } else {
                    json.writeString(port.peer().orElseThrow());
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static String letters(List<Port> ports) {
        StringBuilder letters = new StringBuilder(ports.size());
        for (Port port : ports) {
            letters.append(port.type().name());
        }
        return letters.toString();
    }

    /** Returns a text as a JSON string. */
    static String quote(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = generator(bytes)) {
            json.writeString(text);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Returns the text that a JSON string stands for. */
    static String unquote(String json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return parser.getString();
        }
    }

    /** Returns texts as a JSON object; a null is a null. */
    static String object(Map<String, ? extends @Nullable String> texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = generator(bytes)) {
            json.writeStartObject();
            texts.forEach((name, text) -> {
                json.writeName(name);
                json.writeString(text);
            });
            json.writeEndObject();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static JsonGenerator generator(ByteArrayOutputStream bytes) {
        return JSON.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8);
    }
}
