package dev.widgets.cli.serve;

/** Catalog queries for the functions and views that the current role may use. */
final class OpenApiSql {

    /** Selects the comment of the schema. */
    static final String SCHEMA = "select obj_description('widgets'::regnamespace, 'pg_namespace')";

    /**
     * One row per argument: function, comment, volatility, argument name, type, whether it is an
     * array, enum labels, whether it is required, whether the function returns a set.
     */
    static final String FUNCTIONS = """
            select
              p.proname,
              obj_description(p.oid, 'pg_proc'),
              p.provolatile,
              p.proargnames[a.place],
              format_type(a.type, null),
              t.typelem <> 0 and t.typlen = -1,
              (
                select string_agg(e.enumlabel, ',' order by e.enumsortorder)
                from pg_catalog.pg_enum e
                where e.enumtypid in (t.oid, t.typelem)),
              a.place <= p.pronargs - p.pronargdefaults,
              p.proretset
            from pg_catalog.pg_proc p
            join pg_catalog.pg_namespace n on n.oid = p.pronamespace
            cross join lateral unnest(p.proargtypes::oid[]) with ordinality a (type, place)
            join pg_catalog.pg_type t on t.oid = a.type
            where n.nspname = 'widgets'
              and has_function_privilege(p.oid, 'execute')
            order by p.proname, a.place
            """;

    /**
     * One row per part of a result: function, name (null for a value of its own), type, whether it
     * is an array, enum labels.
     */
    static final String RESULTS = """
            select
              p.proname,
              r.name,
              format_type(r.type, null),
              t.typelem <> 0 and t.typlen = -1,
              (
                select string_agg(e.enumlabel, ',' order by e.enumsortorder)
                from pg_catalog.pg_enum e
                where e.enumtypid in (t.oid, t.typelem))
            from pg_catalog.pg_proc p
            join pg_catalog.pg_namespace n on n.oid = p.pronamespace
            cross join lateral (
              select p.proargnames[a.place] as name, a.type, a.place
              from unnest(p.proallargtypes, p.proargmodes) with ordinality a (type, mode, place)
              where a.mode in ('o', 'b', 't')
              union all
              select null, p.prorettype, 0
              where p.proallargtypes is null
            ) r
            join pg_catalog.pg_type t on t.oid = r.type
            where n.nspname = 'widgets'
              and has_function_privilege(p.oid, 'execute')
            order by p.proname, r.place
            """;

    /**
     * One row per column: view, comment, column name, its comment, type, whether it is an array,
     * enum labels.
     */
    static final String VIEWS = """
            select
              c.relname,
              obj_description(c.oid, 'pg_class'),
              a.attname,
              col_description(c.oid, a.attnum),
              format_type(a.atttypid, null),
              t.typelem <> 0 and t.typlen = -1,
              (
                select string_agg(e.enumlabel, ',' order by e.enumsortorder)
                from pg_catalog.pg_enum e
                where e.enumtypid in (t.oid, t.typelem))
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0
            join pg_catalog.pg_type t on t.oid = a.atttypid
            where n.nspname = 'widgets'
              and c.relkind = 'v'
              and has_table_privilege(c.oid, 'select')
            order by c.relname desc, a.attnum
            """;

    private OpenApiSql() {}
}
