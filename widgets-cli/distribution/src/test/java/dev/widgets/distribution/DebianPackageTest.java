package dev.widgets.distribution;

import static dev.widgets.distribution.Programs.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The package, alone and in a root that holds nothing but the packages it depends on. */
class DebianPackageTest {

    private static final Path PACKAGE = Programs.WORK.resolve("widgets_" + VERSION + "_amd64.deb");

    /** A program finds its libraries by /proc, which a root has while it is used. */
    private static final String IN_ROOT = """
            mount --bind "$0" "$0" && mount --rbind /proc "$0/proc" &&
              exec chroot --userspec=1000:1000 "$0" /usr/bin/env -i \
              HOME=/home/user WIDGETS_JAVA_OPTS=-Xshare:on /usr/bin/widgets "$@"
            """;

    @Test
    void lintian_finds_no_error() {
        Programs.assumeInstalled("lintian");
        Programs.Result result = Programs.run(
                Programs.WORK,
                "lintian",
                "--allow-root",
                "--fail-on",
                "error",
                "--tag-display-limit",
                "0",
                PACKAGE.toString());
        assertThat(result.output()).doesNotContain("E: ");
        result.succeeded();
    }

    @Test
    void systemd_accepts_the_service_and_finds_it_exposed_to_little() throws IOException {
        Programs.assumeInstalled("systemd-analyze");
        Path unit = Programs.emptyFolder("units").resolve("widgets.service");
        Path packaged = Programs.WORK.resolve("deb/usr/lib/systemd/system/widgets.service");
        String text = Files.readString(packaged);
        assertThat(text)
                .contains("EnvironmentFile=/etc/default/widgets\n")
                .contains("ExecStart=/usr/lib/widgets/java/bin/java -XX:SharedArchiveFile=")
                .contains(" -jar /usr/lib/widgets/widgets.jar serve\n");
        String java = Programs.WORK.resolve("image/lib/java/bin/java").toString();
        Files.writeString(unit, text.replace("/usr/lib/widgets/java/bin/java", java));
        Programs.Result verified = Programs.run(
                unit.getParent(), "systemd-analyze", "verify", "--man=no", unit.toString());
        assertThat(verified.succeeded().output()).isEmpty();
        Programs.run(
                        unit.getParent(),
                        "systemd-analyze",
                        "security",
                        "--offline=true",
                        "--threshold=20",
                        unit.toString())
                .succeeded();
    }

    @Test
    void the_package_is_installed_run_and_purged_in_a_clean_root() throws IOException {
        Programs.assumeInstalled("dpkg");
        Programs.assume("root".equals(System.getProperty("user.name")), "only root may chroot");
        Path root = Files.createTempDirectory("root");
        try {
            Programs.run(Programs.WORK, "../src/test/scripts/clean-root.sh", root.toString())
                    .succeeded();
            dpkg(root, "--install", PACKAGE.toString());
            assertInstalled(root);
            assertRuns(root);
            Files.writeString(root.resolve("etc/widgets/password"), "secret");
            dpkg(root, "--remove", "widgets");
            assertThat(root.resolve("usr/lib/widgets")).doesNotExist();
            assertThat(root.resolve("etc/widgets/password")).exists();
            dpkg(root, "--purge", "widgets");
            assertThat(root.resolve("etc/widgets")).doesNotExist();
            assertThat(root.resolve("etc/default/widgets")).doesNotExist();
        } finally {
            Programs.run(Programs.WORK, "rm", "-rf", "--one-file-system", root.toString());
        }
    }

    private static void assertInstalled(Path root) {
        for (String file : List.of(
                "usr/share/man/man1/widgets-show.1.gz",
                "usr/share/bash-completion/completions/widgets",
                "usr/share/zsh/vendor-completions/_widgets",
                "usr/share/fish/vendor_completions.d/widgets.fish",
                "usr/lib/systemd/system/widgets.service",
                "usr/share/doc/widgets/copyright",
                "etc/default/widgets")) {
            assertThat(root.resolve(file)).exists();
        }
    }

    /** As a user, because initdb refuses to run as root and a chroot has no user namespaces. */
    private static void assertRuns(Path root) {
        assertThat(widgets(root, "--version").output()).startsWith("widgets " + VERSION);
        widgets(root, "add", "W-1", "Copper valve", "PQ");
        assertThat(widgets(root, "show", "W-1").output()).contains("Copper valve");
    }

    private static Programs.Result widgets(Path root, String... arguments) {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", IN_ROOT));
        command.add(root.toString());
        command.addAll(List.of(arguments));
        return Programs.run(root, Map.of(), command).succeeded();
    }

    private static void dpkg(Path root, String... arguments) {
        List<String> command = new ArrayList<>(List.of("dpkg", "--root=" + root));
        command.addAll(List.of(arguments));
        Programs.run(root, Map.of(), command).succeeded();
    }
}
