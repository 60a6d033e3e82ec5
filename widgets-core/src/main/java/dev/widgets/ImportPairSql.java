package dev.widgets;

/**
 * The statements that make the rows of associations peers of the rows of both widgets. The k-th
 * association of a widget on a port type takes the k-th free port of that type. An association for
 * which an end is missing or already taken stays a row of its own, and is checked and written like
 * one between widgets that existed.
 */
final class ImportPairSql {

    private ImportPairSql() {}

    /**
     * Finds the associations of a block that do not become peers: first, next, three times. An
     * association counts at both ends, so whether it is one is found at either of them. The order
     * keeps two blocks that find the same ones from waiting for each other.
     */
    static final String FIND_EXCEPTIONS = """
            with block as materialized (
              select w.serial_number, w.ports, w.peers
              from widgets_store.import_widgets w
              where w.serial_number >= ? and w.serial_number < ?
                and not w.renames
            ),
            ends as (
              select a.place, a.file, a.line, a.serial_number, a.peer_serial_number, a.port,
                a.serial_number as here, a.peer_serial_number as there
              from widgets_store.import_pairs a
              where a.serial_number >= ? and a.serial_number < ?
              union all
              select a.place, a.file, a.line, a.serial_number, a.peer_serial_number, a.port,
                a.peer_serial_number, a.serial_number
              from widgets_store.import_pairs a
              where a.peer_serial_number >= ? and a.peer_serial_number < ?
            ),
            ranked as (
              select e.*,
                row_number() over (partition by e.here, e.port order by e.place) as rank,
                row_number() over (partition by e.here, e.port, e.there order by e.place) as copy
              from ends e
            )
            insert into widgets_store.import_associations as t (
              place, file, line, serial_number, peer_serial_number, port)
            select x.place, x.file, x.line, x.serial_number, x.peer_serial_number, x.port
            from ranked x
            left join block b on b.serial_number = x.here
            where b.serial_number is null
              or x.here = x.there
              or x.copy > 1
              or x.rank > case
                when b.peers is null then length(b.ports) - length(replace(b.ports, x.port, ''))
                else (
                  select count(*)
                  from unnest(b.peers) with ordinality p (peer, slot)
                  where p.peer is null
                    and substr(b.ports, p.slot::integer, 1) = x.port)
              end
              or substr(b.ports, array_position(b.peers, x.there, strpos(b.ports, x.port)), 1)
                = x.port
            order by x.place
            on conflict do nothing
            """;

    /** Finds the same among associations with an end above all blocks. */
    static final String FIND_EXCEPTIONS_OUTSIDE = """
            insert into widgets_store.import_associations as t (
              place, file, line, serial_number, peer_serial_number, port)
            select a.place, a.file, a.line, a.serial_number, a.peer_serial_number, a.port
            from widgets_store.import_pairs a
            cross join (
              select coalesce(max(b.next), '') as next
              from widgets_store.import_blocks b
              where b.step = 'widgets'
            ) h
            where a.serial_number >= h.next
              or a.peer_serial_number >= h.next
            on conflict do nothing
            """;

    /** Makes the other associations peers of the widgets of a block: first, next, four times. */
    static final String FOLD = """
            with ends as (
              select a.place, a.serial_number as here, a.peer_serial_number as there, a.port
              from widgets_store.import_pairs a
              where a.serial_number >= ? and a.serial_number < ?
              union all
              select a.place, a.peer_serial_number, a.serial_number, a.port
              from widgets_store.import_pairs a
              where a.peer_serial_number >= ? and a.peer_serial_number < ?
            ),
            ranked as materialized (
              select e.here, e.there, e.port,
                row_number() over (partition by e.here, e.port order by e.place) as rank
              from ends e
              where not exists (
                select 1
                from widgets_store.import_associations x
                where x.place = e.place)
            ),
            seated as materialized (
              select w.serial_number, x.there,
                case
                  when w.peers is null then strpos(w.ports, x.port) + x.rank - 1
                  else (
                    select p.slot
                    from unnest(w.peers) with ordinality p (peer, slot)
                    where p.peer is null
                      and substr(w.ports, p.slot::integer, 1) = x.port
                    order by p.slot
                    offset x.rank - 1
                    limit 1)
                end as slot
              from ranked x
              join widgets_store.import_widgets w on w.serial_number = x.here
              where w.serial_number >= ? and w.serial_number < ?
                and not w.renames
            )
            update widgets_store.import_widgets w
            set peers = trim_array(
              array[
                coalesce(w.peers[1], n.peer_1),
                coalesce(w.peers[2], n.peer_2),
                coalesce(w.peers[3], n.peer_3)
              ],
              3 - length(w.ports))
            from (
              select s.serial_number,
                max(s.there) filter (where s.slot = 1) as peer_1,
                max(s.there) filter (where s.slot = 2) as peer_2,
                max(s.there) filter (where s.slot = 3) as peer_3
              from seated s
              group by s.serial_number
            ) n
            where w.serial_number = n.serial_number
              and w.serial_number >= ? and w.serial_number < ?
            """;

    /**
     * Undoes this for associations with a widget whose row was refused while writing, so that they
     * are made with the widget that others have added, or refused: first, next.
     */
    static final String UNFOLD_TAKEN = """
            with unfolded as (
              insert into widgets_store.import_associations as t (
                place, file, line, serial_number, peer_serial_number, port)
              select distinct a.place, a.file, a.line, a.serial_number, a.peer_serial_number, a.port
              from widgets_store.import_rejects j
              join widgets_store.import_widgets w on w.file = j.file and w.line = j.line
              join widgets_store.import_pairs a
                on a.serial_number = w.serial_number or a.peer_serial_number = w.serial_number
              where j.slot is null
                and w.serial_number >= ? and w.serial_number < ?
                and not exists (
                  select 1
                  from widgets_store.import_rejects k
                  where k.file = a.file and k.line = a.line)
              on conflict do nothing
              returning t.serial_number, t.peer_serial_number, t.port
            )
            update widgets_store.import_widgets w
            set peers = (
              select array_agg(
                case
                  when substr(w.ports, p.slot::integer, 1) || p.peer = any (n.ends) then null
                  else p.peer
                end
                order by p.slot)
              from unnest(w.peers) with ordinality p (peer, slot))
            from (
              select e.here, array_agg(e.port || e.there) as ends
              from (
                select u.serial_number as here, u.peer_serial_number as there, u.port
                from unfolded u
                union all
                select u.peer_serial_number, u.serial_number, u.port
                from unfolded u
              ) e
              group by e.here
            ) n
            where w.serial_number = n.here
            """;
}
