package dev.widgets;

/** The statements that write the widgets of an import, and find those that others have added. */
final class ImportWriteSql {

    private ImportWriteSql() {}

    /** Writes the widgets of a block: first, next, and these three more times. */
    static final String WRITE_WIDGETS = """
            with added as (
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
              on conflict do nothing
              returning t.serial_number
            )
            select count(*) from added
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
