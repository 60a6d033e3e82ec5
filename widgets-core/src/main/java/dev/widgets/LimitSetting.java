package dev.widgets;

import java.util.Locale;

/** How the limits of statements and locks reach the server. */
enum LimitSetting {
    /** As options of the startup packet, which costs no round trip. Some poolers refuse them. */
    STARTUP,
    /** By a statement after the login. In a pooler's transaction mode it affects other clients. */
    SESSION,
    /** Not at all: the roles of the database have them. */
    DATABASE;

    static LimitSetting of(String name) {
        for (LimitSetting setting : values()) {
            if (setting.name().toLowerCase(Locale.ROOT).equals(name)) {
                return setting;
            }
        }
        throw new IllegalArgumentException(ConnectionSettings.LIMITS
                + " must be startup, session or database, not '" + name + "'.");
    }
}
