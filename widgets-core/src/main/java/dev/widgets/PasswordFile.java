package dev.widgets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A password file such as {@code ~/.pgpass}, read by the rules of libpq: lines of
 * {@code host:port:database:user:password}, {@code *} for any value, a backslash before a colon or
 * a backslash. Shorter lines match nothing. A file that others may read is ignored.
 *
 * @param path the file, which need not exist
 */
record PasswordFile(Path path) {

    /** The property with the path of the file, as libpq names it. */
    static final String PASSFILE = "passfile";

    private static final int FIELDS = 5;
    private static final Set<String> DEFAULT_SOCKETS = Set.of("/var/run/postgresql", "/tmp");

    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    /** Returns why the file is ignored, or nothing if it is used or does not exist. */
    Optional<String> problem() {
        try {
            if (Files.notExists(path)) {
                return Optional.empty();
            }
            if (!Files.isRegularFile(path)) {
                return Optional.of("password file " + path + " is not a file and is ignored.");
            }
            return Files.getFileStore(path).supportsFileAttributeView("posix")
                            && Files.getPosixFilePermissions(path).stream()
                                    .anyMatch(OF_OTHERS::contains)
                    ? Optional.of("password file " + path
                            + " is ignored because others may access it; run chmod 600 on it.")
                    : Optional.empty();
        } catch (IOException | SecurityException e) {
            return unreadable();
        }
    }

    private Optional<String> unreadable() {
        return Optional.of("password file " + path + " cannot be read and is ignored.");
    }

    /** Returns the password of the first line that matches. */
    Optional<String> password(HostAddress server, String database, String user) {
        if (problem().isPresent() || !Files.isReadable(path)) {
            return Optional.empty();
        }
        List<String> wanted = List.of(String.valueOf(server.port()), database, user);
        for (String line : lines()) {
            List<String> fields = fields(line);
            if (fields.size() >= FIELDS
                    && isHost(fields.get(0), server.host())
                    && isAll(fields.subList(1, FIELDS - 1), wanted)) {
                return Optional.of(unescaped(fields.get(FIELDS - 1)));
            }
        }
        return Optional.empty();
    }

    /** A default folder of sockets is called localhost as well. */
    private static boolean isHost(String field, String host) {
        return is(field, host) || (DEFAULT_SOCKETS.contains(host) && is(field, "localhost"));
    }

    private List<String> lines() {
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean isAll(List<String> fields, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!is(fields.get(i), wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean is(String field, String wanted) {
        return field.equals("*") || unescaped(field).equals(wanted);
    }

    /** Splits a line at its colons, but not at those behind a backslash. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == ':') {
                fields.add(line.substring(start, i));
                start = i + 1;
            }
        }
        fields.add(line.substring(start));
        return fields;
    }

    private static String unescaped(String field) {
        return field.replaceAll("\\\\(.)", "$1");
    }
}
