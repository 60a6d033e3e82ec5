package dev.widgets;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules that can forbid an operation. All but {@link #TEXT_IS_UNICODE} and
 * {@link #LIMIT_IS_POSITIVE} are rules of the database, which names them in lower case.
 */
public enum Rule {
    /** No two widgets have the same serial number. */
    SERIAL_NUMBER_IS_UNIQUE,
    /** The widget exists. */
    WIDGET_EXISTS,
    /** Each of the two widgets has a free port of the type. */
    PORT_IS_FREE,
    /** Two widgets are associated at most once on each port type. */
    ASSOCIATION_IS_UNIQUE_PER_PORT,
    /** The association exists. */
    ASSOCIATION_EXISTS,
    /** A widget cannot be associated with itself. */
    NO_SELF_ASSOCIATION,
    /** A serial number has 1 to 255 characters. */
    SERIAL_NUMBER_HAS_1_TO_255_CHARACTERS,
    /** A name has 0 to 255 characters. */
    NAME_HAS_AT_MOST_255_CHARACTERS,
    /** A widget has 1 to 3 ports. */
    WIDGET_HAS_1_TO_3_PORTS,
    /** A port type is P, Q or R. */
    PORT_IS_P_Q_OR_R,
    /** A text contains no NUL and no unpaired surrogate, which PostgreSQL cannot store. */
    TEXT_IS_UNICODE,
    /** The limit of a page is at least 1. */
    LIMIT_IS_POSITIVE,
    /** A limit of a search is within its range. */
    LIMIT_IS_IN_RANGE;

    /** Returns the name of the rule in the database, such as {@code port_is_free}. */
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Rule> ofSqlName(String name) {
        return Arrays.stream(values())
                .filter(rule -> rule.sqlName().equals(name))
                .findFirst();
    }
}
