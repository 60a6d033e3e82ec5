package dev.widgets;

final class Unicode {

    private Unicode() {}

    /**
     * Refuses what PostgreSQL cannot keep, before it is sent: the driver would turn an unpaired
     * surrogate into a question mark.
     */
    static String check(String argument, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw refusal(argument, "NUL", i);
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    throw refusal(argument, "an unpaired surrogate", i);
                }
                i++;
            }
        }
        return text;
    }

    private static InvalidInputException refusal(String argument, String what, int index) {
        return new InvalidInputException(
                Rule.TEXT_IS_UNICODE,
                "The " + argument + " holds " + what + " at index " + index
                        + ", which PostgreSQL cannot keep.");
    }
}
