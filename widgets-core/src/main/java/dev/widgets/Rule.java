package dev.widgets;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules that an operation can be refused by. All but the last two are the database's, where
 * they have the same names in lower case.
 */
public enum Rule {
    /** No two widgets have the same serial number. */
    SERIAL_NUMBER_IS_UNIQUE,
    /** The widget that is meant exists. */
    WIDGET_EXISTS,
    /** Each widget has a free port of the type that they are to be associated on. */
    PORT_IS_FREE,
    /** Two widgets are associated once at most on each port type. */
    ASSOCIATION_IS_UNIQUE_PER_PORT,
    /** The association that is meant exists. */
    ASSOCIATION_EXISTS,
    /** A widget is never associated with itself. */
    NO_SELF_ASSOCIATION,
    /** A serial number has 1 to 255 characters. */
    SERIAL_NUMBER_HAS_1_TO_255_CHARACTERS,
    /** A name has 0 to 255 characters. */
    NAME_HAS_AT_MOST_255_CHARACTERS,
    /** A widget has 1 to 3 ports. */
    WIDGET_HAS_1_TO_3_PORTS,
    /** A port type is P, Q or R. */
    PORT_IS_P_Q_OR_R,
    /** No text holds NUL or an unpaired surrogate, neither of which PostgreSQL can keep. */
    TEXT_IS_UNICODE,
    /** A page holds at least one widget. */
    LIMIT_IS_POSITIVE;

    /** The name of the rule in the database and in messages, such as {@code port_is_free}. */
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Rule> ofSqlName(String name) {
        return Arrays.stream(values())
                .filter(rule -> rule.sqlName().equals(name))
                .findFirst();
    }
}
