package dev.widgets.cli.doctor;

import org.junit.jupiter.api.Test;

/** Findings about a table that was changed or that updates burden. */
class DriftOfStoreTest extends ExaminedTest {

    private static final String MANY = """
            alter table widgets_store.widgets set (autovacuum_enabled = true, autovacuum_vacuum_threshold = 1000000000,
              autovacuum_analyze_threshold = 1000000000, autovacuum_vacuum_insert_threshold = -1);
            insert into widgets_store.widgets
            select i::text, '', 'P', '{null}' from generate_series(1, 20000) i;
            """;

    @Test
    void a_schema_without_its_history_is_a_warning() {
        database.execute("drop table widgets_store.schema_history");
        assertFound(
                "warning",
                "The schema has no migration history",
                "Install the schema with" + " widgets migrate");
    }

    @Test
    void a_constraint_and_a_foreign_key_that_were_not_released_are_warnings() {
        database.execute(
                "alter table widgets_store.widgets add constraint mine check (name <> '')");
        assertFound("warning", "The constraint mine is not part of this release.");
        database.execute("create table widgets_store.owners (name text primary key);"
                + " alter table widgets_store.widgets drop constraint mine,"
                + " add constraint theirs foreign key (name) references widgets_store.owners");
        assertFound(
                "warning",
                "The constraint theirs is not part of this release, and a foreign key halves the"
                        + " throughput.");
    }

    @Test
    void a_constraint_that_was_never_validated_is_a_danger() {
        database.execute("""
                alter domain widgets_store.widget_name drop constraint name_has_at_most_255_characters;
                alter domain widgets_store.widget_name
                  add constraint name_has_at_most_255_characters check (length(value) <= 255) not valid""");
        assertFound(
                "danger",
                "The constraint name_has_at_most_255_characters was never validated",
                "validate constraint name_has_at_most_255_characters");
    }

    @Test
    void a_rule_and_row_level_security_are_warnings() {
        database.execute(
                "create rule silence as on delete to widgets_store.widgets do instead nothing;"
                        + " alter table widgets_store.widgets enable row level security");
        assertFound("warning", "The table of widgets has an addition: rule silence");
        assertFound("warning", "The table of widgets has an addition: row level security");
    }

    @Test
    void a_bloated_table_is_a_warning() {
        database.execute(MANY);
        // in one transaction, so that no version is removed before the next one is written
        database.execute("""
                do $$begin
                  for i in 1 .. 10 loop
                    update widgets_store.widgets set name = 'new';
                  end loop;
                end$$""");
        database.execute("vacuum analyze widgets_store.widgets");
        assertFound(
                "warning",
                "bytes instead of the usual 139: the table is bloated.",
                "vacuum full widgets_store.widgets at a quiet time");
    }

    @Test
    void a_table_that_was_never_analyzed_is_a_note() {
        database.execute(MANY + "select pg_stat_force_next_flush()");
        assertFound(
                "note",
                "The table has never been analyzed: the server does not know its size.",
                "analyze widgets_store.widgets.");
        database.execute("analyze widgets_store.widgets");
        Examination.findsNo(database, "never been analyzed");
    }
}
