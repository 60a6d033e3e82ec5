package dev.widgets.distribution;

import static dev.widgets.distribution.Programs.STAGING;
import static dev.widgets.distribution.Programs.TOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What the profile deploys meets the requirements of Maven Central. */
class StagedRepositoryTest {

    private static final List<String> SUMS = List.of(".md5", ".sha1");

    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    @Test
    void the_libraries_and_their_bom_are_published_and_nothing_else() throws IOException {
        try (Stream<Path> modules = Files.list(STAGING.resolve("dev/widgets"))) {
            assertThat(modules.map(module -> module.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "widgets-bom", "widgets-core", "widgets-spring-boot-starter");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"widgets-bom", "widgets-core", "widgets-spring-boot-starter"})
    void the_pom_of_a_library_has_what_central_demands(String module) throws Exception {
        Document pom = pom(module);
        for (String element : List.of(
                "groupId",
                "artifactId",
                "version",
                "name",
                "description",
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "developers/developer/organization",
                "developers/developer/organizationUrl",
                "scm/connection",
                "scm/developerConnection",
                "scm/url")) {
            assertThat(text(pom, "/project/" + element)).as(element).isNotBlank();
        }
        assertThat(text(pom, "/project/url")).isEqualTo("https://widgets.dev");
        assertThat(text(pom, "/project/scm/url"))
                .isEqualTo("https://github.com/widgets-dev/widgets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"widgets-bom", "widgets-core", "widgets-spring-boot-starter"})
    void the_pom_of_a_library_is_complete_without_a_parent(String module) throws Exception {
        Document pom = pom(module);
        for (String element : List.of("parent", "repositories", "build", "modules")) {
            assertThat(nodes(pom, "/project/" + element).getLength())
                    .as(element)
                    .isZero();
        }
        NodeList dependencies = nodes(pom, "//dependency");
        for (int i = 1; i <= dependencies.getLength(); i++) {
            String dependency = "(//dependency)[" + i + "]";
            assertThat(text(pom, dependency + "/version"))
                    .as(text(pom, dependency + "/artifactId"))
                    .isNotBlank();
            assertThat(text(pom, dependency + "/scope")).isNotEqualTo("test");
        }
    }

    @Test
    void the_bom_lists_the_libraries_of_this_version_only() throws Exception {
        NodeList managed = nodes(pom("widgets-bom"), "//dependencyManagement//artifactId/text()");
        assertThat(List.of(managed.item(0).getNodeValue(), managed.item(1).getNodeValue()))
                .containsExactly("widgets-core", "widgets-spring-boot-starter");
        assertThat(managed.getLength()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"widgets-core", "widgets-spring-boot-starter"})
    void a_library_comes_with_sources_javadoc_and_a_bill_of_materials(String module)
            throws IOException {
        for (Map.Entry<String, String> jar : List.of(
                entry(".jar", "META-INF/MANIFEST.MF"),
                entry("-sources.jar", "META-INF/MANIFEST.MF"),
                entry("-javadoc.jar", "index.html"))) {
            try (ZipFile zip = new ZipFile(file(module, jar.getKey()).toFile())) {
                assertThat(zip.getEntry(jar.getValue())).as(zip.getName()).isNotNull();
                assertThat(zip.size()).as(zip.getName()).isGreaterThan(5);
            }
        }
        assertThat(file(module, "-cyclonedx.json"))
                .content()
                .contains("\"bomFormat\" : \"CycloneDX\"")
                .contains("pkg:maven/org.slf4j/slf4j-api@");
    }

    @Test
    void every_file_has_checksums_that_are_right() throws Exception {
        for (Path file : signed()) {
            for (String sum : SUMS) {
                assertThat(Path.of(file + sum))
                        .as(file + sum)
                        .content()
                        .isEqualTo(digest(file, sum));
            }
        }
    }

    @Test
    void every_file_has_a_signature_that_is_right() throws IOException {
        Path home = Files.createTempDirectory("gnupg");
        Map<String, String> own = Programs.property("widgets.signer").equals("bc")
                ? Map.of("GNUPGHOME", home.toString())
                : Map.of();
        try {
            if (!own.isEmpty()) {
                gpg(own, "--import", TOP.resolve("target/throwaway-key.asc").toString());
            }
            for (Path file : signed()) {
                gpg(own, "--verify", file + ".asc", file.toString());
            }
        } finally {
            Programs.run(TOP, own, List.of("gpgconf", "--kill", "all"));
            Programs.run(TOP, "rm", "-rf", home.toString());
        }
    }

    private static void gpg(Map<String, String> variables, String... arguments) {
        List<String> command =
                Stream.concat(Stream.of("gpg", "--batch"), Stream.of(arguments)).toList();
        Programs.run(TOP, variables, command).succeeded();
    }

    private static Document pom(String module) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file(module, ".pom").toFile());
    }

    private static String text(Document pom, String path) throws Exception {
        return XPATH.evaluate(path, pom);
    }

    private static NodeList nodes(Document pom, String path) throws Exception {
        return (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
    }

    /**
     * The file of a module that ends in a suffix; the time in the name of a snapshot is unknown.
     */
    private static Path file(String module, String suffix) throws IOException {
        String name = module + "-\\d[\\d.-]*" + suffix.replace(".", "\\.");
        return files().stream()
                .filter(file -> file.getFileName().toString().matches(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(module + " has no " + suffix));
    }

    /** Everything but signatures, which Central wants no checksums of. */
    private static List<Path> signed() throws IOException {
        List<Path> signed = files().stream()
                .filter(file -> !file.toString().endsWith(".asc"))
                .toList();
        assertThat(signed).hasSizeGreaterThanOrEqualTo(13);
        return signed;
    }

    /** Everything but checksums and the repository's own index. */
    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(STAGING)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("maven-metadata"))
                    .filter(file -> SUMS.stream().noneMatch(file.toString()::endsWith))
                    .toList();
        }
    }

    private static String digest(Path file, String suffix)
            throws IOException, NoSuchAlgorithmException {
        String algorithm = suffix.equals(".md5") ? "MD5" : "SHA-1";
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
    }
}
