package dev.widgets.cli.serve;

import java.io.ByteArrayOutputStream;
import java.util.function.BiConsumer;

/**
 * Handles {@code /} and {@code /openapi.json}: documents of the functions and views that the
 * caller's role may use.
 */
final class OpenApi {

    private final DirectCalls direct;

    OpenApi(DirectCalls direct) {
        this.direct = direct;
    }

    /** The forms of the document. */
    enum Form {
        /** OpenAPI 2.0 (Swagger), as PostgREST writes it. */
        SWAGGER((json, contents) -> new OpenApiWriter(json).write(contents)),
        /** OpenAPI 3.1, with the schemas of answers. */
        OPENAPI_3_1((json, contents) -> new OpenApi31Writer(json).write(contents));

        @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
        private final BiConsumer<OpenApiJson, OpenApiContents> writer;

        Form(BiConsumer<OpenApiJson, OpenApiContents> writer) {
            this.writer = writer;
        }

        private byte[] write(OpenApiContents contents) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            writer.accept(new OpenApiJson(bytes), contents);
            return bytes.toByteArray();
        }
    }

    void handle(Exchange exchange, Method method, Form form) {
        MediaType type = MediaType.accepted(exchange.accept());
        if (method == Method.OPTIONS) {
            exchange.send(Method.allowing("OPTIONS,GET,HEAD"));
        } else if (method != Method.GET && method != Method.HEAD) {
            exchange.send(Problems.unsupportedMethod(method.name()));
        } else if (type != MediaType.JSON && type != MediaType.OPENAPI) {
            exchange.send(Problems.notAcceptable(String.valueOf(exchange.accept())));
        } else {
            CallerIdentity caller = exchange.caller();
            direct.run(exchange, true, connection -> {
                ServiceDatabase.become(connection, caller);
                return ApiResponse.of(
                        200,
                        form.write(OpenApiContents.read(connection)),
                        MediaType.OPENAPI.field());
            });
        }
    }
}
