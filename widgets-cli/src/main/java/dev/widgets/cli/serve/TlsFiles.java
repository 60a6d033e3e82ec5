package dev.widgets.cli.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The certificate of the service, reloaded when its files change. */
final class TlsFiles {

    private final ServeOptions.Tls options;
    private final Consumer<String> notices;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private List<Object> seen;

    TlsFiles(ServeOptions.Tls options, Consumer<String> notices) throws StartException {
        this.options = options;
        this.notices = notices;
        try {
            seen = stamps();
            apply(context);
        } catch (IOException e) {
            throw StartException.options("Cannot use the certificate: " + e.getMessage() + ".");
        }
    }

    SslContextFactory.Server context() {
        return context;
    }

    /**
     * Reloads the files if they have changed; if they are invalid, the old certificate stays in
     * use.
     */
    void refresh() {
        try {
            List<Object> now = stamps();
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            SslContextFactory.Server probe = new SslContextFactory.Server();
            apply(probe);
            probe.start();
            probe.stop();
            context.reload(this::reapply);
            notices.accept("The certificate was reloaded.");
        } catch (Exception e) {
            notices.accept(
                    "Cannot use the new certificate; the old one stays in use: " + e.getMessage());
        }
    }

    private void reapply(SslContextFactory factory) {
        try {
            apply(factory);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void apply(SslContextFactory factory) throws IOException {
        if (options.key().isPresent()) {
            factory.setKeyStore(
                    PemFiles.read(options.certificate(), options.key().get()));
            factory.setKeyStorePassword(PemFiles.PASSWORD);
            factory.setKeyManagerPassword(PemFiles.PASSWORD);
            return;
        }
        String password = Files.readString(options.password().orElseThrow()).stripTrailing();
        try (InputStream in = Files.newInputStream(options.certificate())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            factory.setKeyStore(store);
            factory.setKeyStorePassword(password);
            factory.setKeyManagerPassword(password);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    options.certificate()
                            + " is not a key store (PKCS#12), or the password is wrong",
                    e);
        }
    }

    private List<Object> stamps() throws IOException {
        List<Object> stamps = new ArrayList<>();
        for (Path file : files()) {
            stamps.add(Files.getLastModifiedTime(file));
            stamps.add(Files.size(file));
        }
        return stamps;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        files.add(options.certificate());
        options.key().ifPresent(files::add);
        options.password().ifPresent(files::add);
        return files;
    }
}
