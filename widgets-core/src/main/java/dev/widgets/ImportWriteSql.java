package dev.widgets;

/** The statements that write the widgets of an import, and find those that others have added. */
final class ImportWriteSql {

    private ImportWriteSql() {}

    /**
     * Writes the widgets of a block: first, next, and these three more times. It fails if one of
     * them exists; {@code on conflict} would write a second record to the log for each row.
     */
    static final String WRITE_WIDGETS = """
            insert into widgets_store.widgets as t (serial_number, name, ports, peers)
            select w.serial_number, w.name, w.ports,
              trim_array(
                array[
                  case when w.peers[1] >= ? and w.peers[1] < ? then w.peers[1] end,
                  case when w.peers[2] >= ? and w.peers[2] < ? then w.peers[2] end,
                  case when w.peers[3] >= ? and w.peers[3] < ? then w.peers[3] end
                ],
                3 - length(w.ports))
            from widgets_store.import_widgets w
            where w.serial_number >= ? and w.serial_number < ?
              and not w.renames
            order by w.serial_number
            """;

    /** Locks the ends of a block of associations in order: above a place, up to a place. */
    static final String LOCK_ENDS = """
            select r.serial_number
            from widgets_store.widgets r
            where r.serial_number in (
              select e.serial_number
              from widgets_store.import_associations a
              cross join lateral (values (a.serial_number), (a.peer_serial_number)) e (serial_number)
              where a.place > ? and a.place <= ?)
            order by r.serial_number
            for no key update
            """;

    /**
     * Makes a block of associations whose ends are locked, with one update of each widget: above a
     * place, up to a place. Returns the places of those for which an end is missing or taken. The
     * k-th association of a widget on a port type takes the k-th free port of that type, unless the
     * rows of the widgets say which one; one that is not made leaves its ports free. Two that would
     * take the same port are left out as well. While the history is on, none is made: the functions
     * record those that they make.
     */
    static final String ASSOCIATE =
            """
            with ends as (
              select a.place, a.port, e.here, e.there, e.slot,
                row_number() over (partition by e.here, a.port order by a.place) as rank
              from widgets_store.import_associations a
              cross join lateral (values
                (a.serial_number, a.peer_serial_number, a.slot),
                (a.peer_serial_number, a.serial_number, a.peer_slot)) e (here, there, slot)
              where a.place > ? and a.place <= ?
            ),
            seated as (
              select e.place, e.here, e.there,
                case
                  when substr(r.ports, array_position(r.peers, e.there, strpos(r.ports, e.port)), 1)
                    = e.port then null
                  when e.slot is not null then
                    case when substr(r.ports, e.slot, 1) = e.port and r.peers[e.slot] is null
                      then e.slot end
                  else (
                    select p.slot
                    from unnest(r.peers) with ordinality p (peer, slot)
                    where p.peer is null
                      and substr(r.ports, p.slot::integer, 1) = e.port
                    order by p.slot
                    offset e.rank - 1
                    limit 1)
                end as slot
              from ends e
              left join widgets_store.widgets r on r.serial_number = e.here
            ),
            claimed as (
              select s.*, count(*) over (partition by s.here, s.slot) as claims
              from seated s
            ),
            judged as materialized (
              select c.*,
                count(c.slot) filter (where c.claims = 1) over (partition by c.place) = 2
                  and not exists (
                    select 1
                    from widgets_store.history_periods h
                    where h.disabled_at is null) as good
              from claimed c
            ),
            associated as (
              update widgets_store.widgets w
              set peers =
            """ + ImportPairSql.FREE_PORTS_TAKEN + """
              from (
                select s.here,
            """ + ImportPairSql.PEERS_BY_SLOT + """
                from judged s
                where s.good
                group by s.here
              ) n
              where w.serial_number = n.here
            )
            select distinct j.place
            from judged j
            where not j.good
            """;

    /** The rows of a block whose widgets others have added since the check: first, next. */
    static final String TAKEN = """
            insert into widgets_store.import_rejects (file, line, argument, rule, hint)
            select w.file, w.line, 'serial_number', 'serial_number_is_unique', f.hint
            from widgets_store.import_widgets w
            join widgets_store.widgets r on r.serial_number = w.serial_number
            cross join lateral widgets_store.refusal(
              'serial_number_is_unique', array[w.serial_number]) f
            where w.serial_number >= ? and w.serial_number < ?
              and not w.renames
            """;

    /** Refuses the peers that name a widget whose row was refused while writing: first, next. */
    static final String REFUSE_PEERS_OF_TAKEN = """
            insert into widgets_store.import_rejects (file, line, slot, argument, rule, hint)
            select o.file, o.line, p.slot, 'peer_' || p.slot, 'association_has_two_ends',
              format('The row of "%s" was refused.', w.serial_number)
            from widgets_store.import_rejects j
            join widgets_store.import_widgets w on w.file = j.file and w.line = j.line
            cross join lateral unnest(w.peers) n (peer)
            join widgets_store.import_widgets o on o.serial_number = n.peer
            cross join lateral unnest(o.peers) with ordinality p (peer, slot)
            where j.slot is null
              and w.serial_number >= ? and w.serial_number < ?
              and p.peer = w.serial_number
            """;

    /** Forgets reserved associations whose rows were refused while writing: first, next. */
    static final String FORGET_ASSOCIATIONS_OF_TAKEN = """
            delete from widgets_store.import_associations a
            using widgets_store.import_rejects j, widgets_store.import_widgets w
            where j.slot is null
              and w.file = j.file and w.line = j.line
              and w.serial_number >= ? and w.serial_number < ?
              and (a.reserved and w.serial_number in (a.serial_number, a.peer_serial_number)
                or a.file = w.file and a.line = w.line)
            """;

    static final String LOCK_RENAMED = """
            select r.serial_number
            from widgets_store.widgets r
            where r.serial_number in (
              select w.serial_number
              from widgets_store.import_widgets w
              where w.serial_number >= ? and w.serial_number < ?
                and w.renames)
            order by r.serial_number
            for no key update
            """;

    static final String RENAME = """
            update widgets_store.widgets r
            set name = w.name
            from widgets_store.import_widgets w
            where w.serial_number >= ? and w.serial_number < ?
              and w.renames
              and r.serial_number = w.serial_number
              and r.name <> w.name
            """;
}
