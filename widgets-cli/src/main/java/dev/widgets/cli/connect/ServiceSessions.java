package dev.widgets.cli.connect;

import dev.widgets.WidgetSchema;

/** The sessions of a service as pg_stat_activity shows them. */
public final class ServiceSessions {

    /** Precedes the release of the schema in the name. */
    public static final String PREFIX = "widgets serve, release ";

    /** The name of the sessions of a service of this version. */
    public static final String NAME = PREFIX + WidgetSchema.RELEASE;

    private ServiceSessions() {}
}
