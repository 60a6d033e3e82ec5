package dev.widgets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * A row that was read from a file: its fields, as bytes in UTF-8, in the order of the columns of
 * the file. It is reused for each row.
 */
final class ImportRow {

    /** More bytes than any valid row has. The rest of a longer row is not stored. */
    private static final int LONGEST = 1 << 16;

    private static final int MOST_FIELDS = 16;

    private byte[] bytes = new byte[1 << 10];
    private final int[] ends = new int[MOST_FIELDS];
    private int length;
    private int fields;
    private boolean ascii;
    private boolean tooLong;
    private String problem = "";

    long line;

    void begin(long number) {
        line = number;
        length = 0;
        fields = 0;
        ascii = true;
        tooLong = false;
        problem = "";
    }

    void put(int value) {
        if (length == LONGEST) {
            tooLong = true;
            return;
        }
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) value;
        // NUL and everything outside of ASCII is looked at when the row is complete
        ascii &= value > 0 && value < 128;
    }

    void endField() {
        if (fields < MOST_FIELDS) {
            ends[fields] = length;
        }
        fields++;
    }

    int fields() {
        return fields;
    }

    boolean isBlank() {
        return length == 0 && fields <= 1;
    }

    /** Records why the row cannot be used, unless there is a reason already. */
    void refuse(String reason) {
        if (problem.isEmpty()) {
            problem = reason;
        }
    }

    /** Returns why the row cannot be used, or an empty text. */
    String problem() {
        if (problem.isEmpty() && tooLong) {
            problem = "The row has more than " + LONGEST + " bytes.";
        }
        if (problem.isEmpty() && fields > MOST_FIELDS) {
            problem = "The row has more than " + MOST_FIELDS + " fields.";
        }
        if (problem.isEmpty() && !ascii) {
            checkText();
        }
        return problem;
    }

    private void checkText() {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0) {
                problem = "The row has a NUL character.";
                return;
            }
        }
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
        } catch (CharacterCodingException e) {
            problem = "The row is not valid UTF-8.";
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int field) {
        return field == 0 ? 0 : ends[field - 1];
    }

    int length(int field) {
        return ends[field] - start(field);
    }

    String text(int field) {
        return new String(bytes, start(field), length(field), UTF_8);
    }
}
