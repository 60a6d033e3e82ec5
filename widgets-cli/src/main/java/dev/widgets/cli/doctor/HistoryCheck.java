package dev.widgets.cli.doctor;

import dev.widgets.WidgetHistory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks that the functions in force agree with whether the history is on, and its partitions. */
final class HistoryCheck implements Check {

    private static final String AREA = "history";
    private static final int DAYS_AHEAD = 3;
    private static final String PRUNE =
            "Run widgets history prune every day; it makes the partitions of the next 30 days.";

    /** An installation before its migration has no such table. */
    private static final String HAS_TABLES =
            "select to_regclass('widgets_store.history_periods') is not null";

    private static final String STATE = """
            select
              exists (select 1 from widgets_store.history_periods p where p.disabled_at is null),
              exists (
                select 1
                from widgets_store.history_default h
                where h.done_at < date_trunc('day', now() at time zone 'utc') at time zone 'utc'),
              (
                select sum(pg_catalog.pg_total_relation_size(t.relid))
                from pg_catalog.pg_partition_tree('widgets_store.history') t),
              (
                select max(substr(c.relname, length('history_') + 1))
                  >= to_char((now() at time zone 'utc')::date + ?::integer, 'YYYYMMDD')
                from pg_catalog.pg_inherits i
                join pg_catalog.pg_class c on c.oid = i.inhrelid
                where i.inhparent = 'widgets_store.history'::regclass
                  and c.relname ~ '^history_[0-9]{8}$')
            """;

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        if (!server.row(HAS_TABLES).is(0)) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        Row state = server.row(STATE, DAYS_AHEAD);
        boolean on = state.is(0);
        agreement(on, WidgetHistory.isRecording(server.connection()), findings);
        if (state.is(1)) {
            findings.add(Finding.warning(
                    AREA,
                    "Some recorded operations are in the default partition, because their days had"
                            + " no partition of their own.",
                    PRUNE));
        } else if (on && !state.is(3)) {
            findings.add(Finding.warning(
                    AREA,
                    "The history has partitions for less than " + DAYS_AHEAD + " more days.",
                    PRUNE));
        }
        if (findings.isEmpty()) {
            boolean wasOn = !state.text(3).isEmpty();
            String size = wasOn
                    ? String.format(Locale.ROOT, " and occupies %,d kB.", state.number(2) / 1000)
                    : ".";
            findings.add(Finding.ok(AREA, "The history is " + (on ? "on" : "off") + size));
        }
        return findings;
    }

    private static void agreement(boolean on, boolean recording, List<Finding> to) {
        if (on && !recording) {
            to.add(Finding.danger(
                    AREA,
                    "The history is on, but the functions in force do not record operations, so"
                            + " some are missing.",
                    "Run widgets history enable."));
        } else if (!on && recording) {
            to.add(Finding.warning(
                    AREA,
                    "The history is off, but the functions in force record operations.",
                    "Run widgets history disable, or widgets history enable."));
        }
    }
}
