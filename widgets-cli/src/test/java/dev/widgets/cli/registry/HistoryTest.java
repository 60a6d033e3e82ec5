package dev.widgets.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code widgets history}, and what {@code widgets doctor} says about it. */
class HistoryTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    private final Terminal terminal = Terminal.on(DATABASE);

    @Test
    void it_is_enabled_listed_pruned_and_disabled() {
        said(terminal.run("history"), "The history is off.");
        said(terminal.run("history", "enable"), "The history is on.");
        said(terminal.run("history", "enable"), "The history is on already.");
        said(terminal.run("history", "status"), "The history is on.");
        terminal.run("add", "enable", "pump", "PQ");
        terminal.run("add", "W-2", "tank", "P");
        terminal.run("associate", "W-2", "enable", "P");
        terminal.run("rename", "W-2", "big tank");

        assertThat(times(terminal.run("history", "list", "W-2", "-o", "csv"))).isEqualTo("""
                done_at,operation,serial_number,peer_serial_number,port,ports,name,old_name,role,subject\r
                TIME,rename_widget,W-2,,,,big tank,tank,postgres,\r
                TIME,associate_widgets,W-2,enable,P,,,,postgres,\r
                TIME,add_widget,W-2,,,P,tank,,postgres,\r
                """);
        assertThat(times(terminal.run("history", "list", "enable")))
                .contains("TIME", "associate_widgets  W-2", "add_widget");
        assertThat(times(terminal.run("history", "list", "enable", "--limit", "1", "-o", "json")))
                .contains("\"operation\":\"associate_widgets\",\"serial_number\":\"W-2\","
                        + "\"peer_serial_number\":\"enable\",\"port\":\"P\",\"ports\":null,");

        said(
                terminal.run("history", "prune", "--older-than", "30d"),
                "No operations are older than 30d.");
        said(
                terminal.run("history", "disable"),
                "The history is off. The recorded operations are kept.");
        assertThat(terminal.run("history", "list", "W-2").out()).contains("rename_widget");
        said(
                terminal.run("history", "disable", "--drop"),
                "The history is off already. The recorded operations are deleted.");
        assertThat(terminal.run("history", "list", "W-2").out()).doesNotContain("rename_widget");
    }

    @Test
    void wrong_arguments_are_usage_errors() {
        refused("There is no action 'W-1'. Expected enable", "W-1");
        refused("There is no action 'lst'.", "lst", "W-1");
        refused("Which widget?", "list");
        refused("--limit must be positive, unlike 0.", "list", "W-1", "--limit", "0");
        refused("Which operations?", "prune");
        refused("The age '30' is not a number of days", "prune", "--older-than", "30");
        refused("enable takes no SERIAL_NUMBER.", "enable", "W-1");
        refused("disable takes no --older-than.", "disable", "--older-than", "30d");
        refused("list takes no --drop.", "list", "W-1", "--drop");
        refused("prune takes no --limit.", "prune", "--older-than", "30d", "--limit", "1");
        refused("status takes no --drop.", "--drop");
    }

    private void refused(String sentence, String... arguments) {
        Screen screen = terminal.run(
                Stream.concat(Stream.of("history"), Stream.of(arguments)).toArray(String[]::new));
        assertThat(screen.err()).contains(sentence);
        assertThat(screen.exitCode()).as(sentence).isEqualTo(2);
    }

    @Test
    void doctor_finds_functions_that_do_not_record_it_and_rows_without_a_partition() {
        terminal.run("history", "enable");
        assertThat(doctor()).contains("The history is on and occupies");
        DATABASE.execute("insert into widgets_store.history (done_at, operation, serial_number)"
                + " values ('2020-01-01', 'add_widget', 'x')");
        assertThat(doctor()).contains("in the default partition");
        terminal.run("history", "prune", "--older-than", "30d");
        DATABASE.execute("update widgets_store.history_periods set disabled_at = now()");
        assertThat(doctor())
                .contains("The history is off, but the functions in force record operations.");
        terminal.run("history", "disable");
        DATABASE.execute("insert into widgets_store.history_periods default values");
        assertThat(doctor()).contains("The history is on, but the functions in force do not");
        terminal.run("history", "enable");
        assertThat(doctor())
                .contains("The history is on and occupies")
                .contains("functions and 3 views match the release");
        terminal.run("history", "disable", "--drop");
    }

    private String doctor() {
        return terminal.run("doctor").out().replaceAll("\\s+", " ");
    }

    private static String times(Screen screen) {
        assertThat(screen.exitCode()).as(screen.err()).isZero();
        return screen.out().replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME");
    }

    private static void said(Screen screen, String sentence) {
        assertThat(screen.err()).endsWith(sentence + "\n");
        assertThat(screen.exitCode()).isZero();
    }
}
