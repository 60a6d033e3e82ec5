package dev.widgets.cli.serve;

import dev.widgets.cli.serve.OpenApiContents.Field;
import dev.widgets.cli.serve.OpenApiContents.Thing;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
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

    /** Writes what a view or a function is, and the tag that it is listed under. */
    void about(Thing thing, String tag) {
        texts("tags", List.of(tag));
        text("summary", thing.summary());
        if (!thing.description().isEmpty()) {
            text("description", thing.description());
        }
    }

    /** Writes the arguments of a function as parameters of the query. */
    void arguments(Thing function, Consumer<Field> type) {
        array("parameters", () -> {
            for (Field field : function.fields()) {
                object(() -> {
                    text("name", field.name());
                    text("in", "query");
                    flag("required", field.required());
                    type.accept(field);
                });
            }
        });
    }

    void reference(String place) {
        json.writeStringProperty("$ref", place);
    }

    void close() {
        json.close();
    }
}
