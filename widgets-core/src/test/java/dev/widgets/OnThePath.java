package dev.widgets;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of the machine that a test needs and a build does not bring. */
final class OnThePath {

    private OnThePath() {}

    /** Where a program is; the test is left out, and says so, where there is none. */
    static Path require(String program, String debianPackage) {
        return find(program).orElseGet(() -> {
            String message = "LEFT OUT: " + program
                    + " is not on the path; on Debian it comes with " + debianPackage + ".";
            System.out.println(message);
            return abort(message);
        });
    }

    static Optional<Path> find(String program) {
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
