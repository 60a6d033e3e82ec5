package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Modifier;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** A host with another pool may exclude HikariCP. */
@Tag("once")
class WithoutHikariTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static URLClassLoader loader() {
        return HostClassPath.of(path -> !path.toString().contains("HikariCP"));
    }

    /** What a host does with the library; loaded without HikariCP. */
    static final class Host implements Consumer<List<String>> {

        @Override
        public void accept(List<String> server) {
            PGSimpleDataSource pool = dataSource(server);
            PGSimpleDataSource readOnly = dataSource(server);
            readOnly.setOptions("-c default_transaction_read_only=on");
            WidgetSchema.over(pool).validate();
            WidgetRepository widgets = WidgetRepository.over(pool);
            widgets.add("a", "", Ports.parse("P"));
            assertThatExceptionOfType(FailedException.class)
                    .isThrownBy(() -> WidgetRepository.over(readOnly).remove("a"))
                    .withMessageContaining("read-only");
            try (WidgetCoalescer coalescer = WidgetCoalescer.open(pool)) {
                coalescer.add("b", "", Ports.parse("P")).join();
                coalescer.blocking().associate("a", "b", PortType.P);
            }
            assertThat(WidgetTopology.over(pool).component("a", 10).widgets()).isEqualTo(2);
            assertThat(WidgetAdministration.over(pool).checkIntegrity()).isEmpty();
            DataSource connections = WidgetPool.connections(
                    "jdbc:postgresql://localhost/x", new Properties(), TimeLimits.DEFAULT);
            assertThat(connections).isNotNull();
        }

        private static PGSimpleDataSource dataSource(List<String> server) {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setUrl(server.get(0));
            dataSource.setUser(server.get(1));
            dataSource.setPassword(server.get(2));
            return dataSource;
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void the_library_works() throws Exception {
        try (URLClassLoader loader = loader()) {
            var constructor = loader.loadClass(Host.class.getName()).getDeclaredConstructor();
            constructor.setAccessible(true);
            ((Consumer<List<String>>) constructor.newInstance())
                    .accept(List.of(database.url(), database.user(), database.password()));
        }
        database.assertSound();
    }

    @Test
    void only_the_class_that_opens_a_pool_names_it() throws Exception {
        Path folder = Path.of(WidgetSchema.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> names;
        try (Stream<Path> files = Files.list(folder.resolve("dev/widgets"))) {
            names = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                    .map(file -> "dev.widgets." + file.replace(".class", ""))
                    .toList();
        }
        try (URLClassLoader loader = loader()) {
            List<String> broken = names.stream()
                    .filter(name -> isPublic(loader, name) && !hasSignatures(loader, name))
                    .toList();
            assertThat(names).hasSizeGreaterThan(100);
            assertThat(broken).containsExactly(WidgetPool.class.getName());
        }
    }

    private static boolean isPublic(ClassLoader loader, String name) {
        try {
            return Modifier.isPublic(Class.forName(name, false, loader).getModifiers());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean hasSignatures(ClassLoader loader, String name) {
        try {
            Class<?> one = Class.forName(name, false, loader);
            return one.getMethods().length + one.getConstructors().length >= 0;
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            return false;
        }
    }
}
