package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.widgets.cli.fixture.CommandProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeTlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    /** A key store with a certificate of its own making, for this machine. */
    private Path keyStore(String name) throws Exception {
        return keyStore(name, "san=ip:127.0.0.1");
    }

    private Path keyStore(String name, String extension) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-J-XX:+UseSerialGC",
                        "-genkeypair",
                        "-alias",
                        "serve",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        extension,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return file;
    }

    private static KeyStore load(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        }
    }

    private static void writePem(Path keyStore, Path certificate, Path key) throws Exception {
        KeyStore store = load(keyStore);
        Files.writeString(
                certificate, pem("CERTIFICATE", store.getCertificate("serve").getEncoded()));
        Files.writeString(
                key,
                pem("PRIVATE KEY", store.getKey("serve", PASSWORD.toCharArray()).getEncoded()));
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes)
                + "\n-----END " + what + "-----\n";
    }

    private static HttpClient client(Path... trusted) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        for (Path file : trusted) {
            trust.setCertificateEntry(
                    file.getFileName().toString(), load(file).getCertificate("serve"));
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static HttpResponse<String> get(HttpClient client, String url)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url + "/rpc/get_widget?serial_number=none"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String subject(HttpResponse<String> answer) throws Exception {
        return ((X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    @Test
    void https_speaks_http_2_and_reads_a_new_certificate() throws Exception {
        Path first = keyStore("first");
        Path second = keyStore("second");
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        writePem(first, certificate, key);
        try (Served served =
                Served.start("--tls-cert", certificate.toString(), "--tls-key", key.toString())) {
            assertThat(served.url()).startsWith("https://");
            HttpResponse<String> answer = get(client(first), served.url());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(subject(answer)).isEqualTo("CN=first");

            Files.writeString(key, "no key");
            CommandProcess.await(
                    "the new one is refused",
                    () -> served.notices().stream()
                            .anyMatch(text -> text.contains("old one stays in use")));
            assertThat(subject(get(client(first), served.url()))).isEqualTo("CN=first");

            writePem(second, certificate, folder.resolve("other-key.pem"));
            writePem(first, folder.resolve("other-cert.pem"), key);
            CommandProcess.await(
                    "two that do not belong together are refused",
                    () -> served.notices().stream()
                            .anyMatch(text -> text.contains("belongs to none")));
            assertThat(subject(get(client(first), served.url()))).isEqualTo("CN=first");

            writePem(second, certificate, key);
            CommandProcess.await(
                    "the new one is read",
                    () -> served.notices().contains("The certificate was reloaded."));
            assertThat(subject(get(client(second), served.url()))).isEqualTo("CN=second");
        }
    }

    @Test
    void https_takes_a_key_store() throws Exception {
        Path store = keyStore("store");
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        try (Served served = Served.start(
                "--tls-keystore", store.toString(), "--tls-password-file", password.toString())) {
            assertThat(get(client(store), served.url()).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void a_name_that_is_not_in_the_certificate_is_the_clients_affair() throws Exception {
        Path store = keyStore("elsewhere", "san=dns:elsewhere.example");
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        try (Served served = Served.start(
                "--tls-keystore", store.toString(), "--tls-password-file", password.toString())) {
            SSLContext trusting = SSLContext.getInstance("TLS");
            trusting.init(null, new TrustManager[] {new Anyone()}, null);
            HttpClient client = HttpClient.newBuilder().sslContext(trusting).build();
            assertThat(get(client, served.url()).statusCode()).isEqualTo(404);
        }
    }

    /** Trusts everyone, under any name. */
    private static final class Anyone extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void a_handshake_that_comes_byte_by_byte_is_cut() throws Exception {
        Path store = keyStore("slow");
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        try (Served served = Served.start(
                        "--tls-keystore",
                        store.toString(),
                        "--tls-password-file",
                        password.toString(),
                        "--send-timeout",
                        "1s");
                RawHttp http = new RawHttp(served.url())) {
            // the head of a record of 512 bytes, of which a few come
            http.send(new byte[] {0x16, 3, 1, 2, 0});
            CommandProcess.await("it is cut", () -> {
                http.send("x");
                return served.metrics().contains("widgets_http_problems_total{code=\"cut\"}");
            });
            assertThat(http.readAll()).doesNotContain("Read timed out");
        }
    }

    @Test
    void plain_http_speaks_http_2_as_well() throws Exception {
        try (Served served = Served.start()) {
            HttpResponse<String> answer = get(HttpClient.newHttpClient(), served.url());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void a_certificate_that_cannot_be_used_is_said_at_the_start() throws Exception {
        Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing");
        assertThatThrownBy(() -> Served.start(
                        "--tls-cert", nothing.toString(), "--tls-key", nothing.toString()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("nothing.pem");
        assertThatThrownBy(() -> Served.start(
                        "--tls-cert",
                        folder.resolve("missing.pem").toString(),
                        "--tls-key",
                        nothing.toString()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("there is no file")
                .hasMessageContaining("missing.pem");
    }
}
