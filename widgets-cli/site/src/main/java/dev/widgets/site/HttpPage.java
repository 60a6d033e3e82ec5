package dev.widgets.site;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Locale;
import java.util.Map;

/** The page about HTTP, from the OpenAPI 3.1 document of the service. */
final class HttpPage {

    private final JsonObject document;

    private HttpPage(JsonObject document) {
        this.document = document;
    }

    static Page page(String openApi) {
        JsonObject document = JsonParser.parseString(openApi).getAsJsonObject();
        return Page.generated("http", "HTTP API", true, new HttpPage(document).markdown());
    }

    private String markdown() {
        StringBuilder page = new StringBuilder("# HTTP API\n\nThe operations of `widgets serve` for"
                + " a caller who may use all of them, from its [OpenAPI document](openapi.json)."
                + " [The HTTP service](service.html) describes tokens, errors, repetition and"
                + " operation.\n");
        for (Map.Entry<String, JsonElement> path :
                document.getAsJsonObject("paths").entrySet()) {
            for (Map.Entry<String, JsonElement> method :
                    path.getValue().getAsJsonObject().entrySet()) {
                if (method.getValue().isJsonObject()) {
                    operation(
                            page,
                            method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                            method.getValue().getAsJsonObject());
                }
            }
        }
        return page.toString();
    }

    private void operation(StringBuilder page, String title, JsonObject operation) {
        page.append("\n## ").append(Markdown.escape(title)).append("\n\n");
        for (String key : new String[] {"summary", "description"}) {
            if (operation.has(key)) {
                String sentence = text(operation, key);
                page.append(Markdown.escape(sentence));
                page.append(sentence.endsWith(".") ? "\n\n" : ".\n\n");
            }
        }
        parameters(page, operation);
        body(page, operation);
        responses(page, operation);
    }

    private void parameters(StringBuilder page, JsonObject operation) {
        JsonArray parameters = operation.getAsJsonArray("parameters");
        if (parameters == null || parameters.isEmpty()) {
            return;
        }
        page.append("| Parameter | In | Type | Meaning |\n| --- | --- | --- | --- |\n");
        for (JsonElement element : parameters) {
            JsonObject parameter = resolved(element.getAsJsonObject());
            page.append("| ").append(Markdown.code(text(parameter, "name")));
            page.append(required(parameter)).append(" | ").append(text(parameter, "in"));
            page.append(" | ").append(type(parameter.getAsJsonObject("schema")));
            page.append(" | ").append(Markdown.escape(text(parameter, "description")));
            page.append(" |\n");
        }
        page.append('\n');
    }

    private static String required(JsonObject parameter) {
        return parameter.has("required") && parameter.get("required").getAsBoolean()
                ? ", required"
                : "";
    }

    private void body(StringBuilder page, JsonObject operation) {
        if (!operation.has("requestBody")) {
            return;
        }
        JsonObject content =
                resolved(operation.getAsJsonObject("requestBody")).getAsJsonObject("content");
        JsonObject media = content == null ? null : content.getAsJsonObject("application/json");
        if (media == null || !media.has("schema")) {
            return;
        }
        JsonObject schema = resolved(media.getAsJsonObject("schema"));
        JsonObject properties = schema.getAsJsonObject("properties");
        if (properties == null || properties.isEmpty()) {
            return;
        }
        JsonArray required = schema.getAsJsonArray("required");
        page.append("| Key of the body | Type | Meaning |\n| --- | --- | --- |\n");
        properties.entrySet().forEach(property -> {
            JsonObject value = resolved(property.getValue().getAsJsonObject());
            boolean needed = required != null
                    && required.asList().stream()
                            .anyMatch(name -> name.getAsString().equals(property.getKey()));
            page.append("| ").append(Markdown.code(property.getKey()));
            page.append(needed ? ", required" : "").append(" | ").append(type(value));
            page.append(" | ")
                    .append(Markdown.escape(text(value, "description")))
                    .append(" |\n");
        });
        page.append('\n');
    }

    private void responses(StringBuilder page, JsonObject operation) {
        JsonObject responses = operation.getAsJsonObject("responses");
        if (responses == null) {
            return;
        }
        page.append("| Status | Response |\n| --- | --- |\n");
        responses
                .entrySet()
                .forEach(response -> page.append("| ")
                        .append(response.getKey())
                        .append(" | ")
                        .append(Markdown.escape(text(
                                resolved(response.getValue().getAsJsonObject()), "description")))
                        .append(" |\n"));
    }

    private String type(JsonObject reference) {
        if (reference == null) {
            return "";
        }
        JsonObject schema = resolved(reference);
        if (!schema.has("type")) {
            return schema.has("enum") ? "one of " + values(schema) : "";
        }
        JsonElement type = schema.get("type");
        String name = type.isJsonArray()
                ? type.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .reduce((one, other) -> one + " or " + other)
                        .orElse("")
                : type.getAsString();
        if (schema.has("enum")) {
            return name + ": " + values(schema);
        }
        return schema.has("items") && schema.get("items").isJsonObject()
                ? name + " of " + type(schema.getAsJsonObject("items"))
                : name;
    }

    private static String values(JsonObject schema) {
        return schema.getAsJsonArray("enum").asList().stream()
                .map(value -> Markdown.code(value.getAsString()))
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }

    /** Follows a reference to a component. */
    private JsonObject resolved(JsonObject object) {
        if (!object.has("$ref")) {
            return object;
        }
        JsonObject found = document;
        for (String name : object.get("$ref").getAsString().substring(2).split("/", -1)) {
            found = found.getAsJsonObject(name);
        }
        return resolved(found);
    }

    private static String text(JsonObject object, String key) {
        return object.has(key) ? object.get(key).getAsString() : "";
    }
}
