package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table is damaged as only its owner can; everything else in it is sound. */
class CheckIntegrityTest extends SqlTest {

    @BeforeEach
    void add_sound_widgets() throws Exception {
        for (String serialNumber : List.of("1", "m", "z")) {
            widgets.add(serialNumber, "", "PQR");
        }
        widgets.associate("1", "m", "P");
        widgets.associate("1", "m", "R");
        widgets.associate("m", "z", "Q");
    }

    @AfterEach
    void repair() throws Exception {
        database.empty();
    }

    private void damage(String... rows) throws Exception {
        for (String row : rows) {
            database.execute("insert into widgets_store.widgets values " + row);
        }
    }

    /** The check finds exactly these, and the other query over the table finds something too. */
    private void assertFound(String... violations) throws Exception {
        assertThat(database.query(
                        "select * from widgets_admin.check_integrity() order by 1, 2, 3, 4"))
                .containsExactly(violations);
        assertThat(database.query(Invariants.VIOLATIONS)).isNotEmpty();
        assertRepairable();
    }

    /** Repairing each violation leaves a sound registry, and associations that were sound. */
    private static void assertRepairable() throws Exception {
        WidgetAdministration administration = WidgetAdministration.over(database.dataSource());
        List<WidgetAdministration.Violation> violations = administration.checkIntegrity();
        int before = taken();
        int freed = 0;
        for (WidgetAdministration.Violation violation : violations) {
            freed += administration.repair(violation);
            assertThat(administration.repair(violation)).isZero();
        }
        assertThat(taken()).isEqualTo(before - freed);
        database.assertSound();
        assertThat(database.query("select serial_number, peers from widgets_store.widgets"
                        + " where serial_number in ('1', 'm', 'z') order by 1"))
                .containsExactly("1|{m,NULL,m}", "m|{1,z,1}", "z|{NULL,m,NULL}");
    }

    private static int taken() throws Exception {
        return Integer.parseInt(
                database.query("select count(*) from widgets.slots where peer is not null")
                        .get(0));
    }

    private static void assertPeers(String... rows) throws Exception {
        assertThat(database.query("select serial_number, peers from widgets_store.widgets"
                        + " where serial_number in ('a', 'b') order by 1"))
                .containsExactly(rows);
    }

    @Test
    void nothing_is_found_where_all_is_well() throws Exception {
        database.assertSound();
    }

    @Test
    void an_association_with_one_end_is_found() throws Exception {
        damage("('a', '', 'PQ', '{b,NULL}')", "('b', '', 'PQ', '{NULL,NULL}')");

        assertFound("asymmetric|a|b|P");
    }

    @Test
    void an_association_with_its_higher_end_only_is_found() throws Exception {
        damage("('a', '', 'PQ', '{NULL,NULL}')", "('b', '', 'PQ', '{NULL,a}')");

        assertFound("asymmetric|b|a|Q");
    }

    @Test
    void a_port_that_leads_to_a_widget_which_leads_to_another_is_found() throws Exception {
        damage("('a', '', 'P', '{b}')", "('b', '', 'P', '{c}')", "('c', '', 'P', '{b}')");

        assertFound("asymmetric|a|b|P");
    }

    @Test
    void a_circle_of_one_way_associations_is_found() throws Exception {
        damage("('a', '', 'P', '{b}')", "('b', '', 'P', '{c}')", "('c', '', 'P', '{a}')");

        assertFound("asymmetric|a|b|P", "asymmetric|b|c|P", "asymmetric|c|a|P");
    }

    @Test
    void ends_of_different_types_are_found() throws Exception {
        damage("('a', '', 'PQ', '{b,NULL}')", "('b', '', 'PQ', '{NULL,a}')");

        assertFound("asymmetric|a|b|P", "asymmetric|b|a|Q");
        assertPeers("a|{NULL,NULL}", "b|{NULL,NULL}");
    }

    @Test
    void a_widget_that_is_its_own_peer_is_found() throws Exception {
        damage("('a', '', 'P', '{a}')", "('b', '', 'QQ', '{b,b}')");

        assertFound("self|a|a|P", "self|b|b|Q");
    }

    @Test
    void a_peer_that_does_not_exist_is_found() throws Exception {
        damage("('a', '', 'PQ', '{ghost,ghost}')", "('b', '', 'R', '{\"\"}')");

        assertFound("dangling|a|ghost|P", "dangling|a|ghost|Q", "dangling|b||R");
    }

    @Test
    void a_peer_without_a_port_of_the_type_is_found() throws Exception {
        damage("('a', '', 'P', '{b}')", "('b', '', 'Q', '{a}')");

        assertFound("wrong port|a|b|P", "wrong port|b|a|Q");
    }

    @Test
    void a_pair_that_is_associated_twice_on_a_type_is_found() throws Exception {
        damage("('a', '', 'PP', '{b,b}')", "('b', '', 'PPP', '{a,NULL,a}')");

        assertFound("twice|a|b|P", "twice|b|a|P");
        assertPeers("a|{b,NULL}", "b|{a,NULL,NULL}");
    }

    @Test
    void two_ports_that_lead_to_one_port_are_found() throws Exception {
        damage("('a', '', 'PP', '{b,b}')", "('b', '', 'PP', '{a,NULL}')");

        assertFound("twice|a|b|P");
        assertPeers("a|{b,NULL}", "b|{a,NULL}");
    }

    @Test
    void a_repair_waits_for_whoever_changes_the_widgets_and_decides_then() throws Exception {
        damage("('a', '', 'P', '{b}')", "('b', '', 'P', '{NULL}')");
        WidgetAdministration administration = WidgetAdministration.over(database.dataSource());
        WidgetAdministration.Violation found = administration.checkIntegrity().get(0);
        try (Connection holder = database.connect();
                Statement other = holder.createStatement()) {
            holder.setAutoCommit(false);
            other.execute(
                    "update widgets_store.widgets set peers = '{a}' where serial_number = 'b'");
            CompletableFuture<Integer> freed =
                    CompletableFuture.supplyAsync(() -> administration.repair(found));
            Await.until(
                    "the repair waits",
                    () -> !database.query(database.waiting()).isEmpty());
            holder.commit();
            assertThat(freed.get(1, TimeUnit.MINUTES)).isZero();
        }
        assertPeers("a|{b}", "b|{a}");
    }

    @Test
    void everything_is_found_at_once() throws Exception {
        List<String> rows = new ArrayList<>();
        List<String> violations = new ArrayList<>();
        for (int i = 100; i < 200; i++) {
            rows.add("('w" + i + "', '', 'P', '{ghost}')");
            violations.add("dangling|w" + i + "|ghost|P");
        }
        damage(rows.toArray(new String[0]));

        assertFound(violations.toArray(new String[0]));
    }
}
