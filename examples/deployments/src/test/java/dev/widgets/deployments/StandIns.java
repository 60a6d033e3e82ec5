package dev.widgets.deployments;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Images under the names of official ones, made of the programs of this machine with their
 * libraries. They prove how the parts are put together, not what is in the official images.
 */
final class StandIns {

    private static final Pattern LIBRARY = Pattern.compile("(/[^\\s)]+\\.so[^\\s)]*)");
    private static final String PATH = "ENV PATH=/opt/jdk/bin:/opt/pg/bin:/usr/sbin:/usr/bin:/bin";

    private final Engine engine;
    private final Path folder;

    StandIns(Engine engine, Path folder) {
        this.engine = engine;
        this.folder = folder;
    }

    /** A Java development kit, the one that runs this test. */
    void jdk(String image) throws IOException {
        Path root = root("jdk", "bash", "cp", "mkdir", "rm", "cat");
        Path home = Path.of(System.getProperty("java.home")).toRealPath();
        libraries(root, home.resolve("bin/java"));
        libraries(root, home.resolve("lib/server/libjvm.so"));
        Files.createDirectories(root.resolve("opt"));
        Files.createSymbolicLink(root.resolve("opt/jdk"), home);
        load(image, root, PATH);
    }

    /** A system without anything but what a Java runtime needs. */
    void base(String image) throws IOException {
        Path root = root("base");
        Path home = Path.of(System.getProperty("java.home")).toRealPath();
        libraries(root, home.resolve("bin/java"));
        libraries(root, home.resolve("lib/server/libjvm.so"));
        load(image, root, PATH);
    }

    /** The PostgreSQL of the other tests, with the client programs of this machine. */
    void postgres(String image, Path binaries) throws IOException {
        Path root =
                root("postgres", "bash", "cat", "chmod", "chown", "id", "mkdir", "rm", "setpriv");
        for (String client : List.of("psql", "pg_isready")) {
            program(root, client(client));
        }
        Path server = Files.createDirectories(root.resolve("opt/pg"));
        Path archive = folder.resolve("postgres.txz");
        try (FileSystem jar = FileSystems.newFileSystem(binaries);
                Stream<Path> files = Files.list(jar.getPath("/"))) {
            Files.copy(
                    files.filter(file -> file.toString().endsWith(".txz"))
                            .findFirst()
                            .orElseThrow(),
                    archive);
        }
        Tool.run(server, "tar", "-xJf", archive.toString()).succeeded();
        Files.delete(archive);
        // the image of widgets is built with a service that runs beside the database
        libraries(root, Path.of(System.getProperty("java.home"), "bin/java"));
        for (String program : List.of("postgres", "initdb", "pg_ctl")) {
            libraries(root, server.resolve("bin").resolve(program));
        }
        copy(Path.of("/usr/share/zoneinfo/UTC"), root.resolve("usr/share/zoneinfo/UTC"));
        Files.createDirectories(root.resolve("usr/lib/locale"));
        Tool.run(root, "cp", "-r", "/usr/lib/locale/C.utf8", "usr/lib/locale/").succeeded();
        Files.createDirectories(root.resolve("docker-entrypoint-initdb.d"));
        entryPoint(root, "postgres-entrypoint.sh");
        load(
                image,
                root,
                PATH,
                "ENV PGDATA=/var/lib/postgresql/18/docker",
                "VOLUME /var/lib/postgresql",
                "STOPSIGNAL SIGINT",
                "ENTRYPOINT [\"/usr/bin/docker-entrypoint.sh\"]",
                "CMD [\"postgres\"]");
    }

    /** The client itself: what is called by its name is a script that looks for versions. */
    private static Path client(String name) throws IOException {
        try (Stream<Path> versions = Files.find(
                Path.of("/usr/lib/postgresql"), 3, (file, all) -> file.endsWith("bin/" + name))) {
            return versions.findFirst().orElseGet(() -> Tool.find(name).orElseThrow());
        }
    }

    void haproxy(String image) throws IOException {
        Path root = root("haproxy", "bash", "haproxy");
        entryPoint(root, "haproxy-entrypoint.sh");
        load(
                image,
                root,
                PATH,
                "USER haproxy",
                "STOPSIGNAL SIGUSR1",
                "ENTRYPOINT [\"/usr/bin/docker-entrypoint.sh\"]",
                "CMD [\"haproxy\", \"-f\", \"/usr/local/etc/haproxy/haproxy.cfg\"]");
    }

    /** The PgBouncer of this machine. */
    void pgBouncer(String image) throws IOException {
        Path root = root("pgbouncer", "pgbouncer");
        load(image, root, PATH, "USER postgres");
    }

    /** Whether that is 1.21 or later. */
    static boolean pgBouncerKeepsPreparedStatements() {
        String version = Tool.run(
                        Tool.HERE, Tool.find("pgbouncer").orElseThrow().toString(), "--version")
                .output();
        Matcher matcher = Pattern.compile("PgBouncer 1\\.(\\d+)").matcher(version);
        return !matcher.find() || Integer.parseInt(matcher.group(1)) >= 21;
    }

    /** Another image with systemd as its first process. */
    void systemd(String image, String base) throws IOException {
        Path root = root("systemd", "bash", "mount", "umount", "cat", "systemctl", "journalctl");
        program(root, Tool.find("systemd-analyze").orElseThrow());
        String programs = "/usr/lib/systemd";
        for (String program : List.of("systemd", "systemd-journald", "systemd-executor")) {
            libraries(root, Path.of(programs, program));
        }
        // units name them by either path; what would be started besides belongs to a machine
        for (String path : List.of("usr/lib", "lib")) {
            Files.createDirectories(root.resolve(path));
            Tool.run(root, "cp", "-r", programs, path).succeeded();
            Tool.run(
                            root,
                            "sh",
                            "-c",
                            "cd " + path + "/systemd && rm -rf system/*.wants *-generators")
                    .succeeded();
        }
        for (String path : List.of("etc/widgets", "etc/systemd/system", "usr/share/widgets")) {
            Files.createDirectories(root.resolve(path));
        }
        Files.createFile(root.resolve("etc/machine-id"));
        Path java = Files.writeString(
                root.resolve("usr/bin/java"), "#!/bin/sh\nexec /opt/java/bin/java \"$@\"\n");
        Tool.run(root, "chmod", "755", java.toString()).succeeded();
        String files = pack(root);
        build(
                image,
                "FROM " + base,
                "COPY --from=" + files + " / /",
                "USER root",
                "ENV container=docker",
                "STOPSIGNAL SIGRTMIN+3",
                "ENTRYPOINT []");
    }

    private static void entryPoint(Path root, String script) throws IOException {
        copy(
                Tool.HERE.resolve("src/test/standins").resolve(script),
                root.resolve("usr/bin/docker-entrypoint.sh"));
    }

    /** A file system with users, a name service and some programs. */
    private Path root(String name, String... programs) throws IOException {
        Path root = folder.resolve(name);
        for (String each : List.of(
                "etc", "tmp", "run", "var/run", "var/lib", "usr/bin", "bin", "proc", "sys",
                "dev")) {
            Files.createDirectories(root.resolve(each));
        }
        Tool.run(root, "chmod", "1777", "tmp").succeeded();
        Files.writeString(root.resolve("etc/nsswitch.conf"), "hosts: files dns\n");
        Files.writeString(root.resolve("etc/passwd"), """
                root:x:0:0::/:/bin/sh
                postgres:x:999:999::/var/lib/postgresql:/bin/sh
                haproxy:x:99:99::/:/bin/sh
                """);
        Files.writeString(root.resolve("etc/group"), """
                root:x:0:
                postgres:x:999:
                haproxy:x:99:
                """);
        for (String program : programs) {
            program(root, Tool.find(program).orElseThrow());
        }
        if (Files.exists(root.resolve("usr/bin/bash"))) {
            copy(root.resolve("usr/bin/bash"), root.resolve("bin/sh"));
            copy(root.resolve("usr/bin/bash"), root.resolve("bin/bash"));
        }
        return root;
    }

    private static void program(Path root, Path program) throws IOException {
        copy(program, root.resolve("usr/bin").resolve(program.getFileName()));
        libraries(root, program);
    }

    private static void libraries(Path root, Path program) throws IOException {
        Matcher matcher =
                LIBRARY.matcher(Tool.run(root, "ldd", program.toString()).output());
        while (matcher.find()) {
            Path library = Path.of(matcher.group(1)).normalize();
            if (Files.exists(library) && !library.startsWith(root)) {
                copy(library, root.resolve(library.toString().substring(1)));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(to)) {
            Files.createDirectories(to.getParent());
            Files.copy(from.toRealPath(), to, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Packs a file system, and what a Dockerfile would say of it. */
    private void load(String image, Path root, String... instructions) throws IOException {
        String files = pack(root);
        build(image, "FROM " + files, instructions);
    }

    private String pack(Path root) {
        String files = "stand-in:" + root.getFileName();
        engine.run(
                        root,
                        Map.of(),
                        "sh",
                        "-c",
                        "tar -ch --ignore-failed-read --exclude=src.zip --exclude=opt/jdk/docs . 2>/dev/null"
                                + " | docker import - " + files)
                .succeeded();
        Tool.run(folder, "rm", "-rf", root.toString());
        return files;
    }

    private void build(String image, String from, String... instructions) throws IOException {
        Path context = Files.createDirectories(folder.resolve("context"));
        Files.writeString(
                context.resolve("Dockerfile"),
                from + "\n" + String.join("\n", instructions) + "\n");
        engine.docker("build", "-q", "-t", image, context.toString());
    }
}
