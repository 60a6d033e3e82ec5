package dev.widgets.cli.connect;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.NonValidatingFactory.NonValidatingTM;
import org.postgresql.ssl.WrappedFactory;

/** TLS for the driver with the files that libpq reads, private keys in PEM above all. */
public final class LibpqTls extends WrappedFactory {

    /** The protocol versions of libpq that Java still speaks, the oldest first. */
    static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

    private static final String SYSTEM = "system";

    private final String[] protocols;

    /**
     * Creates a factory. The driver calls it.
     *
     * @param properties the properties of the connection
     * @throws IOException if a file cannot be used
     * @throws GeneralSecurityException if a certificate or key cannot be used
     */
    public LibpqTls(Properties properties) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(properties), authorities(properties), null);
        factory = context.getSocketFactory();
        protocols = PROTOCOLS
                .subList(
                        PROTOCOLS.indexOf(
                                properties.getProperty("ssl_min_protocol_version", "TLSv1.2")),
                        1
                                + PROTOCOLS.indexOf(properties.getProperty(
                                        "ssl_max_protocol_version", "TLSv1.3")))
                .toArray(String[]::new);
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
            throws IOException {
        SSLSocket tls = (SSLSocket) super.createSocket(socket, host, port, autoClose);
        tls.setEnabledProtocols(protocols);
        return tls;
    }

    private static KeyManager @Nullable [] keys(Properties properties)
            throws IOException, GeneralSecurityException {
        String certificate = properties.getProperty("sslcert");
        String key = properties.getProperty("sslkey");
        if (certificate == null || !Files.exists(Path.of(certificate))) {
            return null;
        }
        if (key == null || !Files.exists(Path.of(key))) {
            throw new IOException("There is no private key for the certificate " + certificate
                    + "; name its file with sslkey");
        }
        Path file = Path.of(key);
        PemKey.requirePrivate(file);
        PrivateKey privateKey =
                PemKey.read(Files.readString(file), properties.getProperty("sslpassword"));
        X509Certificate[] chain = certificates(Path.of(certificate)).stream()
                .map(X509Certificate.class::cast)
                .toArray(X509Certificate[]::new);
        return new KeyManager[] {new ClientKey(privateKey, chain)};
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    private static TrustManager @Nullable [] authorities(Properties properties)
            throws IOException, GeneralSecurityException {
        if (!properties.getProperty("sslmode", "").startsWith("verify")) {
            return new TrustManager[] {new NonValidatingTM()};
        }
        String file = properties.getProperty("sslrootcert", "");
        if (file.equals(SYSTEM)) {
            return null;
        }
        if (!Files.exists(Path.of(file))) {
            throw new IOException("The root certificate file " + file
                    + " does not exist; name the file with sslrootcert");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate one : certificates(Path.of(file))) {
            store.setCertificateEntry("ca" + store.size(), one);
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return Arrays.copyOf(trust.getTrustManagers(), trust.getTrustManagers().length);
    }
}
