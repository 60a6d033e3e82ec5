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

/** The certificate that is served, read again when its files have changed. */
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
            throw StartException.options("The certificate cannot be used: " + e.getMessage() + ".");
        }
    }

    SslContextFactory.Server context() {
        return context;
    }

    /** Looks whether the files have changed; if they are wrong the old certificate stays. */
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
            notices.accept("The certificate was read again.");
        } catch (Exception e) {
            notices.accept("The old certificate stays in use, for the new one cannot be used: "
                    + e.getMessage());
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
            throw new IOException(options.certificate() + " is no key store (PKCS#12)", e);
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
