package dev.widgets.cli.doctor;

import dev.widgets.WidgetSchema;
import dev.widgets.cli.fixture.CommandProcess;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Findings about roles with more or fewer privileges than in the release. */
class DriftOfRolesTest extends ExaminedTest {

    @Test
    void an_authenticator_that_inherits_is_a_warning() {
        database.execute("alter role authenticator inherit");
        try {
            assertFound(
                    "warning",
                    "authenticator inherits the privileges of the roles that it should have to"
                            + " switch to.",
                    "alter role authenticator noinherit.");
        } finally {
            database.execute("alter role authenticator noinherit");
        }
    }

    @Test
    void an_authenticator_that_may_not_become_the_public_is_a_warning() {
        database.execute("revoke web_anon from authenticator");
        assertFound("warning", "authenticator may not switch to web_anon.", "Run widgets roles.");
    }

    @Test
    void services_of_another_release_are_a_warning() throws SQLException {
        try (Connection service = database.dataSource().getConnection();
                Connection older = database.dataSource().getConnection()) {
            service.createStatement()
                    .execute("set application_name = 'widgets serve, release "
                            + WidgetSchema.RELEASE + "'");
            assertFound("ok", "widgets serve of release 2 is connected in 1 sessions.");
            older.createStatement().execute("set application_name = 'widgets serve, release 1'");
            assertFound(
                    "warning",
                    "widgets serve of release 1 is connected in 1 sessions, but this command line has"
                            + " release 2.",
                    "Update the older one of the two.");
        }
    }

    @Test
    void a_service_that_logs_in_as_superuser_is_a_note() throws SQLException {
        try (Connection service = database.dataSource().getConnection()) {
            service.createStatement().execute("set application_name = 'widgets serve'");
            assertFound(
                    "note",
                    "widgets is logged in as the superuser postgres in 1 other sessions",
                    "member of widgets_app");
        }
        CommandProcess.await(
                "the session ends",
                () -> database.query("select count(*) from pg_stat_activity where application_name"
                                + " like 'widgets s%'")
                        .equals("0"));
        Examination.findsNo(database, "logged in as the superuser");
    }
}
