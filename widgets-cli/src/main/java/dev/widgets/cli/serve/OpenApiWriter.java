package dev.widgets.cli.serve;

import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes an OpenAPI 2.0 document. */
final class OpenApiWriter {

    private static final List<String> PRODUCED =
            List.of("application/json", "application/vnd.pgrst.object+json", "text/csv");

    private final JsonGenerator json;

    OpenApiWriter(ByteArrayOutputStream bytes) {
        json = WidgetJson.generator(bytes);
    }

    void write(
            String title,
            String version,
            List<OpenApi.Thing> functions,
            List<OpenApi.Thing> views) {
        object(() -> {
            json.writeStringProperty("swagger", "2.0");
            object("info", () -> {
                json.writeStringProperty("title", title);
                json.writeStringProperty("version", version);
            });
            json.writeStringProperty("basePath", "/");
            texts("consumes", List.of("application/json"));
            texts("produces", PRODUCED);
            object("paths", () -> {
                object("/", () -> object("get", this::introspection));
                views.forEach(view -> object("/" + view.name(), () -> view(view)));
                functions.forEach(
                        function -> object("/rpc/" + function.name(), () -> function(function)));
            });
            object("definitions", () -> {
                views.forEach(view -> object(view.name(), () -> definition(view, false)));
                object("error", this::error);
            });
        });
        json.close();
    }

    private void introspection() {
        texts("tags", List.of("Introspection"));
        json.writeStringProperty("summary", "OpenAPI description (this document)");
        texts("produces", List.of("application/openapi+json", "application/json"));
        object("responses", () -> response("200", "OK", () -> {}));
    }

    private void view(OpenApi.Thing view) {
        object("get", () -> {
            about(view, view.name());
            array("parameters", () -> {
                view.fields().stream()
                        .filter(field -> field.name().equals("serial_number"))
                        .forEach(field -> parameter("serial_number", "eq.SERIAL_NUMBER", "string"));
                parameter("select", "Comma-separated column names", "string");
                parameter("limit", "Maximum number of rows", "integer");
                parameter("offset", "Number of rows to skip", "integer");
            });
            object("responses", () -> {
                response(
                        "200",
                        "OK",
                        () -> object("schema", () -> {
                            json.writeStringProperty("type", "array");
                            object(
                                    "items",
                                    () -> json.writeStringProperty(
                                            "$ref", "#/definitions/" + view.name()));
                        }));
                failure();
            });
        });
    }

    private void function(OpenApi.Thing function) {
        if (!function.writes()) {
            object("get", () -> {
                about(function, "(rpc) " + function.name());
                array(
                        "parameters",
                        () -> function.fields()
                                .forEach(field -> object(() -> {
                                    json.writeStringProperty("name", field.name());
                                    json.writeStringProperty("in", "query");
                                    json.writeBooleanProperty("required", field.required());
                                    type(field);
                                })));
                responses();
            });
        }
        object("post", () -> {
            about(function, "(rpc) " + function.name());
            array(
                    "parameters",
                    () -> object(() -> {
                        json.writeStringProperty("name", "args");
                        json.writeStringProperty("in", "body");
                        json.writeBooleanProperty("required", true);
                        object("schema", () -> definition(function, true));
                    }));
            responses();
        });
    }

    private void responses() {
        object("responses", () -> {
            response("200", "OK", () -> {});
            failure();
        });
    }

    private void failure() {
        response(
                "default",
                "Nothing was done, unless the code says otherwise",
                () -> object(
                        "schema", () -> json.writeStringProperty("$ref", "#/definitions/error")));
    }

    private void about(OpenApi.Thing thing, String tag) {
        texts("tags", List.of(tag));
        json.writeStringProperty("summary", thing.summary());
        if (!thing.description().isEmpty()) {
            json.writeStringProperty("description", thing.description());
        }
    }

    private void parameter(String name, String description, String type) {
        object(() -> {
            json.writeStringProperty("name", name);
            json.writeStringProperty("in", "query");
            json.writeStringProperty("description", description);
            json.writeBooleanProperty("required", false);
            json.writeStringProperty("type", type);
        });
    }

    private void definition(OpenApi.Thing thing, boolean required) {
        json.writeStringProperty("type", "object");
        if (!required) {
            json.writeStringProperty("description", thing.summary());
        }
        if (required) {
            texts(
                    "required",
                    thing.fields().stream()
                            .filter(OpenApi.Field::required)
                            .map(OpenApi.Field::name)
                            .toList());
        }
        object(
                "properties",
                () -> thing.fields()
                        .forEach(field -> object(field.name(), () -> {
                            if (field.comment() != null) {
                                json.writeStringProperty("description", field.comment());
                            }
                            type(field);
                        })));
    }

    private void error() {
        json.writeStringProperty("type", "object");
        object("properties", () -> {
            for (String key : List.of("code", "details", "hint", "message")) {
                object(key, () -> json.writeStringProperty("type", "string"));
            }
        });
    }

    private void type(OpenApi.Field field) {
        json.writeStringProperty("format", field.type());
        if (field.array()) {
            json.writeStringProperty("type", "array");
            object("items", () -> scalar(field.type(), field.labels()));
        } else {
            scalar(field.type(), field.labels());
        }
    }

    private void scalar(String type, List<String> labels) {
        json.writeStringProperty(
                "type",
                switch (type) {
                    case "smallint", "integer", "bigint" -> "integer";
                    case "boolean" -> "boolean";
                    default -> "string";
                });
        if (!labels.isEmpty()) {
            texts("enum", labels);
        }
    }

    private void response(String status, String description, Runnable more) {
        object(status, () -> {
            json.writeStringProperty("description", description);
            more.run();
        });
    }

    private void texts(String name, List<String> texts) {
        array(name, () -> texts.forEach(json::writeString));
    }

    private void object(String name, Runnable content) {
        json.writeName(name);
        object(content);
    }

    private void object(Runnable content) {
        json.writeStartObject();
        content.run();
        json.writeEndObject();
    }

    private void array(String name, Runnable content) {
        json.writeArrayPropertyStart(name);
        content.run();
        json.writeEndArray();
    }
}
