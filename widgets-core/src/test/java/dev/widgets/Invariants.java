package dev.widgets;

/** The invariants of the registry over its table, put otherwise than check_integrity() does. */
final class Invariants {

    /** A row for each violation. */
    static final String VIOLATIONS = """
            with ends as (
              select w.serial_number as here, i as place, substr(w.ports, i, 1) as port, w.peers[i] as there
              from widgets_store.widgets w, generate_series(1, 3) i
              where w.peers[i] is not null
            )
            select 'is associated with itself', e.here, e.port, e.there
            from ends e
            where e.here = e.there
            union all
            select 'is associated twice on a port type', e.here, e.port, e.there
            from ends e
            group by e.here, e.port, e.there
            having count(*) > 1
            union all
            select 'is not pointed back at once', e.here, e.port, e.there
            from ends e
            left join ends back on back.here = e.there and back.there = e.here and back.port = e.port
            group by e.here, e.place, e.port, e.there
            having count(back.here) <> 1
            union all
            select 'is misshapen', w.serial_number, w.ports, w.peers::text
            from widgets_store.widgets w
            where w.ports !~ '^P*Q*R*$'
              or length(w.ports) not between 1 and 3
              or array_dims(w.peers) is distinct from '[1:' || length(w.ports) || ']'
              or length(w.serial_number) not between 1 and 255
              or length(w.name) > 255
            union all
            select 'has a serial number that is not unique', w.serial_number, count(*)::text, null
            from widgets_store.widgets w
            group by w.serial_number
            having count(*) > 1
            """;

    private Invariants() {}
}
