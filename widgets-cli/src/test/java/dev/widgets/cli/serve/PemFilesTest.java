package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and keys as they come from ACME clients, Kubernetes, openssl and people. */
class PemFilesTest {

    private static final String PASSWORD = "changeit";

    /** The lengths of what stands before the key in a PKCS#8 of RSA with 2048 bits. */
    private static final int BEFORE_RSA = 26;

    @TempDir
    static Path folder;

    private static String root;
    private static String issuer;
    private static String leaf;
    private static String stranger;

    @BeforeAll
    static void make() throws Exception {
        generate("root", "EC", "bc:c");
        generate("issuer", "EC", "bc:c");
        generate("leaf", "RSA", "san=dns:localhost");
        generate("stranger", "EC", "bc:c");
        root = exported("root");
        stranger = exported("stranger");
        issuer = signed("issuer", "root", "bc:c");
        // the issuer signs with its key, whose certificate in its store is not needed
        leaf = signed("leaf", "issuer", "san=dns:localhost");
    }

    private static String keytool(String alias, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC"));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of(
                "-alias",
                "serve",
                "-keystore",
                folder.resolve(alias + ".p12").toString(),
                "-storepass",
                PASSWORD));
        Path out = folder.resolve("out.pem");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isEqualTo(0);
        return Files.readString(out);
    }

    private static void generate(String name, String algorithm, String extension) throws Exception {
        keytool(
                name,
                "-genkeypair",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-ext",
                extension,
                "-storetype",
                "PKCS12");
    }

    private static String exported(String name) throws Exception {
        return keytool(name, "-exportcert", "-rfc");
    }

    private static String signed(String name, String by, String extension) throws Exception {
        Path request = folder.resolve(name + ".csr");
        Files.writeString(request, keytool(name, "-certreq"));
        return keytool(by, "-gencert", "-rfc", "-ext", extension, "-infile", request.toString());
    }

    private static byte[] pkcs8(String name) throws Exception {
        KeyStore store = KeyStore.getInstance(
                folder.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
        return store.getKey("serve", PASSWORD.toCharArray()).getEncoded();
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END " + what + "-----\n";
    }

    private static String key(String name) throws Exception {
        return pem("PRIVATE KEY", pkcs8(name));
    }

    /** SEC1 as openssl writes it, with the curve and its parameters in a block of their own. */
    private static String sec1(String name) throws Exception {
        KeyStore store = KeyStore.getInstance(
                folder.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
        ECPrivateKey key = (ECPrivateKey) store.getKey("serve", PASSWORD.toCharArray());
        int bytes = (key.getParams().getOrder().bitLength() + 7) / 8;
        byte[] number = new byte[bytes];
        byte[] magnitude = key.getS().toByteArray();
        int length = Math.min(bytes, magnitude.length);
        System.arraycopy(magnitude, magnitude.length - length, number, bytes - length, length);
        byte[] oid = bytes == 32
                ? new byte[] {6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 3, 1, 7}
                : new byte[] {6, 5, 0x2b, (byte) 0x81, 4, 0, 0x22};
        byte[] content = join(
                new byte[] {2, 1, 1, 4, (byte) bytes},
                number,
                new byte[] {(byte) 0xa0, (byte) oid.length},
                oid);
        return pem("EC PARAMETERS", oid)
                + pem("EC PRIVATE KEY", join(new byte[] {0x30, (byte) content.length}, content));
    }

    private static byte[] join(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static List<String> chain(String certificates, String key) throws IOException {
        Path first = Files.writeString(
                folder.resolve("cert.pem"), certificates, StandardCharsets.ISO_8859_1);
        Path second =
                Files.writeString(folder.resolve("key.pem"), key, StandardCharsets.ISO_8859_1);
        try {
            Certificate[] chain = PemFiles.read(first, second).getCertificateChain("serve");
            return Stream.of(chain)
                    .map(one ->
                            ((X509Certificate) one).getSubjectX500Principal().getName())
                    .toList();
        } catch (java.security.KeyStoreException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_chain_of_the_key_is_found_in_any_order_and_among_strangers() throws Exception {
        String key = key("leaf");
        List<String> whole = List.of("CN=leaf", "CN=issuer", "CN=root");
        assertThat(chain(leaf + issuer + root, key)).isEqualTo(whole);
        assertThat(chain(root + stranger + issuer + leaf + leaf, key)).isEqualTo(whole);
        assertThat(chain("\u00ef\u00bb\u00bf" + leaf + "subject=CN = issuer\n\n" + issuer, key))
                .isEqualTo(whole.subList(0, 2));
        assertThat(chain((leaf + issuer).replace("\n", "\r\n"), key.replace("\n", "\r\n")))
                .isEqualTo(whole.subList(0, 2));
        assertThat(chain(leaf, key)).isEqualTo(whole.subList(0, 1));
        assertThat(chain(key + leaf + issuer, key + leaf + issuer))
                .as("key and certificates in one file")
                .isEqualTo(whole.subList(0, 2));
    }

    @Test
    void a_key_may_be_pkcs_8_pkcs_1_or_sec_1() throws Exception {
        byte[] rsa = pkcs8("leaf");
        String pkcs1 = pem("RSA PRIVATE KEY", Arrays.copyOfRange(rsa, BEFORE_RSA, rsa.length));
        assertThat(chain(leaf, "a remark\n" + pkcs1)).containsExactly("CN=leaf");
        assertThat(chain(issuer, key("issuer"))).containsExactly("CN=issuer");
        assertThat(chain(issuer, sec1("issuer"))).containsExactly("CN=issuer");
    }

    @Test
    void files_that_cannot_be_used_are_told_apart() throws Exception {
        Map<List<String>, String> cases = Map.of(
                List.of(leaf, key("issuer")),
                "key.pem belongs to none of the 1 certificates in ",
                List.of("nothing", key("leaf")),
                "cert.pem contains no certificate",
                List.of(leaf, "nothing"),
                "key.pem contains no private key",
                List.of(leaf, leaf),
                "key.pem contains no private key",
                List.of(leaf, pem("ENCRYPTED PRIVATE KEY", new byte[] {1})),
                "is encrypted",
                List.of(
                        leaf,
                        pem("RSA PRIVATE KEY", new byte[] {1})
                                .replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\n\n")),
                "is encrypted",
                List.of(pem("CERTIFICATE", new byte[] {1, 2}), key("leaf")),
                "damaged certificate",
                List.of(leaf, pem("PRIVATE KEY", new byte[] {1, 2})),
                "key.pem cannot be used",
                List.of(leaf, pem("EC PRIVATE KEY", new byte[] {0x30})),
                "key.pem cannot be used");
        cases.forEach((files, message) -> assertThatExceptionOfType(IOException.class)
                .as(message)
                .isThrownBy(() -> chain(files.get(0), files.get(1)))
                .withMessageContaining(message));
    }
}
