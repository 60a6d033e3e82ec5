package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The keys that services keep, as the superuser, who may become every role. */
class IdempotencyTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final String CLAIM =
            "select widgets_admin.claim_key('postgres', 'alice', 'k1', 'f1')";
    private static final String KEEP =
            "select widgets_admin.keep_answer('postgres', 'alice', 'k1', 'done')";

    @BeforeEach
    void forget() throws Exception {
        database.execute("truncate widgets_store.idempotency_keys");
    }

    private static void act(Connection connection, String end) throws SQLException {
        connection.setAutoCommit(false);
        assertThat(Rows.of(connection, CLAIM)).containsExactly("null");
        Rows.of(connection, KEEP);
        connection.createStatement().execute(end);
    }

    @Test
    void claim_key_answers_what_was_answered_first() throws Exception {
        try (Connection connection = database.connect()) {
            act(connection, "commit");
        }
        assertThat(database.query(CLAIM)).containsExactly("done");
    }

    @Test
    void claim_key_leaves_nothing_of_what_was_rolled_back() throws Exception {
        try (Connection connection = database.connect()) {
            act(connection, "rollback");
        }
        assertThat(database.query(CLAIM)).containsExactly("null");
    }

    @Test
    void claim_key_refuses_another_request_with_the_same_key() throws Exception {
        try (Connection connection = database.connect()) {
            act(connection, "commit");
        }
        try (Connection connection = database.connect()) {
            Rows.of(connection, CLAIM.replace("f1", "f2"));
            throw new AssertionError("It was not refused.");
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("PT422");
            assertThat(e.getMessage()).contains("This idempotency key was already used");
        }
    }

    @Test
    void keys_of_different_subjects_have_nothing_to_do_with_each_other() throws Exception {
        try (Connection connection = database.connect()) {
            act(connection, "commit");
        }
        assertThat(database.query(CLAIM.replace("alice", "bob"))).containsExactly("null");
    }

    @Test
    void claim_key_waits_for_the_one_that_has_the_key() throws Exception {
        for (String end : List.of("commit", "rollback")) {
            forget();
            CompletableFuture<List<String>> second;
            try (Connection first = database.connect();
                    Connection other = database.connect()) {
                first.setAutoCommit(false);
                Rows.of(first, CLAIM);
                Rows.of(first, KEEP);
                second = CompletableFuture.supplyAsync(() -> {
                    try {
                        return Rows.of(other, CLAIM);
                    } catch (SQLException e) {
                        throw new AssertionError(e);
                    }
                });
                Await.until(
                        "the second waits",
                        () -> !database.query(database.waiting()).isEmpty());
                first.createStatement().execute(end);
                assertThat(second.get()).containsExactly(end.equals("commit") ? "done" : "null");
            }
        }
    }

    @Test
    void a_key_is_free_again_after_a_day() throws Exception {
        try (Connection connection = database.connect()) {
            act(connection, "commit");
        }
        database.execute("update widgets_store.idempotency_keys"
                + " set used_at = now() - interval '25 hours'");

        assertThat(database.query(CLAIM.replace("f1", "f2"))).containsExactly("null");
    }

    @Test
    void forget_keys_forgets_those_that_are_older_than_a_day() throws Exception {
        database.execute("""
                insert into widgets_store.idempotency_keys
                select 'postgres', '', 'k' || i, 'f', 'a', now() - i * interval '10 hours'
                from generate_series(1, 6) i""");

        assertThat(database.query("select widgets_admin.forget_keys(3)")).containsExactly("3");
        assertThat(database.query("select widgets_admin.forget_keys(3)")).containsExactly("1");
        assertThat(database.query("select key from widgets_store.idempotency_keys order by 1"))
                .containsExactly("k1", "k2");
    }
}
