package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Hostile texts through every argument of every function, by SQL and by the library: each is done,
 * or refused in one of the ways that are documented, and what was refused has changed nothing.
 * System property {@code widgets.test.fuzz} says how many.
 */
@Tag("once")
@Tag("repeated")
class RegistryFuzzTest extends SqlTest {

    private static final int COUNT = Integer.getInteger("widgets.test.fuzz", 2_000);

    private static final Map<String, Integer> FUNCTIONS = new TreeMap<>(Map.of(
            "select widgets.add_widget(?, ?, ?::text[]::widgets.port_type[])", 3,
            "select widgets.add_widget(?, ?, ?::widgets.port_type[])", 3,
            "select widgets.remove_widget(?)", 1,
            "select widgets.rename_widget(?, ?)", 2,
            "select widgets.associate_widgets(?, ?, ?::widgets.port_type)", 3,
            "select widgets.remove_association(?, ?, ?::widgets.port_type)", 3,
            "select widgets.get_widget(?)::text", 1,
            "select widgets_admin.remove_widgets(array[?, ?])", 2));

    /** The rules', and what PostgreSQL says of a value that is none of the type or no text. */
    private static final Set<String> DOCUMENTED =
            Set.of("PT404", "PT409", "PT422", "23514", "22P02", "22021");

    private static final Set<String> RULES = Set.of("PT404", "PT409", "PT422", "23514");

    private static final String SUM =
            "select count(*), sum(hashtextextended(w::text, 0)) from widgets_store.widgets w";

    private final long seed = Long.getLong("widgets.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final HostileText texts = new HostileText(random);
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<String> known = new ArrayList<>(List.of("a", "b"));

    @Test
    void every_argument_of_every_function() throws Exception {
        List<String> functions = new ArrayList<>(FUNCTIONS.keySet());
        String before = Rows.of(connection, SUM).toString();
        for (int i = 0; i < COUNT; i++) {
            String function = functions.get(random.nextInt(functions.size()));
            List<String> arguments = arguments(function, FUNCTIONS.get(function));
            String state = call(function, arguments);
            outcomes.merge(state, 1, Integer::sum);
            String after = Rows.of(connection, SUM).toString();
            if (!state.equals("done")) {
                assertThat(after).as(again(function, arguments)).isEqualTo(before);
            }
            before = after;
        }
        System.out.println("fuzzed: " + outcomes + ", -Dwidgets.test.seed=" + seed);
        assertThat(outcomes).containsKeys("done", "PT404", "PT409", "23514", "22P02", "22021");
    }

    private String again(String function, List<String> arguments) {
        return function + " " + arguments + ", -Dwidgets.test.seed=" + seed;
    }

    private List<String> arguments(String function, int count) {
        List<String> arguments = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            boolean ports = function.contains("?::") && i == count && count == 3;
            arguments.add(ports ? ports(function.contains("[]")) : text());
        }
        return arguments;
    }

    private String text() {
        int kind = random.nextInt(20);
        if (kind == 0) {
            return null;
        }
        if (kind < 9) {
            return known.get(random.nextInt(known.size()));
        }
        String text = texts.nextOfAll();
        // the driver writes an unpaired surrogate as a question mark; the library refuses it
        return text.indexOf(0) >= 0 || HostileText.isKeepable(text) ? text : "?";
    }

    private String ports(boolean array) {
        int kind = random.nextInt(10);
        if (kind == 0) {
            return null;
        }
        if (kind < 7) {
            return array
                    ? "{P,Q,R}".substring(0, 2 + 2 * random.nextInt(3)).replaceAll(",$", "") + "}"
                    : "P";
        }
        return List.of(
                        "{}",
                        "{{P},{Q}}",
                        "[0:1]={P,Q}",
                        "{NULL}",
                        "{P,null}",
                        "{P,Q,R,R}",
                        "{p}",
                        "Q ",
                        "",
                        "{P",
                        "[1:9]={P}")
                .get(random.nextInt(11));
    }

    /** "done", or the SQLSTATE of the refusal, which must say what is documented. */
    private String call(String function, List<String> arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(function)) {
            for (int i = 0; i < arguments.size(); i++) {
                statement.setString(i + 1, arguments.get(i));
            }
            try (ResultSet result = statement.executeQuery()) {
                assertThat(result.next()).isTrue();
                assertThat(result.getString(1)).isNotNull();
            }
            if (function.contains("add_widget")) {
                assertKept(arguments.get(0), arguments.get(1));
                known.add(arguments.get(0));
            }
            return "done";
        } catch (PSQLException e) {
            ServerErrorMessage said = e.getServerErrorMessage();
            assertThat(said).as(again(function, arguments)).isNotNull();
            String state = said.getSQLState();
            assertThat(DOCUMENTED).as(again(function, arguments) + e).contains(state);
            if (RULES.contains(state)) {
                assertThat(said.getMessage())
                        .matches("[ -~]+")
                        .doesNotContain(String.valueOf(arguments.get(0)) + "\"");
                assertThat(Rule.ofSqlName(String.valueOf(said.getConstraint())))
                        .as(again(function, arguments))
                        .isPresent();
                assertThat(said.getDetail()).isEqualTo(said.getConstraint());
            }
            return state;
        }
    }

    private void assertKept(String serialNumber, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select name from widgets.widgets where serial_number = ?")) {
            statement.setString(1, serialNumber);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo(name);
            }
        }
    }

    @Test
    void every_argument_of_the_library() throws Exception {
        WidgetRepository repository = WidgetRepository.over(connection);
        String before = Rows.of(connection, SUM).toString();
        for (int i = 0; i < COUNT; i++) {
            String outcome = perform(repository);
            outcomes.merge(outcome, 1, Integer::sum);
            String after = Rows.of(connection, SUM).toString();
            if (!outcome.equals("done")) {
                assertThat(after).as("-Dwidgets.test.seed=" + seed).isEqualTo(before);
            }
            before = after;
        }
        System.out.println("fuzzed: " + outcomes + ", -Dwidgets.test.seed=" + seed);
        assertThat(outcomes)
                .containsKeys(
                        "done",
                        "NO_SUCH_WIDGET",
                        "TEXT_IS_UNICODE",
                        "SERIAL_NUMBER_HAS_1_TO_255_CHARACTERS");
    }

    private String perform(WidgetRepository repository) {
        String one =
                random.nextBoolean() ? known.get(random.nextInt(known.size())) : texts.nextOfAll();
        String other =
                random.nextBoolean() ? known.get(random.nextInt(known.size())) : texts.nextOfAll();
        try {
            switch (random.nextInt(9)) {
                case 0, 1 -> {
                    repository.add(
                            one, other, Ports.parse(random.nextInt(4) > 0 ? "PQR" : texts.next()));
                    assertThat(repository.find(one).orElseThrow().name()).isEqualTo(other);
                    known.add(one);
                }
                case 2 -> repository.remove(one);
                case 3 -> repository.associate(one, other, PortType.P);
                case 4 -> repository.dissociate(one, other, PortType.Q);
                case 5 -> repository.find(one);
                case 6 -> repository.rename(one, other);
                case 7 -> repository.list(WidgetQuery.first(3).after(one).named(other));
                default -> repository.associate(one, one, PortType.R);
            }
            return "done";
        } catch (InvalidInputException e) {
            return e.rule().name();
        } catch (NoSuchWidgetException e) {
            return "NO_SUCH_WIDGET";
        } catch (RefusedException e) {
            return e.getClass().getSimpleName();
        }
    }
}
