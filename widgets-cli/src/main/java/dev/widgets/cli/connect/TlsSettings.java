package dev.widgets.cli.connect;

import dev.widgets.cli.console.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The settings of libpq for TLS.
 *
 * @param settings all settings, by keyword
 * @param home the folder of the default files, below {@code .postgresql}
 */
record TlsSettings(Map<String, String> settings, Path home) {

    static final Set<String> KEYWORDS = Set.of(
            "sslmode",
            "sslrootcert",
            "sslcert",
            "sslkey",
            "sslpassword",
            "ssl_min_protocol_version",
            "ssl_max_protocol_version");

    private static final List<String> MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /** Formats that only the driver's own factory reads. */
    private static final String BINARY_KEY = "(?i).*\\.(p12|pfx|pk8|der)";

    void addTo(Properties properties) {
        String root = settings.getOrDefault("sslrootcert", "");
        String mode =
                settings.getOrDefault("sslmode", root.equals("system") ? "verify-full" : "prefer");
        if (!MODES.contains(mode)) {
            throw CommandException.usage(
                    "sslmode must be one of " + MODES + ", not '" + mode + "'.");
        }
        Optional<String> authorities =
                root.equals("system") ? Optional.of(root) : file("sslrootcert", "root.crt");
        if (mode.equals("require") && authorities.isPresent()) {
            // as libpq does: certificates of authorities that are there are used
            mode = "verify-ca";
        }
        properties.setProperty("sslmode", mode);
        if (mode.equals("disable")) {
            return;
        }
        set(properties, "sslcert", file("sslcert", "postgresql.crt"));
        set(properties, "sslkey", file("sslkey", "postgresql.key"));
        set(properties, "sslpassword", Optional.ofNullable(settings.get("sslpassword")));
        set(
                properties,
                "sslrootcert",
                authorities.or(() -> Optional.ofNullable(settings.get("sslrootcert"))
                        .or(() -> Optional.of(path("root.crt").toString()))));
        if (!properties.getProperty("sslkey", "").matches(BINARY_KEY)) {
            properties.setProperty("sslfactory", LibpqTls.class.getName());
            protocol(properties, "ssl_min_protocol_version");
            protocol(properties, "ssl_max_protocol_version");
        }
    }

    private void protocol(Properties properties, String keyword) {
        String version = settings.get(keyword);
        if (version != null) {
            if (!LibpqTls.PROTOCOLS.contains(version)) {
                throw CommandException.usage(keyword + " must be one of " + LibpqTls.PROTOCOLS
                        + ", not '" + version + "'.");
            }
            properties.setProperty(keyword, version);
        }
    }

    private static void set(Properties properties, String name, Optional<String> value) {
        value.ifPresent(text -> properties.setProperty(name, text));
    }

    /** Returns the file of a setting, or the default file, if it exists. */
    private Optional<String> file(String keyword, String usual) {
        String named = settings.get(keyword);
        if (named != null) {
            return keyword.equals("sslrootcert") && !Files.exists(Path.of(named))
                    ? Optional.empty()
                    : Optional.of(named);
        }
        return Optional.of(path(usual)).filter(Files::exists).map(Path::toString);
    }

    private Path path(String name) {
        return home.resolve(".postgresql").resolve(name);
    }
}
