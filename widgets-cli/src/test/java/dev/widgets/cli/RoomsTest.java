package dev.widgets.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.MessageFormat;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The packages of the command line, and which of them may use which. */
class RoomsTest {

    private static final String ROOT = "dev.widgets.cli";
    private static final List<String> BELOW = List.of("database", "embedded", "connect", "console");

    /** The packages that each package may use, besides {@code dev.widgets} and libraries. */
    private static final Map<String, List<String>> ALLOWED = Map.ofEntries(
            Map.entry("console", List.of()),
            Map.entry("connect", List.of("console")),
            Map.entry("embedded", List.of("connect", "console")),
            Map.entry("database", List.of("embedded", "connect", "console")),
            Map.entry("registry", BELOW),
            Map.entry("backup", BELOW),
            Map.entry("graph", BELOW),
            Map.entry("help", BELOW),
            Map.entry("seed", BELOW),
            Map.entry(
                    "serve",
                    Stream.concat(BELOW.stream(), Stream.of("serve.query")).toList()),
            Map.entry("serve.query", List.of()),
            Map.entry("doctor", BELOW),
            Map.entry("torture", BELOW),
            Map.entry("transfer", BELOW),
            // The benchmark seeds its widgets and shows the progress.
            Map.entry("bench", Stream.concat(BELOW.stream(), Stream.of("seed")).toList()));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // the tests of the library, which come as a jar
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.widgets");

    @Test
    void every_package_of_the_command_line_has_its_place_in_the_table() {
        Set<String> packages = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (type.getPackageName().startsWith(ROOT + ".")) {
                packages.add(type.getPackageName().substring(ROOT.length() + 1));
            }
        }
        assertThat(packages).isEqualTo(new TreeSet<>(ALLOWED.keySet()));
    }

    @TestFactory
    Stream<DynamicTest> each_room_uses_only_the_rooms_below_it() {
        return new TreeMap<>(ALLOWED)
                .entrySet().stream()
                        .map(room -> DynamicTest.dynamicTest(
                                room.getKey(), () -> mayUseOnly(room.getKey(), room.getValue())));
    }

    private static void mayUseOnly(String room, List<String> allowed) {
        DescribedPredicate<JavaClass> elsewhere = resideInAPackage(ROOT + "..")
                .and(not(resideInAPackage(ROOT + "." + room)))
                .as("another room than " + allowed);
        for (String other : allowed) {
            elsewhere = elsewhere.and(not(resideInAPackage(ROOT + "." + other)));
        }
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room)
                .should()
                .dependOnClassesThat(elsewhere.as("classes of rooms other than " + allowed))
                .check(CLASSES);
    }

    @Test
    void no_circle_of_packages_exists() {
        slices().matching("dev.widgets.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** The HTTP service could be extracted from the program as a whole. */
    @Test
    void the_service_itself_knows_nothing_of_the_command_line() {
        noClasses()
                .that(resideInAPackage(ROOT + ".serve").and(not(isPartOfACommand())))
                .should()
                .dependOnClassesThat(isPartOfACommand()
                        .or(resideInAPackage("picocli.."))
                        .or(resideInAPackage(ROOT + ".database"))
                        .or(resideInAPackage(ROOT + ".embedded")))
                .check(CLASSES);
    }

    @Test
    void only_commands_mixins_help_and_the_root_know_picocli() {
        classes()
                .that(not(isPartOfACommand())
                        .and(not(resideInAPackage(ROOT)))
                        .and(not(resideInAPackage(ROOT + ".help"))))
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("picocli..")))
                .check(CLASSES);
    }

    /** Some locales have digits of their own, which neither SQL nor Java reads. */
    @Test
    void nothing_is_formatted_by_the_locale_of_the_machine() {
        noClasses()
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(PrintStream.class, "printf", String.class, Object[].class)
                .orShould()
                .callMethod(PrintStream.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(PrintWriter.class, "printf", String.class, Object[].class)
                .orShould()
                .callMethod(PrintWriter.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
                .orShould()
                .callMethod(MessageFormat.class, "format", String.class, Object[].class)
                .orShould()
                .callConstructor(DecimalFormat.class, String.class)
                .check(CLASSES);
    }

    /** Commands and their option classes, with nested classes. */
    private static DescribedPredicate<JavaClass> isPartOfACommand() {
        return DescribedPredicate.describe("are commands or mixins", type -> {
            String name = type.getName().replaceFirst("\\$.*", "");
            return name.endsWith("Command") || name.endsWith("Mixin");
        });
    }
}
