package dev.widgets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of the table of rules: a call that a rule refuses, whatever way it takes to the database,
 * and what the rule says.
 *
 * @param function the name of the function
 * @param arguments its arguments as SQL reads them, ports as an array such as {@code {P,Q}}
 * @param expected what it says
 */
public record RefusalCase(String function, List<String> arguments, Refusal expected) {

    private static final String SERIAL = "serial_number_has_1_to_255_characters";
    private static final String NAME = "name_has_at_most_255_characters";
    private static final String PORTS = "widget_has_1_to_3_ports";
    private static final String PORT = "port_is_p_q_or_r";
    private static final String DAMAGED = "associations_are_sound";
    private static final String LONG = "x".repeat(256);

    /** The widgets that the calls meet, some of them damaged. */
    public static final String WIDGETS = """
            select widgets.add_widget('a', '', '{P,Q}'), widgets.add_widget('b', '', '{P,Q}'),
              widgets.add_widget('c', '', '{P,Q}'), widgets.add_widget('d', '', '{P,Q}'),
              widgets.add_widget('e', '', '{P,P,Q}');
            select widgets.associate_widgets('a', 'b', 'P'), widgets.associate_widgets('c', 'd', 'P');
            insert into widgets_store.widgets
            values ('one end', '', 'P', '{no end}'), ('no end', '', 'P', '{null}'), ('lost', '', 'Q', '{nobody}');
            """;

    /** The additions and associations of {@link #WIDGETS} that leave no damage. */
    static List<Operation> sound() {
        return List.of(
                Operation.add("a", "", Ports.parse("PQ")),
                Operation.add("b", "", Ports.parse("PQ")),
                Operation.add("c", "", Ports.parse("PQ")),
                Operation.add("d", "", Ports.parse("PQ")),
                Operation.add("e", "", Ports.parse("PPQ")),
                Operation.associate("a", "b", PortType.P),
                Operation.associate("c", "d", PortType.P),
                Operation.add("no end", "", Ports.parse("P")));
    }

    boolean isDamaged() {
        return expected.detail().equals(DAMAGED);
    }

    /** The names of the arguments, in their order. */
    public List<String> names() {
        return switch (function) {
            case "add_widget" -> List.of("serial_number", "name", "ports");
            case "rename_widget" -> List.of("serial_number", "name");
            case "associate_widgets", "remove_association" ->
                List.of("serial_number", "peer_serial_number", "port");
            default -> List.of("serial_number");
        };
    }

    /** The call, for the messages of the tests. */
    @Override
    public String toString() {
        return function
                + arguments.stream()
                        .map(one -> one != null && one.length() > 255
                                ? one.length() + " characters"
                                : one)
                        .toList();
    }

    /** Every rule of every function, and which of several wins. */
    public static List<RefusalCase> all() {
        return Stream.of(oneWidget(), additions(), renamings(), pairs(), associations())
                .flatMap(List::stream)
                .toList();
    }

    private static List<RefusalCase> oneWidget() {
        List<RefusalCase> cases = new ArrayList<>();
        for (String function : List.of("remove_widget", "get_widget")) {
            cases.add(refused(
                    SERIAL, "serial_number", "serial_number is null.", function, (String) null));
            cases.add(refused(
                    SERIAL, "serial_number", "serial_number has 0 characters.", function, ""));
            cases.add(refused(
                    SERIAL, "serial_number", "serial_number has 256 characters.", function, LONG));
            cases.add(missing("serial_number", "ghost", function, "ghost"));
        }
        cases.add(refused(
                DAMAGED,
                "serial_number",
                damaged("A port of \"lost\" leads to \"nobody\", which does not exist."),
                "remove_widget",
                "lost"));
        return cases;
    }

    private static List<RefusalCase> additions() {
        List<RefusalCase> cases = new ArrayList<>();
        cases.add(add(SERIAL, "serial_number", "serial_number is null.", null, LONG, "{}"));
        cases.add(add(SERIAL, "serial_number", "serial_number has 0 characters.", "", null, "{P}"));
        cases.add(
                add(SERIAL, "serial_number", "serial_number has 256 characters.", LONG, "", null));
        cases.add(add(NAME, "name", "name is null.", "new", null, "{P,Q,R,P}"));
        cases.add(add(NAME, "name", "name has 256 characters.", "new", LONG, "{P}"));
        cases.add(add(NAME, "name", "name has 256 characters.", "a", LONG, null));
        cases.add(add(PORTS, "ports", "ports is null.", "new", "", null));
        cases.add(add(PORTS, "ports", "ports has 0 elements.", "new", "", "{}"));
        cases.add(add(PORTS, "ports", "ports has 4 elements.", "new", "", "{P,Q,R,P}"));
        cases.add(add(PORTS, "ports", "ports has 4 elements.", "a", "", "{R,R,R,R}"));
        cases.add(add(PORTS, "ports", "ports has a null element.", "new", "", "{P,NULL}"));
        cases.add(add(PORTS, "ports", "ports has 2 dimensions.", "new", "", "{{Q,P}}"));
        cases.add(add(
                "serial_number_is_unique",
                "serial_number",
                "The serial number \"a\" is already in use.",
                "a",
                "another name",
                "{R}"));
        return cases;
    }

    private static List<RefusalCase> renamings() {
        String rename = "rename_widget";
        return List.of(
                refused(SERIAL, "serial_number", "serial_number is null.", rename, null, null),
                refused(SERIAL, "serial_number", "serial_number has 0 characters.", rename, "", ""),
                refused(
                        SERIAL,
                        "serial_number",
                        "serial_number has 256 characters.",
                        rename,
                        LONG,
                        LONG),
                refused(NAME, "name", "name is null.", rename, "a", null),
                refused(NAME, "name", "name has 256 characters.", rename, "a", LONG),
                refused(NAME, "name", "name has 256 characters.", rename, "ghost", LONG),
                missing("serial_number", "ghost", rename, "ghost", "valve"));
    }

    private static List<RefusalCase> pairs() {
        List<RefusalCase> cases = new ArrayList<>();
        String peer = "peer_serial_number";
        for (String function : List.of("associate_widgets", "remove_association")) {
            cases.add(refused(
                    SERIAL, "serial_number", "serial_number is null.", function, null, null, null));
            cases.add(refused(
                    SERIAL,
                    "serial_number",
                    "serial_number has 256 characters.",
                    function,
                    LONG,
                    LONG,
                    "P"));
            cases.add(refused(SERIAL, peer, peer + " is null.", function, "ghost", null, "P"));
            cases.add(refused(SERIAL, peer, peer + " has 0 characters.", function, "a", "", null));
            cases.add(refused(PORT, "port", "port is null.", function, "ghost", "ghost", null));
            cases.add(refused(
                    "no_self_association",
                    peer,
                    "Both serial numbers are \"ghost\".",
                    function,
                    "ghost",
                    "ghost",
                    "P"));
            cases.add(refused(
                    "no_self_association",
                    peer,
                    "Both serial numbers are \"a\".",
                    function,
                    "a",
                    "a",
                    "R"));
            cases.add(missing("serial_number", "ghost 2", function, "ghost 2", "ghost 1", "P"));
            cases.add(missing("serial_number", "ghost", function, "ghost", "a", "R"));
            cases.add(missing(peer, "ghost", function, "a", "ghost", "R"));
            for (List<String> pair :
                    List.of(List.of("one end", "no end"), List.of("no end", "one end"))) {
                cases.add(refused(
                        DAMAGED,
                        "port",
                        damaged(
                                "The association of \"%s\" and \"%s\" on port type P has only one end."
                                        .formatted(pair.get(0), pair.get(1))),
                        function,
                        pair.get(0),
                        pair.get(1),
                        "P"));
            }
        }
        return cases;
    }

    private static List<RefusalCase> associations() {
        String associate = "associate_widgets";
        return List.of(
                refused(
                        "association_is_unique_per_port",
                        "port",
                        "\"b\" and \"a\" are associated on port type P.",
                        associate,
                        "b",
                        "a",
                        "P"),
                taken("serial_number", "d", associate, "d", "a", "P"),
                taken("serial_number", "a", associate, "a", "e", "P"),
                taken("peer_serial_number", "a", associate, "e", "a", "P"),
                refused(
                        "port_is_free",
                        "peer_serial_number",
                        "\"no end\" has no port of type Q; its ports are P.",
                        associate,
                        "a",
                        "no end",
                        "Q"),
                refused(
                        "port_is_free",
                        "serial_number",
                        "\"a\" has no port of type R; its ports are PQ.",
                        associate,
                        "a",
                        "d",
                        "R"),
                apart("a", "c", "P"),
                apart("a", "b", "Q"),
                apart("b", "a", "R"));
    }

    private static RefusalCase refused(
            String rule, String argument, String hint, String function, String... arguments) {
        return new RefusalCase(
                function, Arrays.asList(arguments), Refusal.of(rule, argument, hint));
    }

    private static RefusalCase add(
            String rule, String argument, String hint, String one, String name, String ports) {
        return refused(rule, argument, hint, "add_widget", one, name, ports);
    }

    private static RefusalCase missing(
            String argument, String missing, String function, String... arguments) {
        String hint = "No widget has the serial number \"" + missing + "\".";
        return refused("widget_exists", argument, hint, function, arguments);
    }

    private static RefusalCase taken(
            String argument, String taken, String function, String... arguments) {
        String hint = "Every port of type P of \"" + taken + "\" is in use; its ports are PQ.";
        return refused("port_is_free", argument, hint, function, arguments);
    }

    private static RefusalCase apart(String one, String other, String port) {
        String hint = "\"%s\" and \"%s\" have no association on port type %s."
                .formatted(one, other, port);
        return refused("association_exists", "port", hint, "remove_association", one, other, port);
    }

    private static String damaged(String what) {
        return what + " Repair them with widgets repair.";
    }

    /** The ports of an addition as sorted letters, null where no letters can stand for them. */
    String letters() {
        String ports = arguments.get(2);
        if (ports == null || ports.contains("NULL") || ports.startsWith("{{")) {
            return null;
        }
        return ports.replaceAll("[{},]", "")
                .chars()
                .sorted()
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** The call as an operation of the library. */
    Operation operation() {
        return switch (function) {
            case "add_widget" ->
                Operation.add(arguments.get(0), arguments.get(1), Ports.parse(letters()));
            case "remove_widget" -> Operation.remove(arguments.get(0));
            case "rename_widget" -> Operation.rename(arguments.get(0), arguments.get(1));
            case "associate_widgets" ->
                Operation.associate(
                        arguments.get(0), arguments.get(1), PortType.parse(arguments.get(2)));
            default ->
                Operation.dissociate(
                        arguments.get(0), arguments.get(1), PortType.parse(arguments.get(2)));
        };
    }
}
