package dev.widgets.cli.console;

import java.util.regex.Pattern;

/** Removes passwords from printed text. */
public final class Secrets {

    private static final String HIDDEN = "***";

    /** A password between the first colon after the scheme and the last @. */
    private static final Pattern IN_AUTHORITY = Pattern.compile(
            "((?:[a-z][a-z0-9+.-]*://|^(?!jdbc:|[a-z0-9+.-]*://))[^\\s:/?']*:)[^\\s]*(?=@)",
            Pattern.CASE_INSENSITIVE);

    /** A password as a parameter of a URL or connection string; its name may be percent-encoded. */
    private static final Pattern AS_PARAMETER = Pattern.compile(
            "(?<![A-Za-z])((?:ssl)?(?:p|%70)(?:a|%61)(?:s|%73){2}(?:w|%77)(?:o|%6f)(?:r|%72)(?:d|%64)\\s*=\\s*)"
                    + "(?:'(?:[^'\\\\]|\\\\.)*'|[^\\s&]*)",
            Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /** Returns a text with the passwords of its URLs replaced by asterisks. */
    public static String hide(String text) {
        String hidden = IN_AUTHORITY.matcher(text).replaceAll("$1" + HIDDEN);
        return AS_PARAMETER.matcher(hidden).replaceAll("$1" + HIDDEN);
    }

    /** Returns whether a URL of either form contains a password. */
    public static boolean inUrl(String url) {
        return !hide(url).equals(url);
    }
}
