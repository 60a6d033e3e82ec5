package dev.widgets.cli.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Determines the outcome from a response of {@code widgets serve}. */
final class HttpOutcome {

    /** The only error code that means an unknown outcome. */
    static final String LOST = "SERVE001";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int OK = 200;
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final int TIMEOUT = 504;

    private HttpOutcome() {}

    static CallOutcome of(int status, String body, Step step) {
        if (status == OK) {
            return step.action() == Action.FIND ? found(body) : CallOutcome.DONE;
        }
        Map<String, String> problem = problem(body);
        String code = problem.getOrDefault("code", "");
        if (code.equals(LOST)) {
            return step.action() == Action.FIND
                    ? CallOutcome.failed(body)
                    : CallOutcome.unknown(body);
        }
        boolean failed = status == UNAVAILABLE
                || status == TIMEOUT
                || (status == SERVER_ERROR && !code.isEmpty() && Trouble.isExpected(code));
        if (failed) {
            return CallOutcome.failed(body);
        }
        return status >= CLIENT_ERROR && status < SERVER_ERROR
                ? refused(problem, body, step)
                : CallOutcome.wrong(status + " " + body);
    }

    /**
     * Returns a refusal with its rule. An invalid port type is refused before the rules are
     * checked.
     */
    private static CallOutcome refused(Map<String, String> problem, String body, Step step) {
        String rule = problem.getOrDefault("details", "");
        if ("22P02".equals(problem.get("code"))) {
            return CallOutcome.refused(
                    step.action() == Action.ADD ? "widget_has_1_to_3_ports" : "port_is_p_q_or_r",
                    "");
        }
        if (step.action() == Action.FIND && rule.equals("widget_exists")) {
            return CallOutcome.MISSING;
        }
        if (!rule.matches("[a-z_0-9]+")) {
            return CallOutcome.wrong(body);
        }
        String hint = problem.getOrDefault("hint", "");
        boolean names = rule.equals("widget_exists") || rule.equals("port_is_free");
        return CallOutcome.refused(rule, names ? blamed(hint, step) : "");
    }

    private static String blamed(String hint, Step step) {
        return !step.peer().isEmpty() && hint.contains('"' + step.peer() + '"')
                ? step.peer()
                : step.serialNumber();
    }

    private static Map<String, String> problem(String body) {
        Map<String, String> problem = new HashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            json.nextToken();
            for (String key = json.nextName(); key != null; key = json.nextName()) {
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    problem.put(key, json.getString());
                }
                json.skipChildren();
            }
        } catch (JacksonException e) {
            problem.clear();
        }
        return problem;
    }

    private static CallOutcome found(String body) {
        String name = "";
        String ports = "";
        List<String> peers = new ArrayList<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            json.nextToken();
            for (String key = json.nextName(); key != null; key = json.nextName()) {
                json.nextToken();
                switch (key) {
                    case "name" -> name = json.getString();
                    case "ports" -> ports = json.getString();
                    case "peers" -> {
                        while (json.nextToken() != JsonToken.END_ARRAY) {
                            peers.add(
                                    json.currentToken() == JsonToken.VALUE_NULL
                                            ? ""
                                            : json.getString());
                        }
                    }
                    default -> json.skipChildren();
                }
            }
        } catch (JacksonException e) {
            return CallOutcome.wrong(body);
        }
        if (ports.isEmpty() || ports.length() != peers.size()) {
            return CallOutcome.wrong(body);
        }
        return CallOutcome.found(WidgetState.of(name, ports, peers));
    }
}
