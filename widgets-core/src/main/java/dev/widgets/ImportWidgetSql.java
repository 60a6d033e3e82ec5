package dev.widgets;

import java.util.Locale;

/**
 * The statements that check the widgets of an import. They change only the tables of the import.
 */
final class ImportWidgetSql {

    private ImportWidgetSql() {}

    /**
     * Cuts the widgets into ranges of serial numbers, so that duplicates are in the same one: the
     * size of a range less 1, run.
     */
    static final String CUT = """
            with recursive bound (block, first) as (
              select 0, m.serial_number
              from (
                select w.serial_number
                from widgets_store.import_widgets w
                order by w.serial_number
                limit 1
              ) m
              union all
              select b.block + 1, n.serial_number
              from bound b
              cross join lateral (
                select w.serial_number
                from widgets_store.import_widgets w
                where w.serial_number > b.first
                order by w.serial_number
                offset ?
                limit 1
              ) n
            )
            insert into widgets_store.import_blocks (run, step, block, first, next)
            select ?, 'widgets', b.block, case when b.block > 0 then b.first else '' end,
              coalesce(
                lead(b.first) over (order by b.block),
                (select max(m.serial_number) from widgets_store.import_widgets m) || '.')
            from bound b
            """;

    /** Marks the rows of widgets that exist with the same ports: first, next. */
    static final String MARK_RENAMES = """
            update widgets_store.import_widgets w
            set renames = true, peers = null
            from widgets_store.widgets r
            where w.serial_number >= ? and w.serial_number < ?
              and r.serial_number = w.serial_number
              and r.ports = w.ports
            """;

    /** Refuses rows of widgets by the rules of add_widget: first, next. */
    static final String CHECK_WIDGETS = checkWidgets(
            "row_number() over (partition by w.serial_number order by w.file, w.line)");

    /** The same for rows that are known to have different serial numbers. */
    static final String CHECK_DISTINCT_WIDGETS = checkWidgets("1");

    private static String checkWidgets(String copy) {
        return String.format(Locale.ROOT, """
            insert into widgets_store.import_rejects (file, line, argument, rule, hint)
            select b.file, b.line, v.argument, v.rule, f.hint
            from (
              select w.file, w.line, w.serial_number, w.name, w.ports, w.renames,
                %s as copy
              from widgets_store.import_widgets w
              where w.serial_number >= ? and w.serial_number < ?
            ) b
            left join widgets_store.widgets r on r.serial_number = b.serial_number
            cross join lateral (
              select u.argument, u.details,
                case
                  when u.rule = 'widget_has_1_to_3_ports' and length(b.ports) between 1 and 3
                  then 'port_is_p_q_or_r'
                  else u.rule
                end as rule
              from widgets_store.violated_rule(
                'add_widget', b.serial_number, null, b.name, b.ports,
                case
                  when b.copy > 1 then b.ports
                  when not b.renames then r.ports::text
                end,
                null, null, null) u
            ) v
            cross join lateral widgets_store.refusal(v.rule, v.details) f
            where (length(b.serial_number) between 1 and 255
                and length(b.name) <= 255
                and length(b.ports) between 1 and 3
                and b.ports ~ '^P*Q*R*$'
                and b.copy = 1
                and (r.serial_number is null or b.renames)) is not true
            """, copy);
    }

    static final String DELETE_REFUSED_WIDGETS = """
            delete from widgets_store.import_widgets w
            using widgets_store.import_rejects j
            where j.file = w.file and j.line = w.line and j.slot is null
            """;
}
