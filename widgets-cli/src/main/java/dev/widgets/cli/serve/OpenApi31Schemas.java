package dev.widgets.cli.serve;

import dev.widgets.cli.serve.OpenApiContents.Field;
import dev.widgets.cli.serve.OpenApiContents.Thing;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes the components of an OpenAPI 3.1 document: schemas, parameters, problems. */
final class OpenApi31Schemas {

    private static final String PROBLEM = "application/json";
    private static final String PORT_TYPE = "PortType";

    /** Refusals by rules, one for each status. */
    private static final Map<String, Example> EXAMPLES = new TreeMap<>(Map.of(
            "404",
            new Example(
                    "PT404",
                    "widget_exists",
                    "No widget has the serial number \"W-9\".",
                    "The widget does not exist."),
            "409",
            new Example(
                    "PT409",
                    "serial_number_is_unique",
                    "The serial number \"W-1\" is already in use.",
                    "A widget with this serial number already exists."),
            "422",
            new Example(
                    "PT422",
                    "no_self_association",
                    "Both serial numbers are \"W-1\".",
                    "A widget cannot be associated with itself.")));

    private final OpenApiJson json;

    OpenApi31Schemas(OpenApiJson json) {
        this.json = json;
    }

    private record Example(String code, String details, String hint, String message) {}

    /** Returns the statuses with which rules refuse a function. */
    static List<String> refusals(Thing function) {
        return switch (function.name()) {
            case "add_widget" -> List.of("409");
            case "associate_widgets" -> List.of("404", "409", "422");
            case "remove_association", "get_path" -> List.of("404", "422");
            default -> List.of("404");
        };
    }

    /** Returns the place of a schema. */
    static String place(String schema) {
        return "#/components/schemas/" + schema;
    }

    /** Returns the name of a row of a view, such as Widget. */
    static String row(Thing view) {
        return camel(view.name()).replaceFirst("s$", "");
    }

    /** Returns a name of SQL as the name of a type, such as GetWidget. */
    static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_", -1)) {
            camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return camel.toString();
    }

    void write(OpenApiContents contents) {
        json.object("schemas", () -> {
            json.object(PORT_TYPE, () -> {
                json.text("type", "string");
                json.text("description", "The type of a port");
                json.texts("enum", List.of("P", "Q", "R"));
            });
            contents.views().forEach(view -> fields(row(view), view, view.fields(), true));
            for (Thing function : contents.functions()) {
                fields(camel(function.name()) + "Arguments", function, function.fields(), false);
                if (!isScalar(function)) {
                    fields(camel(function.name()) + "Result", function, function.result(), true);
                }
            }
            json.object("Problem", this::problem);
        });
        json.object("responses", this::responses);
        json.object("parameters", this::parameters);
        json.object(
                "securitySchemes",
                () -> json.object("bearer", () -> {
                    json.text("type", "http");
                    json.text("scheme", "bearer");
                    json.text("bearerFormat", "JWT");
                }));
    }

    private static boolean isScalar(Thing function) {
        return function.result().size() == 1 && function.result().get(0).name().isEmpty();
    }

    /** Writes the type of what a function returns. */
    void result(Thing function) {
        if (isScalar(function)) {
            type(function.result().get(0), false);
        } else if (function.returnsSet()) {
            json.text("type", "array");
            json.object("items", () -> json.reference(place(camel(function.name()) + "Result")));
        } else {
            json.reference(place(camel(function.name()) + "Result"));
        }
    }

    private void fields(String name, Thing thing, List<Field> fields, boolean isResult) {
        json.object(name, () -> {
            json.text("type", "object");
            json.text("description", thing.summary());
            json.texts(
                    "required",
                    fields.stream()
                            .filter(field -> isResult || field.required())
                            .map(Field::name)
                            .toList());
            json.object(
                    "properties",
                    () -> fields.forEach(field -> json.object(field.name(), () -> {
                        if (field.comment() != null) {
                            json.text("description", field.comment());
                        }
                        type(field, isResult && thing.isNullable(field));
                    })));
        });
    }

    /** Writes the type of a field. */
    void type(Field field, boolean nullable) {
        if (field.array()) {
            types("array", nullable);
            json.object("items", () -> scalar(field, field.hasNullElements()));
        } else {
            scalar(field, nullable);
        }
    }

    private void scalar(Field field, boolean nullable) {
        if (field.labels().isEmpty()) {
            types(field.scalar(), nullable);
            if (field.scalar().equals("integer")) {
                json.text("format", "int32");
            }
        } else {
            json.reference(place(PORT_TYPE));
        }
    }

    private void types(String type, boolean nullable) {
        if (nullable) {
            json.texts("type", List.of(type, "null"));
        } else {
            json.text("type", type);
        }
    }

    private void problem() {
        json.text("type", "object");
        json.text("description", "Why a request failed");
        json.texts("required", List.of("code", "message", "details", "hint"));
        json.object("properties", () -> {
            property("code", "The SQLSTATE, or a code of PGRST or SERVE", false);
            property("message", "A sentence, the same for every refusal of a rule", false);
            property("details", "The rule that refuses the request, or further details", true);
            property("hint", "The values that the rule refuses, or what to do", true);
        });
    }

    private void property(String name, String description, boolean nullable) {
        json.object(name, () -> {
            types("string", nullable);
            json.text("description", description);
        });
    }

    private void responses() {
        json.object("Failed", () -> {
            json.text(
                    "description",
                    "Nothing was done, unless the code is SERVE001 or SERVE010: then the outcome is"
                            + " unknown");
            content(() -> {});
        });
        EXAMPLES.forEach((status, example) -> json.object("Refused" + status, () -> {
            json.text("description", "A rule refuses the request; nothing was done");
            content(() -> json.object("example", () -> {
                json.text("code", example.code());
                json.text("details", example.details());
                json.text("hint", example.hint());
                json.text("message", example.message());
            }));
        }));
    }

    private void content(Runnable more) {
        json.object(
                "content",
                () -> json.object(PROBLEM, () -> {
                    json.object("schema", () -> json.reference(place("Problem")));
                    more.run();
                }));
    }

    private void parameters() {
        parameter(
                "select",
                "query",
                "string",
                "Columns, with aliases and casts",
                "serial_number,n:name");
        parameter("order", "query", "string", "Columns to order by", "serial_number.desc");
        parameter("limit", "query", "integer", "Maximum number of rows", "");
        parameter("offset", "query", "integer", "Number of rows to skip", "");
        parameter("Prefer", "header", "string", "Preferences of PostgREST", "count=exact");
        parameter(
                "Idempotency-Key",
                "header",
                "string",
                "A unique text; a request that is repeated with it acts once",
                "5d0a7f0e-7b0c-4c39-9d9b-0d2f3c1c8a51");
    }

    private void parameter(
            String name, String place, String type, String description, String example) {
        json.object(name, () -> {
            json.text("name", name);
            json.text("in", place);
            json.text("description", description);
            json.object("schema", () -> json.text("type", type));
            if (!example.isEmpty()) {
                json.text("example", example);
            }
        });
    }
}
