package dev.widgets.cli.serve;

import dev.widgets.cli.serve.OpenApiContents.Field;
import dev.widgets.cli.serve.OpenApiContents.Thing;
import java.util.List;
import java.util.Locale;

/** Writes an OpenAPI 3.1 document, from which generators make clients with types. */
final class OpenApi31Writer {

    private static final String JSON = "application/json";

    private final OpenApiJson json;
    private final OpenApi31Schemas schemas;

    OpenApi31Writer(OpenApiJson json) {
        this.json = json;
        schemas = new OpenApi31Schemas(json);
    }

    void write(OpenApiContents contents) {
        json.object(() -> {
            json.text("openapi", "3.1.0");
            json.object("info", () -> {
                json.text("title", contents.title());
                json.text("version", contents.version());
                json.text(
                        "description",
                        "Every operation is a transaction of its own. An error has a code, and for"
                                + " the refusal of a rule the name of the rule in details and the"
                                + " values in hint.");
            });
            json.array("servers", () -> json.object(() -> json.text("url", "/")));
            json.array("security", () -> {
                json.object(() -> {});
                json.object(() -> json.array("bearer", () -> {}));
            });
            json.object("paths", () -> {
                contents.views().forEach(view -> json.object("/" + view.name(), () -> view(view)));
                contents.functions()
                        .forEach(function ->
                                json.object("/rpc/" + function.name(), () -> function(function)));
            });
            json.object("components", () -> schemas.write(contents));
        });
        json.close();
    }

    private void view(Thing view) {
        json.object("get", () -> {
            about(view, "views", "list" + OpenApi31Schemas.camel(view.name()));
            json.array("parameters", () -> {
                view.fields().forEach(this::filter);
                for (String name : List.of("select", "order", "limit", "offset", "Prefer")) {
                    json.object(() -> json.reference("#/components/parameters/" + name));
                }
            });
            json.object("responses", () -> {
                rows("200", "The rows", view);
                rows("206", "Some of the rows", view);
                failure();
            });
        });
    }

    private void filter(Field field) {
        json.object(() -> {
            json.text("name", field.name());
            json.text("in", "query");
            json.text(
                    "description",
                    "A condition: an operator such as eq, in, gt, like or is, a point, and a value");
            json.object("schema", () -> json.text("type", "string"));
            json.text("example", field.name().equals("serial_number") ? "eq.W-1" : "not.is.null");
        });
    }

    private void rows(String status, String description, Thing view) {
        json.object(status, () -> {
            json.text("description", description);
            json.object(
                    "headers",
                    () -> json.object("Content-Range", () -> {
                        json.text("description", "The places of the rows, and how many there are");
                        json.object("schema", () -> json.text("type", "string"));
                        json.text("example", "0-19/*");
                    }));
            json.object(
                    "content",
                    () -> json.object(
                            JSON,
                            () -> json.object("schema", () -> {
                                json.text("type", "array");
                                json.object(
                                        "items",
                                        () -> json.reference(OpenApi31Schemas.place(
                                                OpenApi31Schemas.row(view))));
                            })));
        });
    }

    private void function(Thing function) {
        String camel = OpenApi31Schemas.camel(function.name());
        String name = camel.substring(0, 1).toLowerCase(Locale.ROOT) + camel.substring(1);
        if (!function.writes()) {
            json.object("get", () -> {
                about(function, "functions", name);
                json.arguments(
                        function, field -> json.object("schema", () -> schemas.type(field, false)));
                responses(function);
            });
        }
        json.object("post", () -> {
            about(function, "functions", function.writes() ? name : "post" + camel);
            if (function.writes()) {
                json.array(
                        "parameters",
                        () -> json.object(
                                () -> json.reference("#/components/parameters/Idempotency-Key")));
            }
            json.object("requestBody", () -> {
                json.flag("required", true);
                json.object(
                        "content",
                        () -> json.object(
                                JSON,
                                () -> json.object(
                                        "schema",
                                        () -> json.reference(
                                                OpenApi31Schemas.place(camel + "Arguments")))));
            });
            responses(function);
        });
    }

    private void about(Thing thing, String tag, String operation) {
        json.text("operationId", operation);
        json.about(thing, tag);
    }

    private void responses(Thing function) {
        json.object("responses", () -> {
            json.object("200", () -> {
                json.text("description", "The result");
                json.object(
                        "content",
                        () -> json.object(
                                JSON, () -> json.object("schema", () -> schemas.result(function))));
            });
            for (String status : OpenApi31Schemas.refusals(function)) {
                json.object(
                        status,
                        () -> json.reference("#/components/responses/" + "Refused" + status));
            }
            failure();
        });
    }

    private void failure() {
        json.object("default", () -> json.reference("#/components/responses/Failed"));
    }
}
