package dev.widgets;

/**
 * Stands in for Citus where there is no {@link CitusServer}: the catalogue table in which Citus
 * lists the tables that it distributes.
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

    /** What a command or an operation says whose functions are still those for one server. */
    public static final String SENTENCE = "The table of widgets is distributed by Citus, but its"
            + " functions are those for one server: run widgets distribute on the coordinator.";

    private CitusStandIn() {}

    /** Returns what a command or a call says whose feature does not work there. */
    public static String sentence(String feature) {
        return "The table of widgets is distributed by Citus, where this release does not support "
                + feature + ". Nothing was changed.";
    }
}
