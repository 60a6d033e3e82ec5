package dev.widgets;

/**
 * The statements that check the peers and the associations of an import. They change only the
 * tables of the import.
 */
final class ImportCheckSql {

    private ImportCheckSql() {}

    /**
     * Refuses peers in rows of widgets, and records the associations that cannot be written
     * together with both widgets: first, next, both again, first. A peer in the same block is found
     * by a hash join; most have both ends there and need no further look. One elsewhere is found by
     * the index. Their places follow those of the rows of associations, and leave room for three
     * associations of each widget of a block. They are not in the order of the serial numbers: the
     * widgets that are updated together lie in many pages, so that each page has room for them.
     */
    static final String CHECK_PEERS = """
            with block as materialized (
              select w.file, w.line, w.serial_number, w.ports, w.peers
              from widgets_store.import_widgets w
              where w.serial_number >= ? and w.serial_number < ?
                and not w.renames
            ),
            ends as materialized (
              select e.file, e.line, e.slot, e.serial_number, e.peer, e.port,
                coalesce(i.serial_number, o.serial_number) is not null as in_files,
                i.serial_number is not null as in_block,
                r.serial_number is not null as in_registry,
                array_position(e.peers, e.peer, strpos(e.ports, e.port)) < e.slot as twice,
                coalesce(i.ports, o.ports) as peer_ports,
                array_position(
                  coalesce(i.peers, o.peers), e.serial_number,
                  strpos(coalesce(i.ports, o.ports), e.port)) as peer_slot
              from (
                select b.file, b.line, b.serial_number, b.ports, b.peers,
                  b.peers[p.slot] as peer, p.slot, substr(b.ports, p.slot, 1) as port
                from block b
                cross join (values (1), (2), (3)) p (slot)
                where b.peers[p.slot] is not null
              ) e
              left join block i on i.serial_number = e.peer
              left join lateral (
                select x.serial_number, x.ports, x.peers
                from widgets_store.import_widgets x
                where x.serial_number = e.peer
                  and not x.renames
                  and (e.peer < ? or e.peer >= ?)
                limit 1
              ) o on true
              left join lateral (
                select y.serial_number
                from widgets_store.widgets y
                where y.serial_number = e.peer
                  and i.serial_number is null
                  and o.serial_number is null
                limit 1
              ) r on true
              where (e.peer <> e.serial_number
                  and array_position(e.peers, e.peer, strpos(e.ports, e.port)) = e.slot
                  and substr(
                    i.ports,
                    array_position(i.peers, e.serial_number, strpos(i.ports, e.port)), 1) = e.port)
                is not true
            ),
            judged as materialized (
              select e.*,
                case
                  when length(e.peer) > 255 then 'serial_number_has_1_to_255_characters'
                  when e.peer = e.serial_number then 'no_self_association'
                  when e.twice then 'association_is_unique_per_port'
                  when not e.in_files and not e.in_registry then 'widget_exists'
                  when e.in_files and substr(e.peer_ports, e.peer_slot, 1) is distinct from e.port then 'association_has_two_ends'
                end as rule
              from ends e
            ),
            refused as (
              insert into widgets_store.import_rejects (file, line, slot, argument, rule, hint)
              select j.file, j.line, j.slot, 'peer_' || j.slot, j.rule,
                case j.rule
                  when 'association_has_two_ends' then
                    format('The row of "%s" does not name "%s" on port type %s.',
                      j.peer, j.serial_number, j.port)
                  else (
                    select f.hint
                    from widgets_store.refusal(j.rule, case j.rule
                      when 'no_self_association' then array[j.serial_number]
                      when 'widget_exists' then array[j.peer]
                      when 'association_is_unique_per_port' then
                        array[j.serial_number, j.peer, j.port]
                      else array['peer has ' || length(j.peer) || ' characters.']
                    end) f)
                end
              from judged j
              where j.rule is not null
            )
            insert into widgets_store.import_associations (
              place, file, line, slot, peer_slot, reserved, serial_number, peer_serial_number, port)
            select
              1000000000000 + row_number() over (order by hashtext(j.serial_number), j.slot) + 200000 * (
                select max(n.block)
                from widgets_store.import_blocks n
                where n.step = 'widgets' and n.first = ?),
              j.file, j.line, j.slot, j.peer_slot, j.in_files, j.serial_number, j.peer, j.port
            from judged j
            where j.rule is null
              and not j.in_block
              and (not j.in_files or j.serial_number < j.peer)
            """;

    /** Clears the peers that were refused, or that the registry has instead of the files. */
    static final String CLEAR_PEERS = """
            update widgets_store.import_widgets w
            set peers = (
              select array_agg(
                case when c.slots @> array[p.slot::integer] then null else p.peer end
                order by p.slot)
              from unnest(w.peers) with ordinality p (peer, slot))
            from (
              select x.file, x.line, array_agg(x.slot) as slots
              from (
                select j.file, j.line, j.slot
                from widgets_store.import_rejects j
                where j.slot is not null
                union all
                select a.file, a.line, a.slot
                from widgets_store.import_associations a
                where a.slot is not null
                  and not a.reserved
              ) x
              group by x.file, x.line
            ) c
            where w.file = c.file and w.line = c.line
            """;

    /** Refuses rows of associations by the rules of associate_widgets. */
    static final String CHECK_ASSOCIATIONS = """
            insert into widgets_store.import_rejects (file, line, slot, argument, rule, hint)
            select a.file, a.line, a.slot, v.argument, v.rule, f.hint
            from (
              select b.*,
                row_number() over (
                  partition by least(b.serial_number, b.peer_serial_number),
                    greatest(b.serial_number, b.peer_serial_number), b.port
                  order by b.place) as copy
              from widgets_store.import_associations b
              where not b.reserved
            ) a
            left join widgets_store.import_widgets w
              on w.serial_number = a.serial_number and not w.renames
            left join widgets_store.widgets r on r.serial_number = a.serial_number
            left join widgets_store.import_widgets pw
              on pw.serial_number = a.peer_serial_number and not pw.renames
            left join widgets_store.widgets pr on pr.serial_number = a.peer_serial_number
            cross join lateral (
              select coalesce(r.ports::text, w.ports) as ports,
                coalesce(r.peers, w.peers, array_fill(null::text, array[coalesce(length(w.ports), 1)]))
                  as peers,
                coalesce(pr.ports::text, pw.ports) as peer_ports,
                coalesce(pr.peers, pw.peers, array_fill(null::text, array[coalesce(length(pw.ports), 1)]))
                  as peer_peers,
                coalesce(strpos(coalesce(r.ports::text, w.ports), a.port), 0) as at,
                coalesce(strpos(coalesce(pr.ports::text, pw.ports), a.port), 0) as peer_at
            ) k
            cross join lateral (
              select u.rule, u.argument, u.details
              from widgets_store.violated_rule(
                'associate_widgets', a.serial_number, a.peer_serial_number, null, a.port,
                k.ports, k.peers, k.peer_ports, k.peer_peers) u
              where u.rule is not null
              union all
              select 'association_is_unique_per_port', 'port',
                array[a.serial_number, a.peer_serial_number, a.port]
              where a.copy > 1
              limit 1
            ) v
            cross join lateral widgets_store.refusal(v.rule, v.details) f
            where (a.copy = 1
                and a.serial_number <> a.peer_serial_number
                and a.port in ('P', 'Q', 'R')
                and k.ports is not null
                and k.peer_ports is not null
                and substr(k.ports, array_position(k.peers, null, k.at), 1) = a.port
                and substr(k.peer_ports, array_position(k.peer_peers, null, k.peer_at), 1) = a.port
                and substr(k.ports, array_position(k.peers, a.peer_serial_number, k.at), 1)
                  is distinct from a.port) is not true
            """;

    static final String DELETE_REFUSED_ASSOCIATIONS = """
            delete from widgets_store.import_associations a
            using widgets_store.import_rejects j
            where j.file = a.file and j.line = a.line and j.slot is not distinct from a.slot
            """;

    /**
     * Refuses the associations for which a widget has too few free ports. The first ones get them.
     */
    static final String CHECK_FREE_PORTS = """
            insert into widgets_store.import_rejects (file, line, slot, argument, rule, hint)
            select distinct on (x.file, x.line, x.slot)
              x.file, x.line, x.slot, x.argument, 'port_is_free', f.hint
            from (
              select a.file, a.line, a.slot, a.place, a.port, e.serial_number, e.argument,
                row_number() over (partition by e.serial_number, a.port order by a.place) as n
              from widgets_store.import_associations a
              cross join lateral (values
                (a.serial_number, 'serial_number'),
                (a.peer_serial_number, 'peer_serial_number')) e (serial_number, argument)
              where not a.reserved
            ) x
            left join widgets_store.import_widgets w
              on w.serial_number = x.serial_number and not w.renames
            left join widgets_store.widgets r on r.serial_number = x.serial_number
            cross join lateral (
              select coalesce(r.ports::text, w.ports) as ports, coalesce(r.peers, w.peers) as peers
            ) k
            cross join lateral widgets_store.refusal(
              'port_is_free', array[x.serial_number, x.port, k.ports]) f
            where x.n > 1
              and x.n > (
                select count(*)
                from generate_series(1, length(k.ports)) s (slot)
                where substr(k.ports, s.slot, 1) = x.port
                  and k.peers[s.slot] is null)
            order by x.file, x.line, x.slot, x.argument desc
            """;
}
