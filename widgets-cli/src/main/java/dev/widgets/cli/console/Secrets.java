package dev.widgets.cli.console;

import java.util.regex.Pattern;

/** Keeps passwords out of what is printed. */
public final class Secrets {

    private static final String HIDDEN = "***";

    /** Between the user's colon and the last @, unless it is a port that the colon begins. */
    private static final Pattern IN_AUTHORITY = Pattern.compile(
            "((?:[a-z][a-z0-9+.-]*://|^(?!jdbc:|[a-z0-9+.-]*://))[^\\s:@/?'\\[]*:)(?!\\d+[/,?])[^\\s']*(?=@)",
            Pattern.CASE_INSENSITIVE);

    /** As a parameter of a URL, its name percent-encoded or not. */
    private static final Pattern AS_PARAMETER = Pattern.compile(
            "(?<![A-Za-z])((?:ssl)?(?:p|%70)(?:a|%61)(?:s|%73){2}(?:w|%77)(?:o|%6f)(?:r|%72)(?:d|%64)\\s*=\\s*)"
                    + "(?:'[^']*'|[^\\s&']*)",
            Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /** The same text without the passwords of the URLs in it. */
    public static String hide(String text) {
        String hidden = IN_AUTHORITY.matcher(text).replaceAll("$1" + HIDDEN);
        return AS_PARAMETER.matcher(hidden).replaceAll("$1" + HIDDEN);
    }

    /** Whether a URL of either form holds a password. */
    public static boolean inUrl(String url) {
        return !hide(url).equals(url);
    }
}
