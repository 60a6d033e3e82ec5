package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The units of systemd/ in a container whose first process is systemd. */
@Tag("engine")
class SystemdBootTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    private static final String IMAGE = "systemd:test";

    private final Steps steps = new Steps();

    private String docker(String... arguments) {
        return engine.engine().docker(arguments);
    }

    private String machine(String... command) {
        return docker(Stream.concat(Stream.of("exec", "machine"), Stream.of(command))
                .toArray(String[]::new));
    }

    @BeforeAll
    static void build() throws IOException {
        Tool.assumeThere("systemctl");
        engine.standIns().systemd(IMAGE, TestEngine.IMAGE);
    }

    @BeforeEach
    void boot() throws IOException {
        docker("network", "create", "machines");
        docker(
                "run",
                "-d",
                "--name=db",
                "--network=machines",
                "-e=POSTGRES_PASSWORD=owner",
                "-e=POSTGRES_DB=widgets",
                "-e=POSTGRES_INITDB_ARGS=--locale=C --encoding=UTF8",
                TestEngine.POSTGRES);
        // Rights for what systemd does to set its services apart, and control groups of its own.
        docker(
                "run",
                "-d",
                "--name=machine",
                "--network=machines",
                "--cap-add=ALL",
                "--cap-drop=SYS_RESOURCE",
                "--security-opt=seccomp=unconfined",
                "--security-opt=apparmor=unconfined",
                "--cgroupns=private",
                "--tmpfs=/run",
                IMAGE,
                "bash",
                "-c",
                "umount -R /sys/fs/cgroup; mount -o remount,rw /sys; mount --make-rshared /;"
                        + " exec /usr/lib/systemd/systemd");
        Tool.await(
                "systemd is up",
                () -> engine.engine()
                                .run(
                                        Tool.HERE,
                                        Map.of(),
                                        "docker",
                                        "exec",
                                        "machine",
                                        "systemctl",
                                        "is-active",
                                        "multi-user.target")
                                .exitCode()
                        == 0);
        machine("systemctl", "start", "systemd-journald");
        steps.done("systemd up");
    }

    @AfterEach
    void remove() {
        docker("rm", "-f", "-v", "machine", "db");
        docker("network", "rm", "machines");
    }

    /** The files of README.md, with the addresses of this test in the settings. */
    private void install() throws IOException {
        Path files = engine.folder("systemd");
        for (String name : List.of("widgets.env", "migrate.env")) {
            Files.writeString(
                    files.resolve(name),
                    Tool.read("systemd/" + name)
                            .replace("db.example", "db")
                            .replaceAll("PGSSL.*\n", ""));
        }
        Files.writeString(files.resolve("password"), "authenticator");
        Files.writeString(files.resolve("owner-password"), "owner");
        Files.copy(secrets().resolve("secrets/jwt_secret"), files.resolve("jwt-secret"));
        docker("cp", files + "/.", "machine:/etc/widgets/");
        for (String unit : List.of("widgets.service", "widgets-migrate.service")) {
            Path file = Tool.HERE.resolve("systemd").resolve(unit);
            docker("cp", file.toString(), "machine:/etc/systemd/system/");
        }
        docker("cp", TestEngine.JAR.toString(), "machine:/usr/share/widgets/widgets.jar");
    }

    private static Path secrets() throws IOException {
        Path folder = engine.folder("tokens");
        for (String script : List.of("secrets.sh", "token.sh")) {
            Tool.run(folder, "cp", Tool.HERE.resolve("compose/" + script).toString(), ".");
        }
        Tool.run(folder, "./secrets.sh").succeeded();
        return folder;
    }

    /** A URL at the container itself: a published port accepts connections while nobody listens. */
    private String url(int port) {
        return "http://"
                + docker(
                        "inspect",
                        "-f",
                        "{{.NetworkSettings.Networks.machines.IPAddress}}",
                        "machine")
                + ":" + port;
    }

    private boolean isReady() {
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(url(3001) + "/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String property(String name) {
        return machine("systemctl", "show", "-P", name, "widgets");
    }

    @Test
    void the_service_starts_is_restarted_after_a_crash_and_stops_without_a_loss()
            throws IOException {
        try {
            prove();
        } catch (AssertionError e) {
            System.err.println(docker("logs", "machine"));
            System.err.println(machine("journalctl", "--no-pager", "-n", "100"));
            throw e;
        }
    }

    private void prove() throws IOException {
        install();
        machine("systemctl", "daemon-reload");
        machine("systemctl", "start", "widgets-migrate");
        machine("systemctl", "enable", "--now", "widgets");
        Tool.await("the service is ready", this::isReady);
        steps.done("service ready");
        assertHardened();

        String token =
                Tool.run(secrets(), "./token.sh", "web_anon", "3600").output().strip();
        AccountedLoad load = new AccountedLoad(url(3000), token, "systemd");
        try (load) {
            load.await(200);
            assertThat(load.takeTroubles()).as("without faults").isEmpty();

            machine("bash", "-c", "kill -9 " + property("MainPID"));
            Tool.await("it was restarted", () -> property("NRestarts").equals("1"));
            load.await(200);
            steps.done("killed and restarted");
            load.takeTroubles();

            machine("systemctl", "stop", "widgets");
            assertThat(property("Result")).isEqualTo("success");
            assertThat(property("ExecMainCode")).as("it ended by itself").isEqualTo("1");
            assertThat(property("ExecMainStatus")).as("exit code").isEqualTo("0");
            machine("systemctl", "start", "widgets");
            load.await(200);
            steps.done("stopped and started");
        }
        assertThat(load.takeTroubles())
                .as("only while nothing listens")
                .allMatch(trouble -> trouble.contains("ConnectException"));
        load.account(serialNumbers());
    }

    private Set<String> serialNumbers() {
        return new TreeSet<>(docker(
                        "exec",
                        "db",
                        "psql",
                        "-U",
                        "postgres",
                        "-d",
                        "widgets",
                        "-Atc",
                        "select serial_number from widgets_store.widgets")
                .lines()
                .toList());
    }

    private void assertHardened() {
        String exposure = machine("systemd-analyze", "security", "--no-pager", "widgets");
        System.err.println(exposure.replaceFirst("(?s).*\n", ""));
        assertThat(exposure)
                .containsPattern("Overall exposure level for widgets.service: 1\\.\\d OK");
        String status = machine("cat", "/proc/" + property("MainPID") + "/status");
        assertThat(status)
                .contains("\nNoNewPrivs:\t1\n", "\nSeccomp:\t2\n")
                .contains("\nCapEff:\t0000000000000000\n", "\nCapBnd:\t0000000000000000\n")
                .doesNotContainPattern("\nUid:\t0");
    }
}
