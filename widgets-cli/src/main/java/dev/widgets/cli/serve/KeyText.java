package dev.widgets.cli.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A secret or keys for tokens, in a file or in a variable of the environment.
 *
 * @param source the file or the variable, for messages
 * @param file the file, none if it is a variable
 * @param value the value of the variable, empty if it is a file
 */
public record KeyText(String source, Optional<Path> file, String value) {

    /** Takes the file that an option names, else the variable. */
    static Optional<KeyText> of(
            @Nullable Path file, String variable, Function<String, Optional<String>> variables) {
        return file != null
                ? Optional.of(new KeyText("file " + file, Optional.of(file), ""))
                : variables
                        .apply(variable)
                        .map(value -> new KeyText("variable " + variable, Optional.empty(), value));
    }

    String read() throws StartException {
        try {
            return file.isPresent() ? Files.readString(file.get()) : value;
        } catch (IOException e) {
            throw StartException.options("The " + source + " cannot be read: " + e.getMessage());
        }
    }

    /** Names where it comes from, and never what it is. */
    @Override
    public String toString() {
        return source;
    }
}
