package dev.widgets.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.CommandProcess;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments that install schema and roles while the database may still be starting. */
class DeployedSchemaTest {

    private static final Pattern VERIFIER =
            Pattern.compile("SCRAM-SHA-256\\$(?<rounds>\\d+):(?<salt>.+)\\$(?<key>.+):.+");

    @TempDir
    Path folder;

    private Path password(String password) throws IOException {
        return Files.writeString(folder.resolve("password"), password + "\n");
    }

    /** Recomputes the verifier that the server keeps, because the test server trusts everybody. */
    private static void assertPassword(CommandDatabase database, String password)
            throws GeneralSecurityException {
        String verifier =
                database.query("select rolpassword from pg_authid where rolname = 'authenticator'");
        Matcher parts = VERIFIER.matcher(verifier);
        assertThat(parts.matches()).as(verifier).isTrue();
        PBEKeySpec specification = new PBEKeySpec(
                password.toCharArray(),
                Base64.getDecoder().decode(parts.group("salt")),
                Integer.parseInt(parts.group("rounds")),
                256);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(
                SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(specification)
                        .getEncoded(),
                "HmacSHA256"));
        byte[] client = mac.doFinal("Client Key".getBytes(StandardCharsets.US_ASCII));
        byte[] stored = MessageDigest.getInstance("SHA-256").digest(client);
        assertThat(parts.group("key")).isEqualTo(Base64.getEncoder().encodeToString(stored));
    }

    @Test
    void migrate_makes_schema_and_roles_with_the_password_of_a_file() throws Exception {
        CommandDatabase database = CommandDatabase.createEmpty();
        String file = password("of a file").toString();
        Screen screen = Terminal.on(database)
                .run("migrate", "--roles", "--authenticator-password-file", file);
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(screen.err())
                .contains(
                        "the schema now has release",
                        "are set up. The password of the last one is set.")
                .doesNotContain("of a file");
        assertPassword(database, "of a file");
    }

    @Test
    void roles_takes_the_password_of_a_variable() throws Exception {
        CommandDatabase database = CommandDatabase.create();
        Terminal terminal =
                Terminal.on(database).with("WIDGETS_AUTHENTICATOR_PASSWORD", "of a variable");
        assertThat(terminal.run("roles").exitCode()).isZero();
        assertPassword(database, "of a variable");
        Terminal.on(database).run("roles");
        assertPassword(database, "of a variable");
    }

    @Test
    void an_empty_password_file_is_refused_before_anything_is_done() throws Exception {
        CommandDatabase database = CommandDatabase.createEmpty();
        Screen screen = Terminal.on(database)
                .run(
                        "migrate",
                        "--roles",
                        "--authenticator-password-file",
                        password("").toString());
        assertThat(screen.exitCode()).isEqualTo(2);
        assertThat(database.query("select count(*) from pg_namespace where nspname = 'widgets'"))
                .isEqualTo("0");
    }

    @Test
    void migrate_waits_for_the_database() {
        CommandDatabase database = CommandDatabase.createEmpty();
        String name = database.query("select current_database()");
        Terminal terminal = new Terminal()
                .with("WIDGETS_URL", database.url().replace("/" + name, "/" + name + "_later"));
        assertThat(terminal.run("migrate").exitCode()).isEqualTo(4);
        CompletableFuture<Screen> waiting =
                CompletableFuture.supplyAsync(() -> terminal.run("migrate", "--wait", "30s"));
        CompletableFuture.delayedExecutor(1, java.util.concurrent.TimeUnit.SECONDS)
                .execute(() -> database.execute("create database " + name + "_later"));
        Screen screen = waiting.join();
        assertThat(screen.exitCode()).as(screen.toString()).isZero();
        assertThat(screen.err()).containsOnlyOnce("Waiting up to 30 s for the database: ");
    }

    @Test
    void the_wait_ends_and_the_command_fails_as_always() {
        Screen screen = new Terminal()
                .with("WIDGETS_URL", "postgresql://me@127.0.0.1:1/nowhere")
                .run("roles", "--wait", "1s");
        assertThat(screen.exitCode()).isEqualTo(4);
        assertThat(screen.err()).contains("Waiting up to 1 s");
    }

    @Test
    void serve_waits_for_the_schema() {
        CommandDatabase database = CommandDatabase.createEmpty();
        CommandProcess serve = CommandProcess.start(
                folder,
                Map.of("WIDGETS_URL", database.url(), "WIDGETS_SERVE_WAIT", "30s"),
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--admin-listen",
                "none");
        try {
            CommandProcess.await(
                    "it waits",
                    () -> serve.printed()
                            .contains("Waiting up to 30 s for the database: There is no schema"));
            assertThat(Terminal.on(database).run("migrate", "--roles").exitCode())
                    .isZero();
            CommandProcess.await("it serves", () -> serve.printed().contains("Serving on"));
        } finally {
            serve.interrupt();
        }
        assertThat(serve.end().exitCode()).isZero();
    }
}
