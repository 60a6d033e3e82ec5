package dev.widgets.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands that read the whole registry: stats and verify. */
class WholeRegistryTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();

    private final Terminal terminal = Terminal.on(DATABASE);

    @BeforeEach
    void two_widgets() {
        DATABASE.clear();
        DATABASE.widgets().add("A", "a", Ports.parse("PPR"));
        DATABASE.widgets().add("B", "b", Ports.parse("PQ"));
        DATABASE.widgets().associate("A", "B", PortType.P);
    }

    @Test
    void stats_counts_ports_by_type() {
        terminal.run("stats").shows(0, """
                        2 widgets

                        PORTS  FREE  TAKEN  ALL
                        P         1      2    3
                        Q         1      0    1
                        R         1      0    1
                        all       3      2    5

                        table 16.4 kB, index 16.4 kB
                        """, "");
    }

    @Test
    void stats_prints_json_and_csv() {
        terminal.run("stats", "-o", "json").shows(0, """
                        {"widgets":2,"ports":{"P":{"free":1,"taken":2},"Q":{"free":1,"taken":0},\
                        "R":{"free":1,"taken":0}},"bytes":{"table":16384,"index":16384}}
                        """, "");
        terminal.run("stats", "-o", "csv").shows(0, """
                        figure,value
                        widgets,2
                        ports_P_free,1
                        ports_P_taken,2
                        ports_Q_free,1
                        ports_Q_taken,0
                        ports_R_free,1
                        ports_R_taken,0
                        bytes_table,16384
                        bytes_index,16384
                        """.replace("\n", "\r\n"), "");
    }

    @Test
    void an_application_sees_the_counts_and_learns_which_privilege_is_missing_for_the_rest() {
        terminal.run(
                "roles",
                "--owner=stats_owner",
                "--anonymous=stats_anon",
                "--application=stats_app",
                "--authenticator=stats_auth");
        DATABASE.execute("create role stats_reader login password 'secret' in role stats_app");
        Terminal reader = new Terminal()
                .with(
                        "WIDGETS_URL",
                        DATABASE.connection().url() + "?user=stats_reader&password=secret");
        reader.run("stats")
                .shows(
                        0,
                        """
                        2 widgets

                        PORTS  FREE  TAKEN  ALL
                        P         1      2    3
                        Q         1      0    1
                        R         1      0    1
                        all       3      2    5
                        """,
                        "The sizes on disk are visible only to the owner of the registry.\n");
        for (String command : new String[] {"verify", "migrate", "roles"}) {
            assertThat(reader.run(command).err())
                    .as(command)
                    .contains("as the owner of the registry")
                    .doesNotContain("Grant the role widgets_app");
        }
    }

    @Test
    void verify_reports_a_sound_registry() {
        terminal.run("verify").shows(0, "", "All associations are sound.\n");
        terminal.run("verify", "-o", "json").shows(0, "[]\n", "All associations are sound.\n");
        terminal.run("verify", "-o", "csv")
                .shows(
                        0,
                        "violation,serial_number,peer_serial_number,port\r\n",
                        "All associations are sound.\n");
    }

    @Test
    void verify_lists_violations_and_ends_with_3() {
        DATABASE.execute(
                "update widgets_store.widgets set peers[1] = null where serial_number = 'B'");

        terminal.run("verify").shows(3, """
                        VIOLATION   SERIAL NUMBER  PORT  PEER
                        asymmetric  A              P     B
                        """, "Found 1 violation. Repair with: widgets repair\n");
        terminal.run("verify", "-o", "json")
                .shows(3, """
                        [
                        {"violation":"asymmetric","serial_number":"A","peer_serial_number":"B","port":"P"}
                        ]
                        """, "Found 1 violation. Repair with: widgets repair\n");
    }

    @Test
    void verify_lists_the_first_violations_and_counts_all() {
        DATABASE.execute("""
                insert into widgets_store.widgets (serial_number, name, ports, peers)
                select 'X' || i, 'x', 'P', array['gone']
                from generate_series(10, 40) i
                """);

        Screen twenty = terminal.run("verify", "-o", "csv");
        org.assertj.core.api.Assertions.assertThat(twenty.out().lines()).hasSize(21);
        org.assertj.core.api.Assertions.assertThat(twenty.err())
                .isEqualTo(
                        "Found 31 violations; the list shows the first 20. Repair with: widgets repair\n");
        org.assertj.core.api.Assertions.assertThat(twenty.exitCode()).isEqualTo(3);

        Screen all = terminal.run("verify", "-o", "csv", "--limit", "31");
        org.assertj.core.api.Assertions.assertThat(all.out().lines()).hasSize(32);
        org.assertj.core.api.Assertions.assertThat(all.err())
                .isEqualTo("Found 31 violations. Repair with: widgets repair\n");
    }

    @Test
    void repair_lists_what_it_would_do_and_does_it_with_yes() {
        terminal.run("repair")
                .shows(0, "", "All associations are sound; there is nothing to repair.\n");
        DATABASE.execute(
                "update widgets_store.widgets set peers[1] = null where serial_number = 'B'");
        String found = """
                VIOLATION   SERIAL NUMBER  PORT  PEER
                asymmetric  A              P     B
                """;
        terminal.run("repair")
                .shows(
                        3,
                        found,
                        "1 pair of widgets to repair. Nothing was changed. Repair with: widgets"
                                + " repair --yes\n");
        terminal.run("repair", "--yes")
                .shows(
                        0,
                        found,
                        DATABASE.line() + "Repaired 1 pair of widgets: 1 port is free now.\n");
        org.assertj.core.api.Assertions.assertThat(terminal.run("verify").exitCode())
                .isZero();
    }

    @Test
    void a_repair_that_fails_in_the_middle_says_what_is_done() {
        DATABASE.execute("""
                insert into widgets_store.widgets (serial_number, name, ports, peers)
                select 'X' || i, 'x', 'P', array['gone']
                from generate_series(1, 3) i;
                create function public.fail() returns trigger language plpgsql as
                  $$begin if new.serial_number = 'X2' then raise 'no'; end if; return new; end$$;
                create trigger fail before update on widgets_store.widgets
                  for each row execute function public.fail();
                """);
        try {
            Screen screen = terminal.run("repair", "--yes");
            org.assertj.core.api.Assertions.assertThat(screen.err())
                    .endsWith("widgets: no. 1 of 3 pairs of widgets were repaired. Repeat the"
                            + " command to continue.\n");
            org.assertj.core.api.Assertions.assertThat(screen.exitCode()).isEqualTo(1);
        } finally {
            DATABASE.execute("drop function public.fail() cascade");
        }
    }

    @Test
    void verify_refuses_a_limit_below_1() {
        terminal.run("verify", "--limit", "0")
                .shows(2, "", "widgets: --limit must be at least 1, not 0.\n");
    }
}
