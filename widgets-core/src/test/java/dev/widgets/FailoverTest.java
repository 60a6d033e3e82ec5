package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two servers, of which one follows the other and commits wait for it: when the first one dies,
 * nothing that was reported done is lost, and the callers find the other one by themselves.
 */
@Tag("torture")
class FailoverTest {

    private static final String FOLLOWER = "follower";

    @Test
    void nothing_is_lost_when_the_primary_dies() throws Exception {
        try (OwnServer primary = OwnServer.create()) {
            WidgetSchema.over(primary.dataSource()).migrate();
            try (OwnServer standby = primary.standby(FOLLOWER)) {
                awaitFollower(primary);
                assertChangesAreRefused(standby);
                String hosts = "jdbc:postgresql://127.0.0.1:" + primary.port() + ",127.0.0.1:"
                        + standby.port() + "/" + OwnServer.DATABASE
                        + "?targetServerType=primary&hostRecheckSeconds=1";
                try (Crowd crowd = new Crowd(hosts, standby.dataSource(), 8)) {
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

    private static long done(Crowd crowd) {
        return crowd.outcomes().getOrDefault(Ledger.Outcome.DONE, 0L);
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
