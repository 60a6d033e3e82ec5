package dev.widgets.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.FaultyProxy;
import dev.widgets.WidgetSchema;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.DataFolderServer;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings about a database with unusual settings, a distant server or a wrong clock. */
class StrangeDatabaseTest extends ExaminedTest {

    @Test
    void another_encoding_is_a_danger() {
        CommandDatabase latin =
                another("latin", "encoding 'LATIN1' locale_provider libc locale 'C'");
        latin.execute(WidgetSchema.print());
        Examination.finds(
                latin,
                "danger",
                "The encoding of the database is LATIN1",
                "Create a database with encoding UTF8");
    }

    @Test
    void damage_that_nothing_would_notice_is_a_note(@TempDir Path home) throws IOException {
        try (DataFolderServer server =
                DataFolderServer.initialized(home.resolve("widgets"), "--no-data-checksums")) {
            server.database().execute(WidgetSchema.print());
            Examination.finds(
                    server.database(), "note", "Data checksums are off", "pg_checksums --enable");
        }
        Examination.findsNo(database, "checksums");
    }

    @Test
    void a_clock_that_is_ahead_is_a_note_and_one_far_behind_a_warning() {
        CommandDatabase elsewhere = another("elsewhere", "");
        elsewhere.execute(WidgetSchema.print());
        elsewhere.execute(
                "alter function pg_catalog.clock_timestamp() rename to true_clock_timestamp");
        tells(elsewhere, "1.5 s");
        Examination.finds(elsewhere, "ok", "The clocks of this machine and the server agree.");
        tells(elsewhere, "30.5 s");
        Examination.finds(
                elsewhere,
                "note",
                "The clock of the server is 30 s ahead of the clock of this machine",
                "Synchronize both clocks with NTP.");
        tells(elsewhere, "-90.5 s");
        Examination.finds(
                elsewhere,
                "warning",
                "The clock of the server is 90 s behind the clock of this" + " machine");
    }

    /** Shifts the time that the database reports. */
    private static void tells(CommandDatabase database, String shift) {
        database.execute("create or replace function pg_catalog.clock_timestamp()"
                + " returns timestamptz language sql volatile"
                + " as $$select pg_catalog.true_clock_timestamp() + interval '" + shift + "'$$");
    }

    @Test
    void a_server_that_is_far_away_is_a_note() throws IOException {
        try (FaultyProxy wire = database.proxy()) {
            wire.delay(Duration.ofMillis(4));
            Screen screen = new Terminal()
                    .with("PGPASSWORD", database.connection().properties().getProperty("password"))
                    .run("doctor", "--url", wire.url(database.name()) + "?user=postgres");
            assertThat(screen.exitCode()).as(screen.toString()).isZero();
            assertThat(screen.out().replaceAll("\\s+", " "))
                    .containsPattern(
                            "note clock The server is ([89]|\\d\\d) ms away: each operation"
                                    + " takes at least one such round trip\\. Run services close"
                                    + " to the server\\.");
        }
        Examination.findsNo(database, "ms away");
    }

    @Test
    void what_may_not_be_looked_at_is_a_note() {
        database.execute("revoke select on pg_catalog.pg_prepared_xacts from public");
        try {
            Screen screen = new Terminal()
                    .with("PGPASSWORD", "x")
                    .run("doctor", "--url", database.connection().url() + "?user=intern");
            assertThat(screen.exitCode()).as(screen.toString()).isZero();
            assertThat(screen.out().replaceAll("\\s+", " "))
                    .contains("note sessions This check could not run: ERROR: permission denied"
                            + " for view pg_prepared_xacts")
                    .contains("Connect as the owner, or as a superuser.")
                    .contains("ok clock");
        } finally {
            database.execute("grant select on pg_catalog.pg_prepared_xacts to public");
        }
    }
}
