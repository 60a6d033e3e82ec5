package dev.widgets;

/**
 * The statements that make the rows of associations peers of the rows of both widgets. The k-th
 * association of a widget on a port type takes the k-th free port of that type. An association for
 * which an end is missing or already taken stays a row of its own, and is checked and written like
 * one between widgets that existed.
 */
final class ImportPairSql {

    private ImportPairSql() {}

    /** The peers of the row w, with the peers of the row n on its free ports. */
    static final String FREE_PORTS_TAKEN = """
            trim_array(
              array[
                coalesce(w.peers[1], n.peer_1),
                coalesce(w.peers[2], n.peer_2),
                coalesce(w.peers[3], n.peer_3)
              ],
              3 - length(w.ports))
            """;

    /** The columns of n: the peers among the rows s of a widget, each with a slot. */
    static final String PEERS_BY_SLOT = """
            max(s.there) filter (where s.slot = 1) as peer_1,
            max(s.there) filter (where s.slot = 2) as peer_2,
            max(s.there) filter (where s.slot = 3) as peer_3
            """;

    /**
     * Clears the peers at the ends (here, there, port) of a query, after which CLEAR_PEERS_END
     * follows.
     */
    private static final String CLEAR_PEERS_AT = """
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
            """;

    private static final String CLEAR_PEERS_END = """
              ) e
              group by e.here
            ) n
            where w.serial_number = n.here
              and not w.renames
            """;

    /**
     * Makes associations peers of the widgets of a block: first, next, three times. An association
     * for which this is not possible at one of its ends becomes a row of its own, in which slot or
     * peer_slot is -1 for each such end. The order keeps two blocks that find the same ones from
     * waiting for each other.
     */
    static final String FOLD = """
            with ends as (
              select a.place, a.file, a.line, a.serial_number as here, a.peer_serial_number as there,
                a.port, false as turned
              from widgets_store.import_pairs a
              where a.serial_number >= ? and a.serial_number < ?
              union all
              select a.place, a.file, a.line, a.peer_serial_number, a.serial_number, a.port, true
              from widgets_store.import_pairs a
              where a.peer_serial_number >= ? and a.peer_serial_number < ?
            ),
            ranked as (
              select e.*,
                row_number() over (partition by e.here, e.port order by e.place) as rank,
                row_number() over (partition by e.here, e.port, e.there order by e.place) as copy
              from ends e
            ),
            block as (
              select w.ctid as version, w.serial_number, w.ports, w.peers
              from widgets_store.import_widgets w
              where w.serial_number >= ? and w.serial_number < ?
                and not w.renames
            ),
            seated as materialized (
              select x.place, x.file, x.line, x.here, x.there, x.port, x.turned, b.version,
                case
                  when x.port not in ('P', 'Q', 'R') or x.here = x.there or x.copy > 1 then null
                  when b.peers is null then
                    case
                      when x.rank <= length(b.ports) - length(replace(b.ports, x.port, ''))
                      then strpos(b.ports, x.port) + x.rank - 1
                    end
                  when substr(b.ports, array_position(b.peers, x.there, strpos(b.ports, x.port)), 1)
                    = x.port then null
                  else (
                    select p.slot
                    from unnest(b.peers) with ordinality p (peer, slot)
                    where p.peer is null
                      and substr(b.ports, p.slot::integer, 1) = x.port
                    order by p.slot
                    offset x.rank - 1
                    limit 1)
                end as slot
              from ranked x
              left join block b on b.serial_number = x.here
            ),
            exceptions as (
              insert into widgets_store.import_associations as t (
                place, file, line, slot, peer_slot, serial_number, peer_serial_number, port)
              select s.place, min(s.file), min(s.line),
                min(case when not s.turned then -1 end), min(case when s.turned then -1 end),
                min(case when s.turned then s.there else s.here end),
                min(case when s.turned then s.here else s.there end),
                min(s.port)
              from seated s
              where s.slot is null
              group by s.place
              order by s.place
              on conflict (place) do update
              set slot = coalesce(t.slot, excluded.slot),
                peer_slot = coalesce(t.peer_slot, excluded.peer_slot)
            )
            update widgets_store.import_widgets w
            set peers =
            """ + FREE_PORTS_TAKEN + """
            from (
              select s.version,
            """ + PEERS_BY_SLOT + """
              from seated s
              where s.slot is not null
              group by s.version
            ) n
            where w.ctid = n.version
            """;

    /** Finds those with an end above all blocks. */
    static final String FIND_EXCEPTIONS_OUTSIDE = """
            insert into widgets_store.import_associations as t (
              place, file, line, slot, peer_slot, serial_number, peer_serial_number, port)
            select a.place, a.file, a.line,
              case when a.serial_number >= h.next then -1 end,
              case when a.peer_serial_number >= h.next then -1 end,
              a.serial_number, a.peer_serial_number, a.port
            from widgets_store.import_pairs a
            cross join (
              select coalesce(max(b.next), '') as next
              from widgets_store.import_blocks b
              where b.step = 'widgets'
            ) h
            where a.serial_number >= h.next
              or a.peer_serial_number >= h.next
            on conflict (place) do update
            set slot = coalesce(t.slot, excluded.slot),
              peer_slot = coalesce(t.peer_slot, excluded.peer_slot)
            """;

    /** Clears the peer at the other end, where it was possible. */
    static final String UNFOLD_EXCEPTIONS = CLEAR_PEERS_AT + """
                select a.serial_number as here, a.peer_serial_number as there, a.port
                from widgets_store.import_associations a
                where a.slot is null
                union all
                select a.peer_serial_number, a.serial_number, a.port
                from widgets_store.import_associations a
                where a.peer_slot is null
            """ + CLEAR_PEERS_END;

    static final String COMPLETE_EXCEPTIONS = """
            update widgets_store.import_associations a
            set slot = null, peer_slot = null
            """;

    /**
     * Undoes all this for associations with a widget whose row was refused while writing, so that
     * they are made with the widget that others have added, or refused: first, next.
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
            """ + CLEAR_PEERS_AT + """
                select u.serial_number as here, u.peer_serial_number as there, u.port
                from unfolded u
                union all
                select u.peer_serial_number, u.serial_number, u.port
                from unfolded u
            """ + CLEAR_PEERS_END;
}
