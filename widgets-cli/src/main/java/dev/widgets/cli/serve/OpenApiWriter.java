package dev.widgets.cli.serve;

import dev.widgets.cli.serve.OpenApiContents.Field;
import dev.widgets.cli.serve.OpenApiContents.Thing;
import java.util.List;

/** Writes an OpenAPI 2.0 document in the form of PostgREST's. */
final class OpenApiWriter {

    private static final List<String> TYPES = List.of(
            "application/json",
            "application/vnd.pgrst.object+json;nulls=stripped",
            "application/vnd.pgrst.object+json",
            "text/csv");

    private static final List<String> OF_VIEWS =
            List.of("select", "order", "range", "rangeUnit", "offset", "limit", "preferCount");

    private static final String KEY = "serial_number";
    private static final String KEY_NOTE = "Note:\nThis is a Primary Key.<pk/>";

    private final OpenApiJson json;

    OpenApiWriter(OpenApiJson json) {
        this.json = json;
    }

    void write(OpenApiContents contents) {
        json.object(() -> {
            json.text("swagger", "2.0");
            json.object("info", () -> {
                json.text("title", contents.title());
                json.text("version", contents.version());
            });
            json.text("basePath", "/");
            json.texts("consumes", List.of("application/json"));
            json.texts("produces", TYPES);
            json.object("paths", () -> {
                json.object("/", () -> json.object("get", this::introspection));
                contents.views().forEach(view -> json.object("/" + view.name(), () -> view(view)));
                contents.functions()
                        .forEach(function ->
                                json.object("/rpc/" + function.name(), () -> function(function)));
            });
            json.object("definitions", () -> {
                contents.views()
                        .forEach(view -> json.object(view.name(), () -> definition(view, false)));
                json.object("error", this::error);
            });
            json.object("parameters", () -> parameters(contents.views()));
        });
        json.close();
    }

    private void introspection() {
        json.texts("tags", List.of("Introspection"));
        json.text("summary", "OpenAPI description (this document)");
        json.texts("produces", List.of("application/openapi+json", "application/json"));
        json.object("responses", () -> response("200", "OK", () -> {}));
    }

    private void view(Thing view) {
        json.object("get", () -> {
            json.about(view, view.name());
            json.array("parameters", () -> {
                view.fields().forEach(field -> parameter(rowFilter(view, field)));
                OF_VIEWS.forEach(this::parameter);
            });
            json.object("responses", () -> {
                response("200", "OK", () -> rows(view));
                response("206", "Partial Content", () -> rows(view));
                failure();
            });
        });
    }

    private void rows(Thing view) {
        json.object("schema", () -> {
            json.text("type", "array");
            json.object("items", () -> json.reference("#/definitions/" + view.name()));
        });
    }

    private static String rowFilter(Thing view, Field field) {
        return "rowFilter." + view.name() + "." + field.name();
    }

    private void parameter(String shared) {
        json.object(() -> json.reference("#/parameters/" + shared));
    }

    private void function(Thing function) {
        if (!function.writes()) {
            json.object("get", () -> {
                json.about(function, "(rpc) " + function.name());
                json.arguments(function, this::type);
                responses();
            });
        }
        json.object("post", () -> {
            json.about(function, "(rpc) " + function.name());
            json.array("parameters", () -> {
                json.object(() -> {
                    json.text("name", "args");
                    json.text("in", "body");
                    json.flag("required", true);
                    json.object("schema", () -> definition(function, true));
                });
                parameter("preferParams");
            });
            responses();
        });
    }

    private void responses() {
        json.object("responses", () -> {
            response("200", "OK", () -> {});
            failure();
        });
    }

    private void failure() {
        response(
                "default",
                "Nothing was done, unless the code says otherwise",
                () -> json.object("schema", () -> json.reference("#/definitions/error")));
    }

    private void definition(Thing thing, boolean isArguments) {
        json.text("type", "object");
        if (isArguments) {
            json.texts(
                    "required",
                    thing.fields().stream()
                            .filter(Field::required)
                            .map(Field::name)
                            .toList());
        } else {
            json.text("description", thing.summary());
        }
        json.object(
                "properties",
                () -> thing.fields()
                        .forEach(field -> json.object(field.name(), () -> {
                            describe(field, isArguments);
                            type(field);
                        })));
    }

    /** Clients such as react-admin's find the key by the mark. */
    private void describe(Field field, boolean isArgument) {
        String comment = field.comment() == null ? "" : field.comment();
        if (field.name().equals(KEY) && !isArgument) {
            json.text("description", comment + (comment.isEmpty() ? "" : "\n\n") + KEY_NOTE);
        } else if (!comment.isEmpty()) {
            json.text("description", comment);
        }
    }

    private void error() {
        json.text("type", "object");
        json.object("properties", () -> {
            for (String key : List.of("code", "details", "hint", "message")) {
                json.object(key, () -> json.text("type", "string"));
            }
        });
    }

    private void parameters(List<Thing> views) {
        shared("preferParams", "Prefer", "header", "Preference");
        json.object("preferCount", () -> {
            named("Prefer", "header", "Preference");
            json.texts("enum", List.of("count=exact", "count=planned", "count=estimated"));
        });
        shared("select", "select", "query", "Filtering Columns");
        shared("order", "order", "query", "Ordering");
        shared("range", "Range", "header", "Limiting and Pagination");
        json.object("rangeUnit", () -> {
            named("Range-Unit", "header", "Limiting and Pagination");
            json.text("default", "items");
        });
        shared("offset", "offset", "query", "Limiting and Pagination");
        shared("limit", "limit", "query", "Limiting and Pagination");
        for (Thing view : views) {
            for (Field field : view.fields()) {
                shared(
                        rowFilter(view, field),
                        field.name(),
                        "query",
                        field.comment() == null ? field.name() : field.comment());
            }
        }
    }

    private void shared(String key, String name, String place, String description) {
        json.object(key, () -> named(name, place, description));
    }

    private void named(String name, String place, String description) {
        json.text("name", name);
        json.text("in", place);
        json.text("description", description);
        json.flag("required", false);
        json.text("type", "string");
    }

    private void type(Field field) {
        json.text("format", format(field.type()));
        if (field.array()) {
            json.text("type", "array");
            json.object("items", () -> scalar(field));
        } else {
            scalar(field);
        }
    }

    private static String format(String type) {
        return switch (type) {
            case "integer" -> "int32";
            case "bigint" -> "int64";
            default -> type;
        };
    }

    private void scalar(Field field) {
        json.text("type", field.scalar());
        if (!field.labels().isEmpty()) {
            json.texts("enum", field.labels());
        }
    }

    private void response(String status, String description, Runnable more) {
        json.object(status, () -> {
            json.text("description", description);
            more.run();
        });
    }
}
