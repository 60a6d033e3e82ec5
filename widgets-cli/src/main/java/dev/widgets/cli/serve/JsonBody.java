package dev.widgets.cli.serve;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
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
    private static final byte FIRST_OF_MARK = (byte) 0xef;

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

        private final transient Problem problem;

        NoJsonException(String message) {
            this(Problems.noJson(message));
        }

        NoJsonException(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    /** Returns whether the body of a request is to be JSON. */
    boolean isJson(Exchange exchange) {
        String type = exchange.header(HttpHeader.CONTENT_TYPE);
        return type == null || ContentType.isJson(type);
    }

    /** Checks that a body is JSON and not empty. */
    void check(byte[] body) throws NoJsonException {
        if (body.length == 0) {
            throw notJson();
        }
        checkUnicode(body);
        try (JsonParser json = factory.createParser(ObjectReadContext.empty(), body)) {
            while (json.nextToken() != null) {
                json.skipChildren();
            }
        } catch (StreamConstraintsException | StreamReadException e) {
            throw notJson();
        }
    }

    /**
     * Reads the arguments in a body. An empty body counts as an object without keys. An array may
     * have one element. Other values have no keys.
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
            if (json.nextToken() != null || arguments.hasHalfCharacter()) {
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
            } else {
                throw new NoJsonException(
                        Problems.noJson("The body is an array of more than one object")
                                .withHint("Send one object in each request: a call runs the"
                                        + " function once. Nothing was done."));
            }
        }
        return first;
    }

    /**
     * Rejects everything but UTF-8 without a byte order mark; Jackson accepts other encodings and
     * some invalid byte sequences.
     */
    private static void checkUnicode(byte[] body) throws NoJsonException {
        if (body.length > 0 && body[0] == FIRST_OF_MARK) {
            throw notJson();
        }
        for (byte b : body) {
            if (b == 0) {
                throw notJson();
            }
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
