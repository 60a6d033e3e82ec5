package dev.widgets;

import java.util.List;
import java.util.Random;

/** Texts that mean something to someone on the way, put together at random. */
final class HostileText {

    private static final List<String> PIECES = List.of(
            "'",
            "\"",
            "\\",
            "\\N",
            "\\.",
            "$1",
            "$$",
            "?",
            ":a",
            "%s",
            "%I",
            "--",
            "/*",
            "*/",
            ";",
            "{",
            "}",
            ",",
            "(",
            ")",
            "[0:1]=",
            "null",
            "NULL",
            "\n",
            "\r\n",
            "\t",
            "\u0001",
            "\u001b[2J",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u200b",
            "\u200f",
            "\u202e",
            "\u2028",
            "\ufeff",
            "\ufffd",
            "\ufffe",
            "e\u0301",
            "\u00e9",
            "\u0130",
            "\u00df",
            "\ud83d\udd27",
            "\udbff\udffd",
            "'; drop table widgets_store.widgets; --",
            "' or '1'='1",
            "{\"a\":1}",
            "<b>",
            "&#0;",
            "../../etc/passwd",
            "\r\nX-Injected: 1",
            "a",
            "W-1",
            " ",
            "0",
            "P",
            "PQR");

    /** What PostgreSQL cannot keep. */
    private static final List<String> UNKEEPABLE =
            List.of("\0", "\ud83d", "\udd27", "\udbff", "\udc00\ud800");

    private static final int[] LENGTHS = {0, 1, 2, 254, 255, 256, 257, 1000, 70_000};

    private final Random random;

    HostileText(Random random) {
        this.random = random;
    }

    /** A text that PostgreSQL can keep, short for the most part. */
    String next() {
        return switch (random.nextInt(12)) {
            case 0 -> ofLength(LENGTHS[random.nextInt(LENGTHS.length)]);
            case 1 -> anything(random.nextInt(20));
            case 2 -> ofLength(random.nextInt(300));
            default -> pieces(1 + random.nextInt(4));
        };
    }

    /** The same, or one that it cannot keep. */
    String nextOfAll() {
        if (random.nextInt(10) > 0) {
            return next();
        }
        String text = pieces(random.nextInt(3));
        int place = random.nextInt(text.length() + 1);
        return text.substring(0, place)
                + UNKEEPABLE.get(random.nextInt(UNKEEPABLE.size()))
                + text.substring(place);
    }

    /** Whether all of it can be kept: no NUL and no unpaired surrogate. */
    static boolean isKeepable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
    }

    private String pieces(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private String ofLength(int characters) {
        return List.of("x", "\u00e9", "\ud83d\udd27", "\n")
                .get(random.nextInt(4))
                .repeat(characters);
    }

    private String anything(int characters) {
        StringBuilder text = new StringBuilder();
        while (characters > 0) {
            int c = 1 + random.nextInt(Character.MAX_CODE_POINT);
            if (c < 0xD800 || c > 0xDFFF) {
                text.appendCodePoint(c);
                characters--;
            }
        }
        return text.toString();
    }
}
