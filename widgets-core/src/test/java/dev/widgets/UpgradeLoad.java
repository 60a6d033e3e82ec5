package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rounds of operations on widgets of its own, whose outcomes are known, and on widgets that others
 * use as well. It ends a number of rounds after the upgrade.
 */
final class UpgradeLoad implements Callable<Map<String, String>> {

    private static final int ROUNDS_AFTERWARDS = 8;
    private static final String BUSY = "registry_is_busy";

    private final String name;
    private final UpgradeClient client;
    private final AtomicLong upgradedAt;
    private final AtomicInteger rounds;
    private final Map<String, String> expected = new TreeMap<>();

    /**
     * Creates one.
     *
     * @param upgradedAt not 0 as soon as the upgrade has ended
     * @param rounds counts the rounds of all
     */
    UpgradeLoad(String name, UpgradeClient client, AtomicLong upgradedAt, AtomicInteger rounds) {
        this.name = name;
        this.client = client;
        this.upgradedAt = upgradedAt;
        this.rounds = rounds;
    }

    /** Returns the widgets that must be there at the end, with their ports and peers. */
    @Override
    public Map<String, String> call() throws SQLException {
        int afterwards = 0;
        for (int round = 0; afterwards < ROUNDS_AFTERWARDS; round++) {
            afterwards += upgradedAt.get() == 0 ? 0 : 1;
            play(round);
            rounds.incrementAndGet();
        }
        return expected;
    }

    private void play(int round) throws SQLException {
        String one = name + "-" + round + "-1";
        String other = name + "-" + round + "-2";
        String shared = String.format("W-%03d", 1 + round % 15);
        expect(Call.DONE, Call.add(one, "PQ"));
        expect(Call.DONE, Call.add(other, "P"));
        expect("serial_number_is_unique", Call.add(one, "R"));
        expect(Call.DONE, Call.associate(one, other, "P"));
        expect("association_is_unique_per_port", Call.associate(other, one, "P"));
        expect("port_is_free", Call.associate(one, other, "R"));
        expect("no_self_association", Call.associate(one, one, "Q"));
        expect("widget_exists", Call.remove(one + "x"));
        String peer = "";
        if (perform(Call.associate(one, shared, "Q")).equals(Call.DONE)) {
            peer = shared;
        }
        if (round % 2 == 0 && !peer.isEmpty()) {
            expect(Call.DONE, Call.dissociate(shared, one, "Q"));
            expect("association_exists", Call.dissociate(shared, one, "Q"));
            peer = "";
        }
        expected.put(one, "PQ " + other + "," + peer);
        expected.put(other, "P " + one);
        if (round % 3 == 0) {
            expect(Call.DONE, Call.remove(other));
            expected.remove(other);
            expected.put(one, "PQ ," + peer);
        }
    }

    private void expect(String outcome, Call call) throws SQLException {
        assertThat(perform(call)).as("%s", call).isEqualTo(outcome);
    }

    /** Repeats what is refused as busy, as its message asks for. */
    private String perform(Call call) throws SQLException {
        String outcome = client.perform(call);
        for (int i = 0; i < 100 && outcome.startsWith(BUSY); i++) {
            outcome = client.perform(call);
        }
        return outcome;
    }
}
