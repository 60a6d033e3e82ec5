package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A widget is removed by two. While the second waits for the first, the widget is added again and
 * gets the same peers: what the second has read looks right, but the row that it meant is gone.
 */
class ReplacedWidgetTest {

    private static final List<String> OUTCOMES = List.of(Call.DONE, "widget_exists serial_number");

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    /**
     * Which of two waiting sessions gets a lock first is the server's choice: so more than once.
     */
    @RepeatedTest(10)
    void a_port_that_the_new_widget_takes_meanwhile_is_not_forgotten() throws Exception {
        race(Call.associate("a", "d", "Q"));
    }

    @RepeatedTest(10)
    void an_association_that_the_new_widget_loses_meanwhile_is_no_deadlock() throws Exception {
        race(Call.dissociate("a", "b", "P"));
    }

    @BeforeEach
    void add_widgets() throws Exception {
        database.empty();
        try (var connection = database.connect()) {
            for (String serialNumber : new String[] {"a", "b", "c", "d"}) {
                Call.add(serialNumber, "PPQ").perform(connection);
            }
            Call.associate("a", "b", "P").perform(connection);
            Call.associate("a", "c", "P").perform(connection);
        }
    }

    private static void race(Call meanwhile) throws Exception {
        try (Stage stage = new Stage(database)) {
            Stage.Session first = stage.enter();
            Stage.Session second = stage.enter();
            Stage.Session holder = stage.enter();
            Stage.Session last = stage.enter();

            first.call(Call.remove("a"));
            second.call(Call.remove("a"));
            assertThat(second.isPending()).isTrue();
            first.call(Call.add("a", "PPQ"));
            first.call(Call.associate("a", "b", "P"));
            first.call(Call.associate("a", "c", "P"));
            assertThat(first.outcome()).isEqualTo(Call.DONE);
            holder.lock("c");
            assertThat(holder.isPending()).isTrue();
            first.commit();
            if (second.isPending()) {
                last.call(meanwhile);
                holder.commit();
                commitEither(last, second);
                assertThat(last.outcome()).isIn(OUTCOMES);
            }
            assertThat(second.outcome()).isIn(OUTCOMES);
        }
        database.assertSound();
    }

    /** Commits two, first the one that the other may wait for. */
    private static void commitEither(Stage.Session one, Stage.Session other) throws Exception {
        if (one.isPending()) {
            other.commit();
            one.commit();
        } else {
            one.commit();
            other.commit();
        }
    }
}
