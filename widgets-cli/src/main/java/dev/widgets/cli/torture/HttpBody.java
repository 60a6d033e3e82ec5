package dev.widgets.cli.torture;

import java.util.stream.Collectors;

/** Builds request bodies for {@code widgets serve}; no value in a step needs escaping in JSON. */
final class HttpBody {

    private HttpBody() {}

    static String function(Action action) {
        return switch (action) {
            case ADD -> "add_widget";
            case REMOVE -> "remove_widget";
            case ASSOCIATE -> "associate_widgets";
            case DISSOCIATE -> "remove_association";
            case FIND -> "get_widget";
        };
    }

    static String of(Step step) {
        String one = pair("serial_number", quoted(step.serialNumber()));
        return switch (step.action()) {
            case REMOVE, FIND -> "{" + one + "}";
            case ADD ->
                "{" + one + "," + pair("name", quoted(step.name())) + ","
                        + pair("ports", array(step.ports())) + "}";
            case ASSOCIATE, DISSOCIATE ->
                "{" + one + "," + pair("peer_serial_number", quoted(step.peer())) + ","
                        + pair("port", quoted(step.ports())) + "}";
        };
    }

    private static String pair(String key, String value) {
        return quoted(key) + ":" + value;
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String array(String letters) {
        return letters.chars()
                .mapToObj(letter -> quoted(Character.toString(letter)))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
