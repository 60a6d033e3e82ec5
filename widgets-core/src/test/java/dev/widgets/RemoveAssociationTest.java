package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoveAssociationTest extends SqlTest {

    @BeforeEach
    void add_widgets() throws Exception {
        widgets.add("a", "", "PQR");
        widgets.add("b", "", "PQR");
        widgets.add("c", "", "PPP");
    }

    @Test
    void remove_association_frees_a_port_of_each() throws Exception {
        widgets.associate("a", "b", "Q");

        assertThat(widgets.dissociate("a", "b", "Q")).isEqualTo("Association removed.");
        assertThat(table())
                .containsExactly(
                        "a||PQR|{NULL,NULL,NULL}",
                        "b||PQR|{NULL,NULL,NULL}",
                        "c||PPP|{NULL,NULL,NULL}");
    }

    @Test
    void remove_association_takes_either_first() throws Exception {
        widgets.associate("a", "b", "Q");
        widgets.dissociate("b", "a", "Q");

        assertThat(table()).startsWith("a||PQR|{NULL,NULL,NULL}", "b||PQR|{NULL,NULL,NULL}");
    }

    @Test
    void remove_association_leaves_the_pair_s_other_port_types_alone() throws Exception {
        widgets.associate("a", "b", "P");
        widgets.associate("a", "b", "Q");
        widgets.associate("a", "b", "R");
        widgets.dissociate("a", "b", "Q");

        assertThat(table()).startsWith("a||PQR|{b,NULL,b}", "b||PQR|{a,NULL,a}");
    }

    @Test
    void remove_association_leaves_other_peers_on_the_port_type_alone() throws Exception {
        widgets.associate("c", "a", "P");
        widgets.associate("c", "b", "P");
        widgets.dissociate("a", "c", "P");

        assertThat(table())
                .containsExactly(
                        "a||PQR|{NULL,NULL,NULL}", "b||PQR|{c,NULL,NULL}", "c||PPP|{NULL,b,NULL}");
    }

    /** On Citus, the nodes of two ends commit one after the other. */
    @Test
    void an_end_that_is_not_committed_yet_is_waited_for() throws Exception {
        String associate =
                "update widgets_store.widgets set peers[1] = '%s' where serial_number = '%s'";
        database.execute(associate.formatted("b", "a"));
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(associate.formatted("a", "b"));
            FutureTask<String> removal = new FutureTask<>(() -> widgets.dissociate("a", "b", "P"));
            new Thread(removal).start();
            Await.until(
                    "the removal waits or ends",
                    () -> removal.isDone()
                            || !database.query(database.waiting()).isEmpty());
            other.commit();
            assertThat(removal.get(1, TimeUnit.MINUTES)).isEqualTo("Association removed.");
        }
    }

    @Test
    void a_pair_can_be_associated_again_afterwards() throws Exception {
        for (int i = 0; i < 5; i++) {
            widgets.associate("a", "b", "P");
            widgets.dissociate("a", "b", "P");
        }
        widgets.associate("a", "c", "P");

        assertThat(table()).contains("a||PQR|{c,NULL,NULL}", "b||PQR|{NULL,NULL,NULL}");
    }

    @Test
    void remove_association_refuses_what_is_not_associated_on_the_port_type() throws Exception {
        widgets.associate("a", "b", "P");

        assertNotAssociated("a", "b", "Q");
        assertNotAssociated("b", "c", "P");
        assertNotAssociated("c", "b", "P");
        assertNotAssociated("c", "b", "Q");
    }

    private void assertNotAssociated(String one, String other, String port) throws Exception {
        assertRefused(
                () -> widgets.dissociate(one, other, port),
                "association_exists",
                "port",
                "\"%s\" and \"%s\" have no association on port type %s."
                        .formatted(one, other, port));
    }

    @Test
    void remove_association_refuses_a_widget_with_itself() throws Exception {
        assertRefused(
                () -> widgets.dissociate("a", "a", "P"),
                "no_self_association",
                "peer_serial_number",
                "Both serial numbers are \"a\".");
    }

    @Test
    void remove_association_refuses_a_widget_that_is_not_there() throws Exception {
        assertRefused(
                () -> widgets.dissociate("ghost", "a", "P"),
                "widget_exists",
                "serial_number",
                "No widget has the serial number \"ghost\".");
        assertRefused(
                () -> widgets.dissociate("a", "ghost", "P"),
                "widget_exists",
                "peer_serial_number",
                "No widget has the serial number \"ghost\".");
    }

    @Test
    void remove_association_rejects_a_port_of_another_letter() throws Exception {
        assertRejected(() -> widgets.dissociate("a", "b", "S"), "22P02");
    }
}
