package dev.widgets.cli.serve;

import dev.widgets.cli.serve.query.SqlText;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The sizes on disk that the console shows, for callers who may count the widgets. */
final class RegistrySizes {

    private static final String REMEDY = "A migration may be running; try again";

    // Any user of the database may look up sizes in the catalog. The view that returns no rows
    // makes the database check that the caller's role may read it, as for the counts.
    private static final SqlText SIZES = new SqlText("""
            with registry as (
              select c.oid
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              where n.nspname = 'widgets_store'
                and c.relname = 'widgets'
            ), parts as (
              select r.oid from registry r
              union
              select t.relid from registry r, pg_catalog.pg_partition_tree(r.oid) t
            )
            select sum(pg_catalog.pg_table_size(p.oid)), sum(pg_catalog.pg_indexes_size(p.oid))
            from parts p
            where not exists (select from widgets.widgets limit 0)""", List.of());

    private final Scans scans;

    RegistrySizes(Scans scans) {
        this.scans = scans;
    }

    /** Reads the sizes as the caller, and sends them as JSON. */
    void send(Exchange exchange, Function<byte[], ApiResponse> response) {
        scans.read(
                exchange,
                paced -> List.of(List.of(SIZES)),
                REMEDY,
                results -> response.apply(json(results.get(0).get(0))));
    }

    private static byte[] json(@Nullable String[] sizes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = WidgetJson.generator(bytes)) {
            json.writeStartObject();
            json.writeNumberProperty("table", number(sizes[0]));
            json.writeNumberProperty("index", number(sizes[1]));
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static long number(@Nullable String value) {
        return value == null ? 0 : Long.parseLong(value);
    }
}
