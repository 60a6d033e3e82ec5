package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations of HAProxy. */
class ProxyConfigTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"compose/haproxy.cfg", "haproxy/haproxy.cfg", "haproxy/haproxy-replicas.cfg"
            })
    void haproxy_accepts_it(String file) throws IOException {
        Tool.assumeThere("haproxy");
        Path config = Files.writeString(
                folder.resolve("haproxy.cfg"),
                Tool.read(file)
                        .replace("/etc/haproxy/widgets.pem", certificate())
                        .replace("  user haproxy\n  group haproxy\n", ""));
        String haproxy = Tool.find("haproxy").orElseThrow().toString();
        Tool.Result result =
                Tool.run(folder, haproxy, "-c", "-f", config.toString()).succeeded();
        assertThat(result.errors().lines())
                .filteredOn(line -> line.contains("[WARNING]") || line.contains("[ALERT]"))
                .allMatch(line -> line.contains("could not resolve address 'serve-"));
    }

    /** A key with its certificate, as HAProxy reads them. */
    private String certificate() throws IOException {
        Tool.assumeThere("openssl");
        Tool.run(
                        folder,
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-subj",
                        "/CN=widgets.example",
                        "-keyout",
                        "key.pem",
                        "-out",
                        "cert.pem")
                .succeeded();
        Path both = folder.resolve("widgets.pem");
        Files.writeString(
                both,
                Files.readString(folder.resolve("cert.pem"))
                        + Files.readString(folder.resolve("key.pem")));
        return both.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"compose/haproxy.cfg", "haproxy/haproxy.cfg", "haproxy/haproxy-replicas.cfg"
            })
    void only_what_was_not_delivered_is_sent_again(String file) {
        assertThat(Tool.read(file).lines().map(String::strip))
                .filteredOn(line -> line.startsWith("retry-on"))
                .containsExactly("retry-on conn-failure");
    }

    @Test
    void both_treat_requests_alike() {
        assertThat(defaults("haproxy/haproxy.cfg")).isEqualTo(defaults("compose/haproxy.cfg"));
    }

    private static String defaults(String file) {
        return Tool.read(file).replaceFirst("(?s).*\ndefaults\n(.*?)\nfrontend.*", "$1");
    }
}
