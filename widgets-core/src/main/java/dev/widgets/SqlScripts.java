package dev.widgets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** The SQL that the library contains: the files of {@code sql/}. */
final class SqlScripts {

    private static final String FOLDER = "dev/widgets/sql";
    private static final List<String> SUBFOLDERS = List.of("migrations", "functions");

    @SuppressWarnings("InlineFormatString")
    private static final String HEADER = """
            -- The complete schema of widgets, release %d, for an empty database:
            -- psql -v ON_ERROR_STOP=1 -f FILE
            begin;

            """;

    /** The table of Flyway, so that it can upgrade the schema later. */
    private static final String HISTORY = """
            -- The history of migrations, as the library writes it.
            create table widgets_store.schema_history (
              installed_rank integer not null,
              version varchar(50),
              description varchar(200) not null,
              type varchar(20) not null,
              script varchar(1000) not null,
              checksum integer,
              installed_by varchar(100) not null,
              installed_on timestamp not null default now(),
              execution_time integer not null,
              success boolean not null,
              constraint schema_history_pk primary key (installed_rank)
            );
            create index schema_history_s_idx on widgets_store.schema_history (success);

            """;

    @SuppressWarnings("InlineFormatString")
    private static final String HISTORY_ROW = """
            insert into widgets_store.schema_history
            values (%d, %s, '%s', 'SQL', '%s', %d, current_user, now(), 0, true);
            """;

    private static final String FOOTER = """

            commit;

            notify pgrst, 'reload schema';
            """;

    private SqlScripts() {}

    /** Returns the folders of the scripts that Flyway runs; other scripts are not in them. */
    static String[] locations() {
        return SUBFOLDERS.stream()
                .map(subfolder -> "classpath:" + FOLDER + "/" + subfolder)
                .toArray(String[]::new);
    }

    /** Returns the scripts of all functions and views, each of which replaces one. */
    static List<String> functions() {
        return list("functions").stream().map(SqlScripts::read).toList();
    }

    /** Returns the scripts of the views over the table of widgets. */
    static List<String> views() {
        return List.of(read("functions/R__view_slots.sql"), read("functions/R__view_widgets.sql"));
    }

    static String roles() {
        return read("roles.sql");
    }

    /** Returns the script of an optional index, such as {@code name}. */
    static String index(String name) {
        return read("indexes/" + name + ".sql");
    }

    static String print() {
        StringBuilder script =
                new StringBuilder(String.format(Locale.ROOT, HEADER, WidgetSchema.RELEASE));
        StringBuilder history = new StringBuilder(HISTORY);
        int rank = 0;
        for (String file : Stream.of("migrations", "functions")
                .flatMap(f -> list(f).stream())
                .toList()) {
            String text = read(file);
            rank++;
            script.append("-- ").append(file).append("\n\n").append(text).append('\n');
            history.append(historyRow(rank, file, text));
        }
        return script.append(history).append(FOOTER).toString();
    }

    /**
     * Returns the row for a file such as {@code migrations/V1__registry.sql} or
     * {@code functions/R__add_widget.sql}.
     */
    private static String historyRow(int rank, String file, String text) {
        String name = file.substring(file.indexOf('/') + 1, file.length() - ".sql".length());
        String version = version(name).isEmpty() ? "null" : "'" + version(name) + "'";
        String description = name.substring(name.indexOf("__") + 2).replace('_', ' ');
        return String.format(
                Locale.ROOT,
                HISTORY_ROW,
                rank,
                version,
                description,
                name + ".sql",
                checksum(text));
    }

    /** Returns the version of a script such as {@code V1__registry}, empty if it is repeatable. */
    private static String version(String name) {
        return name.substring(1, name.indexOf("__")).replace('_', '.');
    }

    /** Returns the checksums of the migrations that Flyway computes, by version. */
    static Map<String, Integer> checksums() {
        return list("migrations").stream()
                .collect(Collectors.toMap(
                        file -> version(file.substring(file.indexOf('/') + 1)),
                        file -> checksum(read(file))));
    }

    /** Returns the checksum that Flyway computes: CRC-32 of the lines without their ends. */
    private static int checksum(String text) {
        CRC32 crc = new CRC32();
        new BufferedReader(new StringReader(text))
                .lines()
                .forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }

    private static List<String> list(String subfolder) {
        String folder = FOLDER + "/" + subfolder + "/";
        URL url = SqlScripts.class.getResource("/" + folder);
        if (url == null) {
            throw new IllegalStateException("The library was built without its SQL.");
        }
        try {
            // not a file system: the one of a jar is shared, and only one thread can open it
            if (url.openConnection() instanceof JarURLConnection connection) {
                connection.setUseCaches(false);
                try (JarFile jar = connection.getJarFile()) {
                    return sorted(
                            subfolder,
                            jar.stream()
                                    .map(ZipEntry::getName)
                                    .filter(name -> name.startsWith(folder) && !name.endsWith("/"))
                                    .map(name -> name.substring(folder.length())));
                }
            }
            try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
                return sorted(subfolder, files.map(Path::getFileName).map(Path::toString));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> sorted(String subfolder, Stream<String> names) {
        return names.map(name -> subfolder + "/" + name).sorted().toList();
    }

    private static String read(String file) {
        try (InputStream in = SqlScripts.class.getResourceAsStream("/" + FOLDER + "/" + file)) {
            if (in == null) {
                throw new IllegalStateException("The library was built without " + file + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
