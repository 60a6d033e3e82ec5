package dev.widgets.cli.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.fixture.CommandDatabase;
import dev.widgets.cli.fixture.Screen;
import dev.widgets.cli.fixture.Terminal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Removes one safety check of the functions at a time and asserts that torture detects it. */
class TortureVariantsTest {

    private static final String LOCK = "for no key update";
    private static final String ADD = "widgets.add_widget(text, text, widgets.port_type[])";
    private static final String REMOVE = "widgets.remove_widget(text)";
    private static final String ASSOCIATE =
            "widgets.associate_widgets(text, text, widgets.port_type)";
    private static final String CHECK_PAIR =
            "widgets_store.check_pair(text, text, text, widgets.port_type, boolean)";
    private static final String RULES =
            "widgets_store.violated_rule(text, text, text, text, text, text, text[], text, text[])";
    private static final String APPLY =
            "widgets_admin.apply(text, text[], text[], integer[], integer[], text[], text[])";
    private static final String IN_TURN =
            "widgets_store.apply_in_turn(text, text[], text[], integer[], integer[], text[], text[],"
                    + " text[], text[], anyarray, integer)";

    /** A function, the text of its safety check, and the text that replaces it. */
    enum Variant {
        A_WIDGET_IS_NOT_LOCKED("widgets_store.lock_widget(text)", LOCK, ""),
        A_BATCH_DOES_NOT_LOCK(APPLY, LOCK + "\n", "\n"),
        A_WIDGET_IS_ADDED_TWICE(ADD, "if not found then", "if false then"),
        A_BATCH_ADDS_A_WIDGET_TWICE(
                IN_TURN,
                "if (locked[here]).ports is null\n        and here is not null",
                "if here is not null"),
        A_SERIAL_NUMBER_IS_TOO_LONG(
                ADD, "length(serial_number) between 1 and 255", "length(serial_number) > 0"),
        A_WIDGET_IS_ITS_OWN_PEER(
                ASSOCIATE, "if (serial_number <> peer_serial_number and port", "if (port"),
        A_BATCH_MAKES_A_WIDGET_ITS_OWN_PEER(IN_TURN, "if one <> other\n        and", "if"),
        A_MISSING_WIDGET_IS_NOT_MISSED(RULES, "elsif ports is null then", "elsif false then"),
        A_MISSING_PEER_IS_NOT_MISSED(
                RULES, "elsif has_peer and peer_ports is null then", "elsif false then"),
        A_BATCH_DOES_NOT_MISS_A_WIDGET(RULES, "elsif ports is null then", "elsif false then"),
        A_TAKEN_PORT_IS_TAKEN_AGAIN(
                ASSOCIATE,
                "and substr(w.ports, array_position(w.peers, null, strpos(w.ports, letter)), 1)"
                        + " = letter\n"
                        + "        and",
                "and"),
        TWO_WIDGETS_ARE_ASSOCIATED_TWICE(
                ASSOCIATE,
                "and substr(w.ports, array_position(w.peers, higher_one, strpos(w.ports,"
                        + " letter)), 1) is distinct from letter",
                ""),
        A_BATCH_ASSOCIATES_TWICE(IN_TURN, "not associates\n          or", "true or"),
        ASSOCIATING_WRITES_ONE_END(
                ASSOCIATE,
                "set peers[array_position(w.peers, null, strpos(w.ports, letter))] = lower_one",
                "set peers = w.peers"),
        DISSOCIATING_WRITES_ONE_END(
                "widgets.remove_association(text, text, widgets.port_type)",
                "set peers[array_position(w.peers, lower_one, strpos(w.ports, letter))] = null",
                "set peers = w.peers"),
        A_BATCH_WRITES_ONE_END(IN_TURN, "touched[there] := true;\n        continue;", "continue;"),
        REMOVING_LEAVES_ITS_PEERS(REMOVE, "continue when peers_seen[port] is null;", "continue;"),
        A_BATCH_REMOVES_AND_LEAVES_PEERS(
                IN_TURN, "peers := array_replace((locked[there]).peers, one, null);", ""),
        REMOVING_TRUSTS_WHAT_IT_SAW(
                REMOVE,
                "or ports_locked is distinct from ports_seen\n"
                        + "        or peers_locked is distinct from peers_seen",
                ""),
        LOCKS_ARE_TAKEN_IN_THE_WRONG_ORDER(
                CHECK_PAIR,
                "select w.ports, w.peers\n  into lower_ports, lower_peers",
                "perform widgets_store.lock_widget(higher_one);"
                        + " select w.ports, w.peers into lower_ports, lower_peers");

        private final String function;
        private final String guard;
        private final String instead;

        Variant(String function, String guard, String instead) {
            this.function = function;
            this.guard = guard;
            this.instead = instead;
        }

        /** Returns the transports that use the function. */
        private String transports() {
            return name().contains("BATCH") ? "coalesced" : "singular";
        }

        private CommandDatabase database() {
            CommandDatabase database = CommandDatabase.create();
            String text =
                    database.query("select pg_get_functiondef('" + function + "'::regprocedure)");
            assertThat(text).containsOnlyOnce(guard);
            database.execute(text.replace(guard, instead));
            return database;
        }
    }

    private static final List<String> DURATIONS = List.of("3s", "10s", "30s");

    @TempDir
    private Path home;

    /**
     * Asserts that torture detects the variant. Detection is a matter of chance, so a busy machine
     * may need a longer run.
     */
    private void isDetected(Variant variant) {
        CommandDatabase database = variant.database();
        Screen screen = torture(database, variant, DURATIONS.get(0));
        for (int i = 1; i < DURATIONS.size() && screen.exitCode() == ExitCode.DONE; i++) {
            screen = torture(database, variant, DURATIONS.get(i));
        }
        assertThat(screen.out()).as(screen.toString()).containsPattern("\nVIOLATED: [1-9]");
        assertThat(screen.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    private Screen torture(CommandDatabase database, Variant variant, String duration) {
        return Terminal.on(database)
                .run(
                        "torture",
                        "--history",
                        home.resolve("history.tsv").toString(),
                        "--faults",
                        "none",
                        // in one process, the batches of so few clients would run one after another
                        "--processes",
                        "2",
                        "--clients",
                        "16",
                        "--transports",
                        variant.transports(),
                        "--widgets",
                        "6",
                        "--duration",
                        duration);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "A_BATCH_DOES_NOT_LOCK",
                "A_WIDGET_IS_ADDED_TWICE",
                "A_SERIAL_NUMBER_IS_TOO_LONG",
                "A_MISSING_WIDGET_IS_NOT_MISSED",
                "ASSOCIATING_WRITES_ONE_END",
                "REMOVING_LEAVES_ITS_PEERS"
            })
    void a_variant_is_detected_immediately(Variant variant) {
        isDetected(variant);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("torture")
    void each_variant_is_detected(Variant variant) {
        isDetected(variant);
    }
}
