package dev.widgets.cli.serve;

import dev.widgets.cli.fixture.InTurn;
import dev.widgets.cli.fixture.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Node with the packages that the tests of serve use, installed once below target. */
final class NodePackages {

    private static final Path FOLDER = Path.of("target", "node").toAbsolutePath();

    private NodePackages() {}

    /** The folder; empty, and said aloud, where there is no node or no registry. */
    static synchronized Optional<Path> install() throws Exception {
        return InTurn.make(FOLDER, NodePackages::installInTurn);
    }

    private static Optional<Path> installInTurn() throws Exception {
        for (String file : List.of(
                "package.json",
                "package-lock.json",
                "client.mjs",
                "grammar.mjs",
                "admin.mjs",
                "console.mjs",
                "openapi.mjs",
                "typed.mts")) {
            try (InputStream in = Objects.requireNonNull(
                    NodePackages.class.getResourceAsStream("node/" + file))) {
                Files.copy(in, FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (Files.isDirectory(FOLDER.resolve("node_modules/openapi-typescript"))
                && Files.isDirectory(FOLDER.resolve("node_modules/playwright-core"))) {
            return Optional.of(FOLDER);
        }
        try {
            Screen installed = run(
                    "npm",
                    "ci",
                    "--legacy-peer-deps",
                    "--no-audit",
                    "--no-fund",
                    "--ignore-scripts");
            if (installed.exitCode() == 0) {
                return Optional.of(FOLDER);
            }
            System.err.println("SKIPPED: npm ci has failed: " + installed);
        } catch (IOException e) {
            System.err.println("SKIPPED: there is no node here: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** Runs a command in the folder. */
    static Screen run(String... command) throws Exception {
        Path output = Files.createTempFile(FOLDER, "said-", ".txt");
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("It does not end: " + List.of(command));
        }
        return new Screen(
                process.exitValue(), Files.readString(output, StandardCharsets.UTF_8), "");
    }
}
