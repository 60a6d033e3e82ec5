package dev.widgets.cli.serve;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads request bodies.
 *
 * @param factory creates parsers with limits
 */
record JsonBody(JsonFactory factory) {

    private static final int LONGEST_NUMBER = 1000;

    /** Returns a reader with a maximum nesting depth and body size. */
    static JsonBody reader(int depth, int bytes) {
        return new JsonBody(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxStringLength(bytes)
                        .maxNameLength(bytes)
                        .maxNumberLength(LONGEST_NUMBER)
                        .build())
                .build());
    }

    /** The body is not acceptable; the message says why. */
    static final class NoJsonException extends Exception {

        private static final long serialVersionUID = 1L;

        NoJsonException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Reads the arguments in a body. An empty body counts as an object without keys. Of an array,
     * the first element counts, and all elements must have the same keys. Other values have no
     * keys.
     */
    Arguments read(byte[] body) throws NoJsonException {
        checkUnicode(body);
        if (body.length == 0) {
            return new Arguments();
        }
        try (JsonParser json = factory.createParser(ObjectReadContext.empty(), body)) {
            JsonToken first = json.nextToken();
            Arguments arguments = new Arguments();
            if (first == JsonToken.START_OBJECT) {
                readObject(json, arguments);
            } else if (first == JsonToken.START_ARRAY) {
                arguments = readArray(json);
            } else if (first == null) {
                throw notJson();
            }
            if (json.nextToken() != null) {
                throw notJson();
            }
            return arguments;
        } catch (StreamConstraintsException e) {
            throw new NoJsonException("Empty or invalid json: too deep, or a number too long");
        } catch (StreamReadException e) {
            throw notJson();
        }
    }

    private static void readObject(JsonParser json, Arguments arguments) {
        for (String key = json.nextName(); key != null; key = json.nextName()) {
            arguments.read(key, json);
        }
    }

    private static Arguments readArray(JsonParser json) throws NoJsonException {
        Arguments first = new Arguments();
        List<String> keys = List.of();
        boolean isFirst = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new NoJsonException("All object keys must match");
            }
            Arguments one = new Arguments();
            readObject(json, one);
            if (isFirst) {
                first = one;
                keys = one.keys();
                isFirst = false;
            } else if (!one.keys().equals(keys)) {
                throw new NoJsonException("All object keys must match");
            }
        }
        return first;
    }

    /** Rejects malformed UTF-8; Jackson accepts some invalid byte sequences. */
    private static void checkUnicode(byte[] body) throws NoJsonException {
        for (byte b : body) {
            if (b < 0) {
                try {
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(body));
                    return;
                } catch (CharacterCodingException e) {
                    throw notJson();
                }
            }
        }
    }

    private static NoJsonException notJson() {
        return new NoJsonException("Empty or invalid json");
    }
}
