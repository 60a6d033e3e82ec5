package dev.widgets.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {

    private final Terminal terminal = new Terminal();

    @Test
    void no_arguments_print_the_usage_as_an_error() {
        Screen screen = terminal.run();
        screen.shows(2, "", terminal.run("--help").out());
    }

    @Test
    void help_lists_the_exit_codes() {
        assertThat(terminal.run("--help").out()).contains("""
                        Exit codes:
                          0    done
                          1    failed; the message says if a part was done
                          2    wrong arguments; nothing was done
                          3    refused by a rule, or a check found problems; the message says if a part was done
                          4    database unreachable; the message says if a part was done
                          5    outcome unknown (connection lost); check with: widgets show
                          99   a threshold of --fail-if was crossed
                        """);
    }

    @ParameterizedTest
    @MethodSource("dev.widgets.cli.fixture.Terminal#commandNames")
    void each_command_has_help(String command) {
        Screen screen = terminal.run(command, "--help");
        assertThat(screen.exitCode()).isZero();
        assertThat(screen.err()).isEmpty();
        assertThat(screen.out()).contains("Usage: widgets " + command);
        assertThat(screen.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(screen.out()).doesNotContain("${", "null");
        terminal.run("help", command).shows(0, screen.out(), "");
        assertThat(terminal.run("help").out()).contains("\n  " + command);
    }

    @Test
    void help_of_add_shows_arguments_options_and_examples() {
        terminal.run("help", "add").shows(0, """
                        Add a widget.

                        Usage: widgets add [OPTIONS] SERIAL NAME PORTS
                               widgets add [OPTIONS] --from=FILE

                        Adds a widget. All its ports are free. A file has the columns serial_number, name and ports; its
                        lines take effect in any order.

                        Arguments:
                              [SERIAL]            Unique serial number of 1 to 255 characters.
                              [NAME]              Name of 0 to 255 characters; need not be unique.
                              [PORTS]             One to three port types, each P, Q or R, in any order.

                        Options:
                              --url=URL           Database, as postgresql://USER@HOST:PORT/NAME or a JDBC URL, without a
                                                    password.
                              --data-dir=FOLDER   Data folder of the embedded PostgreSQL.
                          -v, --verbose           Show which database was chosen and why, and details of errors.
                              --from=FILE         Perform the operation for each line of this CSV file, or of - for
                                                    standard input, and print the outcome of each line. The header names
                                                    the columns.
                          -h, --help              Show this help and exit.

                        Examples:
                          widgets add W-1 "Copper valve" PQ
                          widgets add W-2 "Copper valve" r,p,p        # the same ports as PPR
                          widgets add --from widgets.csv >outcomes.csv
                        """, "");
    }

    @Test
    void help_has_colours_only_where_they_are_allowed() {
        assertThat(terminal.run("--help").out()).doesNotContain("\u001b");
        assertThat(terminal.withColours().run("--help").out()).contains("\u001b[");
    }

    @Test
    void version_prints_the_version_the_commit_and_the_release_of_the_schema() {
        String commit = BuildVersions.read()
                .source()
                .map(source -> "\ncommit " + source)
                .orElse("");
        terminal.run("--version")
                .shows(
                        0,
                        "widgets " + BuildVersions.read().widgets() + commit
                                + "\nschema release 2\nembedded PostgreSQL "
                                + BuildVersions.read().postgresql() + "\n",
                        "");
        assertThat(BuildVersions.read().postgresql()).startsWith("18.");
    }

    @Test
    void a_command_that_does_not_exist_is_refused_with_one_that_does() {
        terminal.run("lst")
                .shows(
                        2,
                        "",
                        "widgets: There is no command 'lst'. Did you mean 'list'? See: widgets"
                                + " --help\n");
        terminal.run("help", "lst")
                .shows(
                        2,
                        "",
                        "widgets: There is no command 'lst'. List commands with: widgets help\n");
    }
}
