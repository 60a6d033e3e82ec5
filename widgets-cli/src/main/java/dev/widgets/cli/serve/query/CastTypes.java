package dev.widgets.cli.serve.query;

import java.util.Locale;
import java.util.Map;

/** The types to which a request may convert columns, with their SQL. */
final class CastTypes {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("text", "text"),
            Map.entry("varchar", "varchar"),
            Map.entry("character varying", "varchar"),
            Map.entry("char", "char"),
            Map.entry("character", "char"),
            Map.entry("bpchar", "bpchar"),
            Map.entry("name", "name"),
            Map.entry("smallint", "smallint"),
            Map.entry("int2", "smallint"),
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("integer", "integer"),
            Map.entry("bigint", "bigint"),
            Map.entry("int8", "bigint"),
            Map.entry("numeric", "numeric"),
            Map.entry("decimal", "numeric"),
            Map.entry("real", "real"),
            Map.entry("float4", "real"),
            Map.entry("float", "double precision"),
            Map.entry("float8", "double precision"),
            Map.entry("double precision", "double precision"),
            Map.entry("bool", "boolean"),
            Map.entry("boolean", "boolean"),
            Map.entry("json", "json"),
            Map.entry("jsonb", "jsonb"),
            Map.entry("uuid", "uuid"),
            Map.entry("date", "date"),
            Map.entry("time", "time"),
            Map.entry("timestamp", "timestamp"),
            Map.entry("timestamptz", "timestamptz"),
            Map.entry("interval", "interval"),
            Map.entry("bytea", "bytea"),
            Map.entry("_text", "text[]"),
            Map.entry("port_type", "widgets.port_type"));

    private CastTypes() {}

    /** Returns the SQL of a type. */
    static String sql(String type) throws QueryException {
        String name = type.toLowerCase(Locale.ROOT);
        String sql = TYPES.get(name);
        if (sql == null) {
            throw QueryException.of("42704", "type \"" + name + "\" does not exist");
        }
        return sql;
    }
}
