package dev.widgets.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.widgets.WidgetSchema;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.fixture.CommandProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in the locale C, without a user's name, and where numbers have other digits. */
class LocaleTest {

    @TempDir
    private Path folder;

    /**
     * Runs a command in the locale C. Bash makes the bytes of variables, whatever our locale is.
     */
    private String run(String variables, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("bash", "-c", "export LC_ALL=C " + variables + "; exec \"$@\"", "bash"));
        command.addAll(CommandProcess.commandLine(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("WIDGETS_URL");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + said;
    }

    @Test
    void a_home_folder_that_the_locale_cannot_name_is_said_where_it_is_needed()
            throws IOException, InterruptedException {
        String home = "HOME=" + folder + "/J$'\\xc3\\xb6'rg XDG_DATA_HOME=";
        assertThat(run(home, "--help")).startsWith("0 ");
        assertThat(run(home, "list"))
                .isEqualTo("2 widgets: The path of the home folder has characters that this locale"
                        + " lacks; set LC_ALL=C.UTF-8.\n");
    }

    @Test
    void a_password_that_is_not_in_ascii_is_read_in_the_locale_c() throws Exception {
        TwoServers servers = TwoServers.shared();
        String said = run(
                "PGHOST=127.0.0.1 PGPORT=" + servers.one
                        + " PGDATABASE=app PGUSER=$'\\xc3\\x9c'nal"
                        + " PGPASSWORD=p$'\\xc3\\xa4'ssw$'\\xc3\\xb6'rd",
                "list");
        assertThat(said).startsWith("1 ").contains("Install the schema");
    }

    @Test
    void a_user_without_a_name_is_asked_for_one() {
        CliEnvironment environment = new CliEnvironment(
                Map.of(), "?", "?", System.out, System.err, false, false, false, () -> 100);
        assertThat(catchThrowable(environment::user))
                .hasMessage("The operating system has no name for this user; set PGUSER to the user"
                        + " of the database.");
        assertThat(catchThrowable(environment::home))
                .hasMessage("The home folder is unknown; set HOME to a folder.");
    }

    @Test
    void the_printed_migrations_are_the_same_in_each_locale() {
        String printed = WidgetSchema.print();
        Locale usual = Locale.getDefault();
        try {
            for (String tag : List.of("fa-IR-u-nu-arabext", "ar-EG-u-nu-arab", "mr-IN-u-nu-deva")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(WidgetSchema.print()).isEqualTo(printed);
            }
        } finally {
            Locale.setDefault(usual);
        }
    }
}
