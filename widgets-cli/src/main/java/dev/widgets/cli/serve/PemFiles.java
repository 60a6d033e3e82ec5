package dev.widgets.cli.serve;

import dev.widgets.cli.connect.PemKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys in PEM format, with any text between the blocks. */
final class PemFiles {

    /** Password of the key store, which exists in memory only. */
    static final String PASSWORD = "in memory";

    private static final Pattern CERTIFICATE = Pattern.compile(
            "-----BEGIN (X509 |TRUSTED )?CERTIFICATE-----(.*?)-----END \\1?CERTIFICATE-----",
            Pattern.DOTALL);

    private PemFiles() {}

    /** Returns a key store with the key and the chain of its certificate. */
    static KeyStore read(Path certificates, Path key) throws IOException {
        List<X509Certificate> all = certificates(certificates);
        PrivateKey privateKey = key(key);
        try {
            List<X509Certificate> chain = CertificateChain.of(privateKey, all);
            if (chain.isEmpty()) {
                throw new IOException("the key in " + key + " belongs to none of the " + all.size()
                        + " certificates in " + certificates);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "serve", privateKey, PASSWORD.toCharArray(), chain.toArray(new Certificate[0]));
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the key in " + key + " cannot be used: " + FileProblems.describe(e), e);
        }
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            Matcher blocks = CERTIFICATE.matcher(text(file));
            while (blocks.find()) {
                byte[] encoded = Base64.getMimeDecoder().decode(blocks.group(2));
                certificates.add((X509Certificate)
                        factory.generateCertificate(new ByteArrayInputStream(encoded)));
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw new IOException(file + " contains a damaged certificate", e);
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + " contains no certificate in PEM format");
        }
        return certificates;
    }

    private static PrivateKey key(Path file) throws IOException {
        String text = text(file);
        if (!text.contains("PRIVATE KEY-----")) {
            throw new IOException(file + " contains no private key in PEM format");
        }
        if (text.contains("ENCRYPTED")) {
            throw new IOException("the private key in " + file
                    + " is encrypted; decrypt it with: openssl pkey -in FILE -out FILE");
        }
        try {
            return PemKey.read(text, null);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException(
                    "the private key in " + file + " cannot be used: " + FileProblems.describe(e),
                    e);
        }
    }

    /** The blocks are ASCII, whatever the text between them is. */
    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
