package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One caller with widgets of its own that keeps account of what must be in the registry: what was
 * done is there, what was refused or failed is not, and what is unknown has been done whole or not
 * at all, so that each unknown outcome leaves two registries that may be the true one.
 */
final class Ledger {

    enum Outcome {
        DONE,
        REFUSED,
        FAILED,
        UNKNOWN
    }

    private static final int WIDGETS = 6;
    private static final String[] PORTS = {"PQR", "PPP", "QQR", "PQ", "RR"};

    private final String prefix;
    private final int widgets;
    private final Random random;
    private final Function<Call, Outcome> calls;
    private final Map<Outcome, Long> outcomes = new ConcurrentSkipListMap<>();
    private List<RegistryModel> possible = new ArrayList<>(List.of(new RegistryModel()));
    private String last = "";

    /**
     * An account with nothing in it yet.
     *
     * @param prefix what its serial numbers begin with
     * @param calls performs a call
     */
    Ledger(String prefix, long seed, Function<Call, Outcome> calls) {
        this(prefix, WIDGETS, seed, calls);
    }

    /** The same with so many widgets. */
    Ledger(String prefix, int widgets, long seed, Function<Call, Outcome> calls) {
        this.prefix = prefix;
        this.widgets = widgets;
        this.random = new Random(seed);
        this.calls = calls;
    }

    /** One that works over a repository. */
    static Ledger over(String prefix, long seed, WidgetRepository widgets) {
        return new Ledger(prefix, seed, call -> perform(widgets, call));
    }

    /** Performs one operation at random. */
    Outcome step() {
        Call call = next();
        Outcome outcome = calls.apply(call);
        outcomes.merge(outcome, 1L, Long::sum);
        last = call + " " + outcome;
        // by their content, of which two ways may lead to one
        Map<List<String>, RegistryModel> next = new LinkedHashMap<>();
        for (RegistryModel registry : possible) {
            RegistryModel after = new RegistryModel(registry);
            boolean works = after.apply(call).equals(Call.DONE);
            // one that contradicts the answer is not the true one
            if (outcome == Outcome.UNKNOWN
                    || outcome == Outcome.FAILED
                    || (outcome == Outcome.REFUSED && !works)) {
                next.put(registry.table(), registry);
            }
            if (works && (outcome == Outcome.UNKNOWN || outcome == Outcome.DONE)) {
                next.put(after.table(), after);
            }
        }
        possible = new ArrayList<>(next.values());
        assertThat(possible)
                .as(prefix + ": " + last + " contradicts all before")
                .isNotEmpty();
        return outcome;
    }

    private Call next() {
        String one = prefix + random.nextInt(widgets);
        String other = prefix + random.nextInt(widgets);
        String port = "PQR".substring(random.nextInt(3)).substring(0, 1);
        int kind = random.nextInt(100);
        if (kind < 40) {
            return Call.associate(one, other, port);
        } else if (kind < 60) {
            return Call.dissociate(one, other, port);
        } else if (kind < 85) {
            return Call.add(one, PORTS[random.nextInt(PORTS.length)]);
        }
        return Call.remove(one);
    }

    /** Performs a call of one of the four operations. */
    static Outcome perform(WidgetRepository widgets, Call call) {
        List<String> arguments = call.arguments();
        String one = arguments.get(0);
        try {
            switch (call.verb()) {
                case ADD -> widgets.add(one, "", Ports.parse(arguments.get(1)));
                case REMOVE -> widgets.remove(one);
                case ASSOCIATE ->
                    widgets.associate(one, arguments.get(1), PortType.valueOf(arguments.get(2)));
                case DISSOCIATE ->
                    widgets.dissociate(one, arguments.get(1), PortType.valueOf(arguments.get(2)));
                case GET -> throw new IllegalArgumentException(call.toString());
            }
            return Outcome.DONE;
        } catch (RefusedException e) {
            return Outcome.REFUSED;
        } catch (FailedException e) {
            return Outcome.FAILED;
        } catch (UnknownOutcomeException e) {
            return Outcome.UNKNOWN;
        }
    }

    /** Goes on from what is there, whatever was before. */
    void goOn(RegistryModel registry) {
        possible = new ArrayList<>(List.of(registry.only(prefix)));
    }

    /** Asserts that the registry is one of the possible ones, which from now on is the true one. */
    void check(RegistryModel registry) {
        List<String> found = registry.only(prefix).table();
        possible = possible.stream()
                .filter(one -> one.table().equals(found))
                .limit(1)
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(possible)
                .as(prefix + ": what is there is not what was reported, last of all " + last
                        + "; there is " + found)
                .isNotEmpty();
    }

    /** How many operations have ended how, so far. */
    Map<Outcome, Long> outcomes() {
        return outcomes;
    }
}
