package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.launch.LaunchedClassLoader;
import org.springframework.boot.loader.net.protocol.Handlers;
import org.springframework.boot.loader.net.protocol.jar.JarUrl;

/** The library finds its SQL within a jar, and within a jar in the jar of an application. */
@Tag("once")
class NestedJarTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.withoutSchema();

    private static final String NESTED = "BOOT-INF/lib/widgets-core.jar";
    private static final int THREADS = 8;

    @TempDir
    private Path folder;

    @Test
    void in_a_jar() throws Exception {
        Path jar = Files.write(folder.resolve("widgets-core.jar"), library());
        try (URLClassLoader host = dependencies();
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {jar.toUri().toURL()}, host)) {
            assertPrinted(loader);
        }
    }

    @Test
    void in_a_jar_within_a_jar_of_spring_boot() throws Exception {
        byte[] library = library();
        Path application = folder.resolve("application.jar");
        try (OutputStream file = Files.newOutputStream(application);
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(stored(NESTED, library));
            jar.write(library);
        }
        Handlers.register();
        try (URLClassLoader host = dependencies();
                URLClassLoader loader = new LaunchedClassLoader(
                        false, new URL[] {JarUrl.create(application.toFile(), NESTED)}, host)) {
            assertPrinted(loader);
            Class<?> schema = loader.loadClass(WidgetSchema.class.getName());
            Object installed =
                    schema.getMethod("over", DataSource.class).invoke(null, database.dataSource());
            assertThat(schema.getMethod("migrate").invoke(installed))
                    .isEqualTo((int) WidgetSchema.print()
                            .lines()
                            .filter(line ->
                                    line.startsWith("insert into widgets_store.schema_history"))
                            .count());
        }
        WidgetSchema.over(database.dataSource()).validate();
    }

    /** Of what the library needs, but not the library. */
    private static URLClassLoader dependencies() {
        return HostClassPath.of(Files::isRegularFile);
    }

    private static void assertPrinted(ClassLoader loader) throws Exception {
        Class<?> schema = loader.loadClass(WidgetSchema.class.getName());
        assertThat(schema.getClassLoader()).isSameAs(loader);
        Callable<Object> print = () -> schema.getMethod("print").invoke(null);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Object>> all = new ArrayList<>();
            for (int i = 0; i < THREADS * 4; i++) {
                all.add(print);
            }
            for (Future<Object> printed : threads.invokeAll(all)) {
                assertThat(printed.get()).isEqualTo(WidgetSchema.print());
            }
        } finally {
            threads.shutdown();
        }
    }

    /** The classes and the SQL of the library as a jar, with entries for its folders. */
    private static byte[] library() throws Exception {
        Path classes = Path.of(WidgetSchema.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    (Iterable<Path>) files.filter(file -> !file.equals(classes))::iterator) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                if (Files.isDirectory(file)) {
                    jar.putNextEntry(new ZipEntry(name + "/"));
                } else {
                    jar.putNextEntry(new ZipEntry(name));
                    Files.copy(file, jar);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static ZipEntry stored(String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        return entry;
    }
}
