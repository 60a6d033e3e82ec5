package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("once")
final class TestDatabaseTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    @Test
    void the_server_has_the_version_that_was_asked_for() throws Exception {
        assertThat(database.query("show server_version").get(0))
                .startsWith(TestServer.majorVersion() + ".");
    }

    @Test
    void an_unsound_registry_is_noticed() throws Exception {
        database.execute("insert into widgets_store.widgets values ('a', '', 'P', '{b}')");

        assertThatThrownBy(database::assertSound).isInstanceOf(AssertionError.class);
        database.empty();
        database.assertSound();
    }

    @Test
    void no_deadlock_is_counted_where_there_was_none() throws Exception {
        database.assertNoDeadlocks();
    }
}
