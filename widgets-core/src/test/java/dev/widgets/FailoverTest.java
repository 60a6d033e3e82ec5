package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two servers, of which one follows the other: when the first one dies, the callers find the other
 * one by themselves. Where commits waited for it, nothing that was reported done is lost; where
 * they did not, the last changes may be, and nothing else.
 */
@Tag("torture")
class FailoverTest {

    private static final String FOLLOWER = "follower";
    private static final String FOLLOWS =
            "select pid from pg_stat_replication where state = 'streaming'";

    @Test
    void nothing_is_lost_when_the_primary_dies() throws Exception {
        try (OwnServer primary = OwnServer.create()) {
            WidgetSchema.over(primary.dataSource()).migrate();
            try (OwnServer standby = primary.standby(FOLLOWER)) {
                awaitFollower(primary);
                assertChangesAreRefused(standby);
                try (Crowd crowd = new Crowd(hosts(primary, standby), standby.dataSource(), 8)) {
                    crowd.survive(
                            "failover",
                            Duration.ofSeconds(1),
                            () -> {
                                primary.stop("immediate");
                                standby.query("select pg_promote(true, 60)");
                            },
                            Duration.ofSeconds(4));
                    long done = done(crowd);
                    crowd.survive("afterwards", Duration.ofSeconds(1), () -> {}, Duration.ZERO);
                    System.out.println(crowd.report("failover"));
                    assertThat(done(crowd)).as("done by the new primary").isGreaterThan(done);
                }
            }
        }
    }

    private static String hosts(OwnServer primary, OwnServer standby) {
        return "jdbc:postgresql://127.0.0.1:" + primary.port() + ",127.0.0.1:" + standby.port()
                + "/" + OwnServer.DATABASE + "?targetServerType=primary&hostRecheckSeconds=1";
    }

    private static long done(Crowd crowd) {
        return crowd.outcomes().getOrDefault(Ledger.Outcome.DONE, 0L);
    }

    @Test
    void the_last_changes_are_lost_when_commits_do_not_wait_for_the_standby() throws Exception {
        try (OwnServer primary = OwnServer.create()) {
            WidgetSchema.over(primary.dataSource()).migrate();
            try (OwnServer standby = primary.standby(FOLLOWER);
                    Travellers travellers = new Travellers(hosts(primary, standby), 8)) {
                Await.until("the standby follows", () -> primary.query(FOLLOWS).size() == 1);
                travellers.depart();
                OwnServer.sleep(Duration.ofSeconds(1));
                // what is done from here on is what will be lost
                standby.set("primary_conninfo = ''");
                standby.reload();
                Await.until("it follows no more", () -> primary.query(FOLLOWS).isEmpty());
                OwnServer.sleep(Duration.ofMillis(300));
                primary.stop("immediate");
                travellers.awaitStandstill();
                standby.query("select pg_promote(true, 60)");

                int lost = travellers.lostWith(standby.dataSource());
                System.out.println("failover without waiting: " + travellers.done()
                        + " changes reported done, " + lost + " of them lost");
                assertThat(lost).isBetween(1, travellers.done() - 1);
                System.out.println("afterwards: "
                        + travellers.goOn(standby.dataSource(), Duration.ofSeconds(2)));
            }
        }
    }

    /** From here on each commit waits for it. */
    private static void awaitFollower(OwnServer primary) throws Exception {
        primary.set("synchronous_standby_names = '" + FOLLOWER + "'");
        primary.reload();
        Await.until(
                "the standby follows",
                () -> primary.query("select sync_state from pg_stat_replication")
                        .contains("sync"));
    }

    private static void assertChangesAreRefused(OwnServer standby) {
        WidgetRepository widgets = WidgetRepository.over(standby.dataSource());
        assertThatExceptionOfType(FailedException.class)
                .isThrownBy(() -> widgets.add("a", "", Ports.parse("P")))
                .withMessageContaining("read-only")
                .withMessageContaining("Connect to the primary server");
        assertThat(widgets.find("a")).isEmpty();
    }
}
