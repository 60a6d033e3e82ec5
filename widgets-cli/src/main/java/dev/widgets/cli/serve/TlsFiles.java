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
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private final ReloadedFiles files;

    TlsFiles(ServeOptions.Tls options, Consumer<String> notices) throws StartException {
        this.options = options;
        try {
            files = new ReloadedFiles("certificate", paths(options), this::reload, notices);
            apply(context);
        } catch (IOException e) {
            throw StartException.options(
                    "Cannot use the certificate: " + FileProblems.describe(e) + ".");
        }
    }

    SslContextFactory.Server context() {
        return context;
    }

    ReloadedFiles files() {
        return files;
    }

    private void reload() throws Exception {
        SslContextFactory.Server probe = new SslContextFactory.Server();
        apply(probe);
        probe.start();
        probe.stop();
        context.reload(this::reapply);
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

    private static List<Path> paths(ServeOptions.Tls options) {
        List<Path> files = new ArrayList<>();
        files.add(options.certificate());
        options.key().ifPresent(files::add);
        options.password().ifPresent(files::add);
        return files;
    }
}
