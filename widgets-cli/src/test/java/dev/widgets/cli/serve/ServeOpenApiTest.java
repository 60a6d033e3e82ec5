package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.widgets.cli.fixture.Screen;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents of the service, and clients that generators make from them. */
class ServeOpenApiTest {

    /** The generator and a library of its clients, which the profile openapi-java brings. */
    private static final Path GENERATOR = Path.of("target", "openapi").toAbsolutePath();

    @TempDir
    static Path folder;

    private static Served served;
    private static String token;

    @BeforeAll
    static void serve() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), TestTokens.SECRET);
        served = Served.start("--jwt-secret-file", secret.toString());
        token = TestTokens.of("widgets_app");
    }

    @AfterAll
    static void end() {
        served.close();
    }

    private static HttpResponse<String> get(String path, String role) {
        return served.get(path, "Authorization", "Bearer " + TestTokens.of(role));
    }

    /** Writes the document of version 3.1 to a file. */
    private static Path document() throws Exception {
        return Files.writeString(
                folder.resolve("openapi.json"),
                get("/openapi.json", "widgets_app").body());
    }

    @Test
    void the_documents_are_valid() throws Exception {
        assumeTrue(NodePackages.install().isPresent(), "node and npm");
        for (String role : new String[] {"web_anon", "widgets_app"}) {
            for (String path : new String[] {"/", "/openapi.json"}) {
                Path document = Files.writeString(
                        folder.resolve(role + ".json"), get(path, role).body());
                Screen screen = NodePackages.run("node", "openapi.mjs", document.toString());
                assertThat(screen.out()).as(role + " " + path).isEqualTo("valid\n");
            }
        }
    }

    @Test
    void keys_and_parameters_are_marked_as_by_postgrest() throws Exception {
        String swagger = get("/", "widgets_app").body();
        assertThat(swagger)
                .contains(
                        "The unique serial number, sorted by code point\\n\\nNote:\\nThis is a Primary"
                                + " Key.<pk/>",
                        "{\"$ref\":\"#/parameters/rowFilter.slots.peer\"},{\"$ref\":\"#/parameters/select\"}",
                        "\"rowFilter.widgets.name\":{\"name\":\"name\",\"in\":\"query\"",
                        "\"rangeUnit\":{\"name\":\"Range-Unit\",\"in\":\"header\"",
                        "\"format\":\"int32\"");
        assertThat(swagger.split("<pk/>", -1)).hasSize(3);
    }

    @Test
    void examples_of_problems_are_what_the_service_answers() throws Exception {
        String document = Files.readString(document());
        served.post(
                "/rpc/add_widget", "{\"serial_number\":\"W-1\",\"name\":\"\",\"ports\":[\"P\"]}");
        Map<String, Object> responses = JSONObjectUtils.getJSONObject(
                JSONObjectUtils.getJSONObject(JSONObjectUtils.parse(document), "components"),
                "responses");
        for (String[] call : new String[][] {
            {"404", "/rpc/get_widget", "{\"serial_number\":\"W-9\"}"},
            {"409", "/rpc/add_widget", "{\"serial_number\":\"W-1\",\"name\":\"\",\"ports\":[\"P\"]}"
            },
            {
                "422",
                "/rpc/associate_widgets",
                "{\"serial_number\":\"W-1\",\"peer_serial_number\":\"W-1\",\"port\":\"P\"}"
            }
        }) {
            HttpResponse<String> answer = served.post(call[1], call[2]);
            assertThat(answer.statusCode()).isEqualTo(Integer.parseInt(call[0]));
            Map<String, Object> content = JSONObjectUtils.getJSONObject(
                    JSONObjectUtils.getJSONObject(
                            JSONObjectUtils.getJSONObject(responses, "Refused" + call[0]),
                            "content"),
                    "application/json");
            assertThat(JSONObjectUtils.getJSONObject(content, "example"))
                    .isEqualTo(JSONObjectUtils.parse(answer.body()));
        }
        assertThat(served.get("/openapi.json").body()).doesNotContain("\"/slots\"");
    }

    @Test
    void a_typescript_client_compiles_and_works() throws Exception {
        assumeTrue(NodePackages.install().isPresent(), "node and npm");
        done(
                "node",
                "node_modules/openapi-typescript/bin/cli.js",
                document().toString(),
                "-o",
                "schema.d.mts");
        done(
                "node",
                "node_modules/typescript/bin/tsc",
                "--strict",
                "--skipLibCheck",
                "--target",
                "es2022",
                "--module",
                "nodenext",
                "--types",
                "node",
                "typed.mts");
        assertThat(done("node", "typed.mjs", served.url(), token))
                .isEqualTo("all as it should be\n");
    }

    private static String done(String... command) throws Exception {
        Screen screen = NodePackages.run(command);
        assertThat(screen.exitCode()).as(screen.out()).isZero();
        return screen.out();
    }

    @Test
    void a_java_client_compiles_and_works() throws Exception {
        if (!Files.isDirectory(GENERATOR)) {
            String message =
                    "LEFT OUT: a Java client from the OpenAPI document takes 20 seconds; it"
                            + " is made with ./mvnw -Popenapi-java verify.";
            System.out.println(message);
            abort(message);
        }
        String generator = GENERATOR.resolve("generator.jar").toString();
        Path sources = folder.resolve("java");
        java(
                "-jar",
                generator,
                "generate",
                "-g",
                "java",
                "--library",
                "native",
                "-i",
                document().toString(),
                "-o",
                sources.toString(),
                "--global-property",
                "apis,models,supportingFiles,apiTests=false,modelTests=false",
                "--additional-properties",
                "useJakartaEe=true,openApiNullable=false,invokerPackage=client,"
                        + "apiPackage=client.api,modelPackage=client.model");
        String classPath = generator + ":" + GENERATOR.resolve("annotations.jar");
        List<String> compile =
                new ArrayList<>(List.of("-nowarn", "-d", folder.toString(), "-cp", classPath));
        try (Stream<Path> files = Files.walk(sources.resolve("src/main/java"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(compile::add);
        }
        try (InputStream in = Objects.requireNonNull(
                ServeOpenApiTest.class.getResourceAsStream("JavaClient.java"))) {
            Path program = folder.resolve("JavaClient.java");
            Files.copy(in, program);
            compile.add(program.toString());
        }
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(null, System.out, System.out, compile.toArray(String[]::new));
        assertThat(errors).isZero();
        assertThat(java("-cp", folder + ":" + classPath, "JavaClient", served.url(), token))
                .endsWith("all as it should be\n");
    }

    private static String java(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("said")))
                .isZero();
        return Files.readString(folder.resolve("said"));
    }
}
