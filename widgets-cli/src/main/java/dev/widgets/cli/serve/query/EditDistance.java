package dev.widgets.cli.serve.query;

/** The distance between two words, for suggestions after a misspelling. */
public final class EditDistance {

    private EditDistance() {}

    /**
     * Returns how many characters have to be inserted, deleted or replaced to turn one text into
     * the other (V. Levenshtein, 1966), computed row by row (R. Wagner and M. Fischer, 1974).
     */
    public static int between(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[other.length()];
    }
}
