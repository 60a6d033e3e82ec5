package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.Pending.Change;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The batch function beside the functions that do one thing: the same results, the same table. */
@Tag("matrix")
class ApplyTest extends SqlTest {

    private static final int BATCHES = Integer.getInteger("widgets.test.batches", 80);
    private static final List<String> SERIAL_NUMBERS = List.of(
            "",
            "a",
            "b",
            "c",
            "d",
            "e",
            "\uFFFD",
            "\uD83D\uDE00",
            "x".repeat(255),
            "x".repeat(256));
    private static final List<String> PORTS = List.of("P", "Q", "PQ", "PPR", "PQR", "QQQ", "RR");
    private static final List<String> NAMES = List.of("", "pump", "n".repeat(255), "n".repeat(256));

    /** What came of an operation: "done", or all that a refusal says. */
    private record Outcome(Operation operation, String text) {

        static Outcome of(Operation operation, Optional<WidgetException> failure) {
            String text = failure.map(e -> ((RefusedException) e))
                    .map(e -> String.join(
                            "|",
                            e.sqlState(),
                            e.rule().sqlName(),
                            e.sentence(),
                            e.hint(),
                            e.argument()))
                    .orElse("done");
            return new Outcome(operation, text);
        }
    }

    @Test
    void a_batch_does_what_one_after_the_other_does() throws Exception {
        long seed = Long.getLong("widgets.test.seed", System.nanoTime());
        for (int i = 0; i < BATCHES; i++) {
            Random random = new Random(seed + i);
            fill(random);
            List<Operation> operations = Stream.generate(() -> operation(random))
                    .limit(1 + random.nextInt(40))
                    .toList();
            compare("-Dwidgets.test.seed=" + (seed + i), operations);
        }
    }

    @Test
    void a_batch_that_names_each_widget_once_does_what_one_after_the_other_does() throws Exception {
        long seed = Long.getLong("widgets.test.seed", System.nanoTime());
        for (int i = 0; i < BATCHES; i++) {
            Random random = new Random(seed + i);
            List<String> serialNumbers =
                    new ArrayList<>(List.of("a", "b", "c", "d", "e", "f", "g", "h"));
            fillWithPairs(random, serialNumbers);
            Collections.shuffle(serialNumbers, random);
            if (random.nextInt(4) == 0) {
                serialNumbers.set(0, "missing");
            }
            List<Operation> operations = new ArrayList<>();
            for (int n = 1; n < serialNumbers.size(); n += 2) {
                operations.add(pair(random, serialNumbers.get(n - 1), serialNumbers.get(n)));
            }
            compare("-Dwidgets.test.seed=" + (seed + i), operations);
        }
    }

    private void fillWithPairs(Random random, List<String> serialNumbers) throws SQLException {
        database.empty();
        for (String serialNumber : serialNumbers) {
            widgets.add(serialNumber, "", any(random, List.of("PPR", "PQR", "PPP", "QQ", "QRR")));
        }
        for (int i = 0; i < 24; i++) {
            String one = any(random, serialNumbers);
            try {
                JdbiWidgetRepository repository =
                        (JdbiWidgetRepository) WidgetRepository.over(connection);
                repository.write(pair(random, one, any(random, serialNumbers)));
            } catch (RefusedException e) {
                // one that cannot be done leaves more room for others
            }
        }
    }

    private static Operation pair(Random random, String one, String other) {
        PortType port = any(random, List.of(PortType.values()));
        return random.nextBoolean()
                ? Operation.associate(one, other, port)
                : Operation.dissociate(one, other, port);
    }

    /** Some widgets and associations from before. */
    private void fill(Random random) throws SQLException {
        database.empty();
        WidgetRepository repository = WidgetRepository.over(connection);
        for (int i = 0; i < 20; i++) {
            Operation operation = operation(random);
            try {
                ((JdbiWidgetRepository) repository).write(operation);
            } catch (RefusedException e) {
                // one that cannot be done leaves more room for others
            }
        }
    }

    private static Operation operation(Random random) {
        String one = any(random, SERIAL_NUMBERS);
        String other = any(random, SERIAL_NUMBERS);
        PortType port = any(random, List.of(PortType.values()));
        String name = any(random, NAMES);
        int kind = random.nextInt(12);
        if (kind < 4) {
            return Operation.associate(one, other, port);
        } else if (kind < 6) {
            return Operation.dissociate(one, other, port);
        } else if (kind < 9) {
            return Operation.add(one, name, Ports.parse(any(random, PORTS)));
        } else if (kind < 11) {
            return Operation.rename(one, name);
        }
        return Operation.remove(one);
    }

    private static <T> T any(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void compare(String again, List<Operation> operations) throws SQLException {
        connection.setAutoCommit(false);
        List<Outcome> expected = new ArrayList<>();
        for (Operation operation : operations) {
            expected.add(Outcome.of(operation, alone(operation)));
        }
        List<String> expectedTable = table();
        connection.rollback();
        List<Change> changes = operations.stream()
                .map(operation -> new Change(Optional.empty(), operation))
                .toList();
        ChangeBatch batch = new ChangeBatch(Optional.empty(), changes);
        assertThat(batch.run(connection)).as(again).isEmpty();
        assertThat(batch.undecided()).as(again).isEmpty();
        assertThat(changes.stream().map(one -> Outcome.of(one.operation(), one.failure())))
                .as(again)
                .containsExactlyElementsOf(expected);
        assertThat(table()).as(again).isEqualTo(expectedTable);
        connection.commit();
        connection.setAutoCommit(true);
    }

    private Optional<WidgetException> alone(Operation operation) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            ((JdbiWidgetRepository) WidgetRepository.over(connection)).write(operation);
            return Optional.empty();
        } catch (RefusedException e) {
            connection.rollback(before);
            return Optional.of(e);
        }
    }

    private List<String> apply(String arguments) throws SQLException {
        return Rows.of(
                connection,
                "select item, code, rule, argument, hint from widgets_admin.apply(null, "
                        + arguments + ")");
    }

    @Test
    void arguments_that_are_null_or_missing_are_refused_and_leave_the_others_alone()
            throws Exception {
        widgets.add("a", "", "PQ");
        widgets.add("b", "", "PQ");

        assertThat(
                        apply(
                                "'{a,b}',"
                                        + " '{add_widget,remove_widget,associate_widgets,associate_widgets,add_widget,associate_widgets}',"
                                        + " '{null,7,1,1,1,1}', '{null,null,null,2,null,2}', '{P,null,P,null,null,P}', '{x}'"))
                .containsExactly(
                        "1|23514|serial_number_has_1_to_255_characters|serial_number|serial_number is null.",
                        "2|23514|serial_number_has_1_to_255_characters|serial_number|serial_number is null.",
                        "3|23514|serial_number_has_1_to_255_characters|peer_serial_number|peer_serial_number is null.",
                        "4|23514|port_is_p_q_or_r|port|port is null.",
                        "5|23514|name_has_at_most_255_characters|name|name is null.");
        assertThat(table()).containsExactly("a||PQ|{b,NULL}", "b||PQ|{a,NULL}");
    }

    @Test
    void ports_that_cannot_be_are_refused() throws Exception {
        assertThat(apply("'{a}', '{add_widget,add_widget,add_widget,add_widget,add_widget}',"
                        + " '{1,1,1,1,1}', null, '{null,\"\",PPPP,QP,X}', '{x,x,x,x,x}'"))
                .hasSize(5)
                .allMatch(row -> row.contains("|23514|widget_has_1_to_3_ports|ports|"));
        assertThat(table()).isEmpty();
    }

    @Test
    void serial_numbers_out_of_order_or_given_twice_do_no_harm() throws Exception {
        for (String serialNumber : List.of("a", "b", "c")) {
            widgets.add(serialNumber, "", "PPP");
        }
        for (String serialNumbers : List.of("{c,b,a}", "{a,a,b}", "{b,b,b}", "{b,a,b}")) {
            apply(
                    "'" + serialNumbers
                            + "', '{associate_widgets,associate_widgets,associate_widgets,add_widget,remove_widget}',"
                            + " '{1,2,1,2,3}', '{2,3,3,null,null}', '{P,P,P,P,null}', '{null,null,null,x,null}'");
            database.assertSound();
        }
    }

    @Test
    void a_serial_number_that_no_operation_names_fails_the_batch() throws Exception {
        for (String serialNumber : List.of("a", "b", "c", "d")) {
            widgets.add(serialNumber, "", "PPP");
        }
        assertRejected(
                () -> apply("'{a,b,c,d}', '{associate_widgets,associate_widgets}',"
                        + " '{1,1}', '{2,3}', '{P,P}', '{null,null}'"),
                "XX000");
        database.assertSound();
        assertThat(table()).contains("b||PPP|{NULL,NULL,NULL}");
    }

    @Test
    void an_operation_that_is_none_fails_the_whole_batch() throws Exception {
        assertRejected(
                () -> apply("'{a}', '{add_widget,get_widget}', '{1,1}', null, '{P,P}', '{x,x}'"),
                "22023");
        assertThat(table()).isEmpty();
    }

    @Test
    void a_widget_has_the_name_of_its_last_operation() throws Exception {
        widgets.add("a", "before", "P");
        widgets.add("c", "before", "P");
        assertThat(apply("'{a,b,c}',"
                        + " '{rename_widget,rename_widget,add_widget,rename_widget,"
                        + "remove_widget,add_widget,rename_widget,rename_widget}',"
                        + " '{1,1,2,2,3,3,3,1}', null,"
                        + " '{null,null,Q,null,null,R,null,null}',"
                        + " '{x,y,new,newer,null,again,newest,z}'"))
                .isEmpty();
        assertThat(table())
                .containsExactly("a|z|P|{NULL}", "b|newer|Q|{NULL}", "c|newest|R|{NULL}");
        assertThat(apply("'{a}', '{rename_widget,remove_widget,add_widget}', '{1,1,1}', null,"
                        + " '{null,null,Q}', '{lost,null,kept}'"))
                .isEmpty();
        assertThat(table()).contains("a|kept|Q|{NULL}");
        assertThat(apply("'{a}', '{remove_widget,rename_widget}', '{1,1}', null,"
                        + " '{null,null}', '{null,none}'"))
                .containsExactly(
                        "2|PT404|widget_exists|serial_number|No widget has the serial number \"a\".");
    }

    @Test
    void a_widget_that_many_operations_meet_on_is_written_once() throws Exception {
        widgets.add("a", "", "PQR");
        widgets.add("b", "", "PQR");
        connection.setAutoCommit(false);
        apply(
                "'{a,b}', '{associate_widgets,associate_widgets,remove_association,associate_widgets}',"
                        + " '{1,1,1,1}', '{2,2,2,2}', '{P,Q,P,R}', null");
        assertThat(
                        Rows.of(
                                connection,
                                "select sum(n_tup_upd) from pg_stat_xact_user_tables where schemaname = 'widgets_store'"))
                .containsExactly("2");
        connection.commit();
        connection.setAutoCommit(true);
        assertThat(table()).containsExactly("a||PQR|{NULL,b,b}", "b||PQR|{NULL,a,a}");
    }

    @Test
    void nothing_is_nothing() throws Exception {
        assertThat(apply("null, null, null, null, null, null")).isEmpty();
        assertThat(apply("'{}', '{}', '{}', '{}', '{}', '{}'")).isEmpty();
    }
}
