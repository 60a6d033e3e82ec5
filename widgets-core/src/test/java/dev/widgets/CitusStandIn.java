package dev.widgets;

/**
 * Stands in for Citus, which the tests do not install: the catalogue table in which Citus lists the
 * tables that it distributes.
 */
public final class CitusStandIn {

    /** Makes the database look as if Citus were installed and distributed no table. */
    public static final String INSTALL = """
            set allow_system_table_mods = on;
            create table pg_catalog.pg_dist_partition (logicalrelid regclass, partmethod "char");
            grant select on pg_catalog.pg_dist_partition to public;
            """;

    /** Makes it look as if Citus distributed the table of widgets. */
    public static final String DISTRIBUTE = """
            set allow_system_table_mods = on;
            insert into pg_catalog.pg_dist_partition values ('widgets_store.widgets', 'h');
            """;

    /** What a command or an operation says then. */
    public static final String SENTENCE = "The table of widgets is distributed by Citus, where"
            + " this release supports no batches. Use a database on one PostgreSQL server, or call"
            + " only the functions of schema widgets.";

    private CitusStandIn() {}
}
