package dev.widgets.cli.serve;

import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes the JSON of a document; each content is written between its brackets. */
final class OpenApiJson {

    private final JsonGenerator json;

    OpenApiJson(ByteArrayOutputStream bytes) {
        json = WidgetJson.generator(bytes);
    }

    void text(String name, String value) {
        json.writeStringProperty(name, value);
    }

    void flag(String name, boolean value) {
        json.writeBooleanProperty(name, value);
    }

    void texts(String name, List<String> texts) {
        array(name, () -> texts.forEach(json::writeString));
    }

    void object(String name, Runnable content) {
        json.writeName(name);
        object(content);
    }

    void object(Runnable content) {
        json.writeStartObject();
        content.run();
        json.writeEndObject();
    }

    void array(String name, Runnable content) {
        json.writeArrayPropertyStart(name);
        content.run();
        json.writeEndArray();
    }

    void reference(String place) {
        json.writeStringProperty("$ref", place);
    }

    void close() {
        json.close();
    }
}
