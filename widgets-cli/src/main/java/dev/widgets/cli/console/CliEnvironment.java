package dev.widgets.cli.console;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * The environment of a command, apart from its arguments.
 *
 * @param variables the environment variables
 * @param homeFolder the path of the user's home folder
 * @param userName the user's name in the operating system, or "?" if there is none
 * @param out standard output, for results
 * @param err standard error, for everything else
 * @param colours whether results may have colours
 * @param terminal whether standard output is a terminal
 * @param progressBars whether standard error is a terminal on which a line can be updated
 * @param columns the current width of the terminal in columns
 */
public record CliEnvironment(
        Map<String, String> variables,
        String homeFolder,
        String userName,
        PrintStream out,
        PrintStream err,
        boolean colours,
        boolean terminal,
        boolean progressBars,
        IntSupplier columns) {

    private static final int BUFFER = 1 << 16;

    /** The name that Java gives to what the operating system does not know. */
    private static final String UNKNOWN = "?";

    /** Variables whose value may also come from a file, which the same name with _FILE names. */
    private static final Set<String> SECRETS = Set.of(
            "PGPASSWORD", "WIDGETS_AUTHENTICATOR_PASSWORD", "WIDGETS_JWKS", "WIDGETS_JWT_SECRET");

    /** Returns the environment of this process, which writes UTF-8 in every locale. */
    public static CliEnvironment ofProcess() {
        Map<String, String> variables = ProcessVariables.read();
        boolean terminal = isTerminal(1);
        return new CliEnvironment(
                variables,
                variables.getOrDefault("HOME", System.getProperty("user.home", UNKNOWN)),
                System.getProperty("user.name", UNKNOWN),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                allowsColours(variables) && terminal,
                terminal,
                isSmart(variables) && isTerminal(2),
                new TerminalSize());
    }

    /** Returns the layout of results. */
    public Layout layout() {
        return terminal ? Layout.terminal(colours, columns.getAsInt()) : Layout.PLAIN;
    }

    /** Returns the home folder. */
    public Path home() {
        if (homeFolder.isEmpty() || homeFolder.equals(UNKNOWN)) {
            throw CommandException.usage("The home folder is unknown; set HOME to a folder.");
        }
        try {
            return Path.of(homeFolder);
        } catch (InvalidPathException e) {
            throw CommandException.usage("The path of the home folder has characters that this"
                    + " locale lacks; set LC_ALL=C.UTF-8.");
        }
    }

    /** Returns the user's name in the operating system. */
    public String user() {
        if (userName.isEmpty() || userName.equals(UNKNOWN)) {
            throw CommandException.usage(
                    "The operating system has no name for this user; set PGUSER to the user of the"
                            + " database.");
        }
        return userName;
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
                    "Cannot read the file of " + name + ": " + Failures.describe(e));
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
     * Looks at the file descriptor, because Java reports a console only if both standard input and
     * output are one, and always from version 22 on.
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
