package dev.widgets.cli.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * A file of the console. Browsers keep it and ask before each use whether it has changed, so that
 * after an update no page consists of files of two versions.
 */
final class ConsoleFile {

    private static final int TAG_BYTES = 12;

    private final String tag;
    private final ApiResponse whole;
    private final ApiResponse unchanged;

    private ConsoleFile(String type, byte[] bytes, List<HttpField> headers) {
        tag = '"' + digest(bytes) + '"';
        List<HttpField> fields = new ArrayList<>(headers);
        fields.add(new HttpField(HttpHeader.ETAG, tag));
        fields.add(new HttpField(HttpHeader.CACHE_CONTROL, "no-cache"));
        unchanged = ApiResponse.of(304, new byte[0], fields);
        fields.add(new HttpField(HttpHeader.CONTENT_TYPE, type));
        whole = ApiResponse.of(200, bytes, fields);
    }

    /** Reads a file that belongs to the program. */
    static ConsoleFile read(String name, List<HttpField> headers) {
        try (InputStream in = Objects.requireNonNull(
                ConsoleFile.class.getResourceAsStream("console/" + name), name)) {
            return new ConsoleFile(type(name), in.readAllBytes(), headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the response to a request that has the file with one of these tags, if any. */
    ApiResponse response(@Nullable String tags) {
        boolean isKnown = tags != null
                && Arrays.stream(tags.split(","))
                        .map(one -> one.strip().replaceFirst("^W/", ""))
                        .anyMatch(one -> one.equals(tag) || one.equals("*"));
        return isKnown ? unchanged : whole;
    }
}
