package dev.widgets.cli.console;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a command sees of the world, apart from its arguments.
 *
 * @param variables the environment variables
 * @param home the user's home folder
 * @param user the user's name in the operating system
 * @param out where results go
 * @param err where everything else goes
 * @param colours whether results may be coloured
 * @param progressBars whether standard error is a terminal on which a line can be written anew
 */
public record CliEnvironment(
        Map<String, String> variables,
        Path home,
        String user,
        PrintStream out,
        PrintStream err,
        boolean colours,
        boolean progressBars) {

    private static final int BUFFER = 1 << 16;

    /** Variables that may also be given by a file, which the same name with _FILE names. */
    private static final Set<String> SECRETS = Set.of(
            "PGPASSWORD", "WIDGETS_AUTHENTICATOR_PASSWORD", "WIDGETS_JWKS", "WIDGETS_JWT_SECRET");

    /** Those of this process, which writes UTF-8 whatever its locale is. */
    public static CliEnvironment ofProcess() {
        Map<String, String> variables = System.getenv();
        return new CliEnvironment(
                variables,
                Path.of(variables.getOrDefault("HOME", System.getProperty("user.home", "."))),
                System.getProperty("user.name", ""),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                allowsColours(variables) && isTerminal(1),
                isSmart(variables) && isTerminal(2));
    }

    /**
     * Returns a variable, absent if it is empty. Where {@code PGPASSWORD} or another secret is not
     * set, it is read from the file that {@code PGPASSWORD_FILE} names.
     */
    public Optional<String> variable(String name) {
        Optional<String> value = plain(name);
        return value.isPresent() || !SECRETS.contains(name)
                ? value
                : plain(name + "_FILE").map(file -> content(name + "_FILE", file));
    }

    private Optional<String> plain(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    private static String content(String name, String file) {
        try {
            return Files.readString(Path.of(file)).stripTrailing();
        } catch (IOException e) {
            throw CommandException.usage(
                    "The file of " + name + " cannot be read: " + Failures.describe(e));
        }
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER),
                descriptor == FileDescriptor.err,
                StandardCharsets.UTF_8);
    }

    private static boolean allowsColours(Map<String, String> variables) {
        return variables.getOrDefault("NO_COLOR", "").isEmpty() && isSmart(variables);
    }

    private static boolean isSmart(Map<String, String> variables) {
        return !variables.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /**
     * Java tells of a console only where both standard input and output are one, and from 22 on
     * always.
     */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return Runtime.version().feature() < 22 && System.console() != null;
        }
    }
}
