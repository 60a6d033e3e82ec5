package dev.widgets.cli.serve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The keys that verify tokens, reloaded when their files change. Tokens that were verified by the
 * old keys are forgotten then.
 */
final class TokenFiles {

    private static final int REMEMBERED = 2000;

    private final ServeOptions.Access access;
    private final Consumer<String> notices;
    private final ReloadedFiles files;
    private volatile Known known;

    /**
     * Keys, and tokens that they have verified.
     *
     * @param tokens verifies tokens
     * @param callers the callers of verified tokens, kept until they expire or are evicted
     */
    record Known(Tokens tokens, Cache<String, Authentication.VerifiedToken> callers) {}

    TokenFiles(ServeOptions.Access access, Consumer<String> notices) throws StartException {
        this.access = access;
        this.notices = notices;
        List<Path> paths = Stream.of(access.secret(), access.keys())
                .flatMap(Optional::stream)
                .flatMap(text -> text.file().stream())
                .toList();
        try {
            // before the keys are read, so that no change is missed
            files = new ReloadedFiles("key set", paths, this::reload, notices);
        } catch (IOException e) {
            throw StartException.options("Cannot read the keys: " + FileProblems.describe(e) + ".");
        }
        known = read(access, notices);
    }

    private void reload() throws StartException {
        known = read(access, notices);
    }

    private static Known read(ServeOptions.Access access, Consumer<String> notices)
            throws StartException {
        return new Known(
                new Tokens(TokenKeys.read(access, notices), access.audience(), access.roleClaim()),
                Caffeine.newBuilder().maximumSize(REMEMBERED).build());
    }

    /** Returns the keys of the moment. */
    Known known() {
        return known;
    }

    ReloadedFiles files() {
        return files;
    }
}
