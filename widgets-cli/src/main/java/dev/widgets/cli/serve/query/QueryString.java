package dev.widgets.cli.serve.query;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a URL or of a form, in their order.
 *
 * @param all the parameters
 */
public record QueryString(List<Parameter> all) {

    /** No parameters. */
    public static final QueryString EMPTY = new QueryString(List.of());

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String PLAIN = "-_.~";
    private static final int LEAST_PRINTABLE = 0x21;
    private static final int PERCENT_LENGTH = 3;

    /**
     * A parameter.
     *
     * @param name the name
     * @param value the value, absent if there is no equals sign
     */
    public record Parameter(String name, Optional<String> value) {}

    /**
     * Parses the text after the question mark, or the body of a form. A percent sign that is not
     * followed by two hexadecimal digits stands for itself.
     *
     * @throws QueryException if the text is not UTF-8
     */
    public static QueryString parse(String text) throws QueryException {
        if (text.isEmpty()) {
            return EMPTY;
        }
        List<Parameter> parameters = new ArrayList<>();
        String[] parts = text.split("&", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (part.isEmpty() && i == parts.length - 1) {
                break;
            }
            int equals = part.indexOf('=');
            Optional<String> value =
                    equals < 0 ? Optional.empty() : Optional.of(decode(part.substring(equals + 1)));
            parameters.add(
                    new Parameter(decode(equals < 0 ? part : part.substring(0, equals)), value));
        }
        return new QueryString(List.copyOf(parameters));
    }

    /** Returns the value of the first parameter of a name, if it has one. */
    Optional<String> first(String name) {
        for (Parameter parameter : all) {
            if (parameter.name().equals(name)) {
                return parameter.value();
            }
        }
        return Optional.empty();
    }

    /** Returns the parameters sorted by name, with the values of equal names in one. */
    public String canonical() {
        List<Parameter> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(Parameter::name));
        StringBuilder canonical = new StringBuilder();
        @Nullable String before = null;
        for (Parameter parameter : sorted) {
            if (parameter.name().equals(before)) {
                canonical.append(',');
            } else {
                canonical.append(before == null ? "" : "&");
                encode(parameter.name(), canonical);
                canonical.append('=');
                before = parameter.name();
            }
            encode(parameter.value().orElse(""), canonical);
        }
        return canonical.toString();
    }

    private static String decode(String text) throws QueryException {
        if (isPlain(text)) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? hex(bytes[i + 1]) : -1;
            int low = high >= 0 ? hex(bytes[i + 2]) : -1;
            if (low >= 0) {
                decoded.write((high << 4) | low);
                i += PERCENT_LENGTH;
            } else {
                decoded.write(bytes[i] == '+' ? ' ' : bytes[i]);
                i++;
            }
        }
        try {
            String plain = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
            if (plain.indexOf('\0') >= 0) {
                throw QueryException.of(
                        "22021", "invalid byte sequence for encoding \"UTF8\": 0x00");
            }
            return plain;
        } catch (CharacterCodingException e) {
            throw QueryException.syntax(
                    "The query string of the URL is malformed",
                    "Percent signs must encode characters in UTF-8.");
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '+' || c < LEAST_PRINTABLE || c >= 127) {
                return false;
            }
        }
        return true;
    }

    private static int hex(byte c) {
        return Character.digit(c, 16);
    }

    private static void encode(String text, StringBuilder encoded) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
    }
}
