package dev.widgets.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.FreePort;
import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.docs.MarkdownFile.Block;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.DataFolderServer;
import dev.widgets.cli.fixture.PreparedFolder;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every block of README as it is written. Only the address db.example and the port of the
 * service are replaced by those of the test.
 */
class ReadmeTest {

    private static final MarkdownFile README =
            MarkdownFile.read(MarkdownFile.ROOT.resolve("README.md"));

    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\\n");
    private static final Pattern RESULT = Pattern.compile("(?m)^select .*; +-- (.*)$");

    @TempDir
    static Path serverFolder;

    private static DataFolderServer server;

    @TempDir
    private Path folder;

    private ReadmeStage stage;

    @BeforeAll
    static void someone_has_a_server_and_may_create_roles_there() throws IOException {
        server = DataFolderServer.healthy(serverFolder.resolve("server"));
        server.database().execute("create role me login createrole password 'secret'");
    }

    @AfterAll
    static void the_server_goes() throws IOException {
        server.close();
    }

    @BeforeEach
    void someone_has_a_database_and_a_checkout() throws IOException {
        server.database().execute("drop database if exists orders with (force)");
        server.database().execute("create database orders owner me");
        stage = ReadmeStage.in(folder.toRealPath());
        Path passwords =
                Files.writeString(stage.folder().resolve(".pgpass"), address() + ":*:me:secret\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void nothing_runs_any_more() throws IOException {
        PreparedFolder.unlink(stage.folder().resolve("data/widgets"));
        List<ProcessHandle> left = CommandProcess.servers(stage.folder());
        left.forEach(ProcessHandle::destroyForcibly);
        assertThat(left).isEmpty();
    }

    @Test
    void every_block_is_known_to_these_tests() {
        assertThat(README.blocks().stream().map(Block::describe))
                .containsExactly(
                        "Try it: sh",
                        "Install: sh",
                        "Java: java",
                        "Shell: sh",
                        "SQL: sh",
                        "SQL: sql",
                        "HTTP: sh",
                        "HTTP: sh");
    }

    @Test
    void the_first_command_shows_the_operations() throws Exception {
        String command = block("Try it", "sh").lines().toList().get(0);
        assertThat(stage.run(command, Map.of())).contains("widgets associate PUMP-1 VALVE-1 P");
    }

    @Test
    void the_second_command_is_the_one_that_every_change_must_pass() throws IOException {
        String command = block("Try it", "sh").lines().toList().get(1);
        String withoutComment = command.replaceFirst(" +#.*", "");
        assertThat(Files.readAllLines(MarkdownFile.ROOT.resolve(".ci/run")))
                .contains(withoutComment);
    }

    @Test
    void the_command_line_is_found_once_it_is_installed() throws Exception {
        assertThat(stage.run(block("Install", "sh"), Map.of()))
                .startsWith("widgets " + BuildVersions.read().widgets());
    }

    @Test
    void the_dependency_is_the_library_of_this_build() throws IOException {
        String library = Files.readString(MarkdownFile.ROOT.resolve("widgets-core/pom.xml"));
        String expected = Stream.of("groupId", "artifactId", "version")
                .map(name -> element(library, name).replaceAll("<[^>]*>", ""))
                .collect(Collectors.joining(":", "`", "`"));
        assertThat(Files.readString(README.path())).contains("depend on " + expected);
    }

    /** Returns an element of the project, or of its parent if it has none. */
    private static String element(String pom, String name) {
        String head = pom.substring(0, pom.indexOf("<dependencies>"));
        List<String> found = Pattern.compile("<" + name + ">.*</" + name + ">")
                .matcher(head)
                .results()
                .map(MatchResult::group)
                .toList();
        return found.get(found.size() - 1);
    }

    @Test
    void the_java_block_compiles_and_runs() throws Exception {
        Path source = stage.folder().resolve("Readme.java");
        Files.writeString(source, program(block("Java", "java")));
        String classPath = System.getProperty("java.class.path");
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        System.out,
                        System.out,
                        "-d",
                        folder.toString(),
                        "-cp",
                        classPath,
                        "-Xlint:all,-classfile",
                        "-Werror",
                        source.toString());
        assertThat(errors).isZero();

        String out = stage.end(stage.start(
                List.of(
                        ReadmeStage.java(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        folder + File.pathSeparator + classPath,
                        "Readme"),
                Map.of()));
        assertThat(out).isEqualTo("W-2 has no free port Q\n");
        assertThat(server.database("orders")
                        .query(
                                "select string_agg(serial_number || peer, ' ' order by serial_number)"
                                        + " from widgets.slots where peer is not null"))
                .isEqualTo("W-1W-2 W-2W-1");
    }

    /** Returns a class whose main method is the block without its imports. */
    private static String program(String block) {
        String imports = IMPORT.matcher(block)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining());
        return imports + "class Readme {\n    public static void main(String[] arguments) {\n"
                + there(IMPORT.matcher(block).replaceAll("")) + "    }\n}\n";
    }

    @Test
    void the_shell_and_the_http_blocks_work_one_after_the_other() throws Exception {
        ReadmeStage.require("curl", "curl");
        String shell = stage.run(inShell(block("Shell", "sh")), Map.of());
        assertThat(shell)
                .contains(
                        "W-1            pump  P->W-2  Q free\n",
                        "{\"serial_number\":\"W-1\",\"name\":\"pump\"",
                        "The schema has release");

        List<String> http = blocks("HTTP", "sh");
        int port = FreePort.find();
        Process serve = stage.start(
                List.of("sh", "-eu", "-c", inShell(http.get(0))),
                Map.of("SERVE_PORT", Integer.toString(port)));
        try {
            CommandProcess.await("it serves", () -> isListening(port) || !serve.isAlive());
            String answers =
                    stage.run(http.get(1).replace("127.0.0.1:3000", "127.0.0.1:" + port), Map.of());
            assertThat(answers)
                    .isEqualTo("\"Widget added.\"\"Widgets associated.\""
                            + "{\"serial_number\":\"W-1\",\"name\":\"pump\",\"ports\":\"PQ\","
                            + "\"peers\":[\"W-2\",\"W-3\"]}");
            assertThat(stage.printed(serve)).contains("http://127.0.0.1:" + port);
        } finally {
            stage.interrupt(serve);
        }
    }

    @Test
    void the_sql_blocks_install_the_schema_and_answer_what_their_comments_say() throws Exception {
        ReadmeStage.require("psql", "postgresql-client");
        Map<String, String> me = Map.of(
                "PGHOST", "127.0.0.1",
                "PGPORT", Integer.toString(port()),
                "PGDATABASE", "orders",
                "PGUSER", "me",
                "PGPASSWORD", "secret");
        stage.run(inShell(block("SQL", "sh")), me);

        String sql = block("SQL", "sql");
        Files.writeString(stage.folder().resolve("block.sql"), sql);
        String out = stage.run("psql -X -q -At -F ' | ' -v ON_ERROR_STOP=1 -f block.sql", me);
        List<String> expected = new ArrayList<>();
        Matcher results = RESULT.matcher(sql);
        while (results.find()) {
            expected.add(results.group(1));
        }
        assertThat(expected).hasSize(2);
        assertThat(out.lines()).hasSameSizeAs(sql.lines().toList()).containsAll(expected);
    }

    private static String block(String section, String language) {
        List<String> blocks = blocks(section, language);
        assertThat(blocks).hasSize(1);
        return blocks.get(0);
    }

    private static List<String> blocks(String section, String language) {
        return README.blocks().stream()
                .filter(block ->
                        block.section().equals(section) && block.language().equals(language))
                .map(Block::text)
                .toList();
    }

    /** Returns a block with the first line of the installation before it. */
    private static String inShell(String block) {
        String path = block("Install", "sh").lines().toList().get(0);
        return path + "\n" + there(block);
    }

    private static String there(String block) {
        return block.replaceAll("db\\.example(:5432)?", address());
    }

    private static String address() {
        return "127.0.0.1:" + port();
    }

    private static int port() {
        return Integer.parseInt(
                server.database().connection().url().replaceAll(".*:(\\d+)/.*", "$1"));
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
