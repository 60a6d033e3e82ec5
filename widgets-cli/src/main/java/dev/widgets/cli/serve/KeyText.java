package dev.widgets.cli.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Takes the file that an option names, else the variable, else the file that it names. */
    static Optional<KeyText> of(
            @Nullable Path file, String variable, Function<String, Optional<String>> variables) {
        if (file != null) {
            return Optional.of(new KeyText("file " + file, Optional.of(file), ""));
        }
        return variables
                .apply(variable)
                .map(value -> new KeyText("variable " + variable, Optional.empty(), value))
                .or(() -> variables
                        .apply(variable + "_FILE")
                        .map(path -> new KeyText(
                                "file " + path + " of " + variable + "_FILE",
                                Optional.of(Path.of(path)),
                                "")));
    }

    String read() throws StartException {
        if (file.isEmpty()) {
            return value;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file.get())))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw StartException.options("The " + source
                    + " is not text in UTF-8; a secret is text, such as openssl rand -base64 48"
                    + " makes, and keys are JSON.");
        } catch (NoSuchFileException e) {
            throw StartException.options("The " + source + " does not exist.");
        } catch (IOException e) {
            throw StartException.options(
                    "The " + source + " cannot be read: " + FileProblems.describe(e) + ".");
        }
    }

    /** Names where it comes from, and never what it is. */
    @Override
    public String toString() {
        return source;
    }
}
