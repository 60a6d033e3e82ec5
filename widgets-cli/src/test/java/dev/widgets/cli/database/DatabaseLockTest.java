package dev.widgets.cli.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.cli.fixture.CommandDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseLockTest {

    private static final CommandDatabase DATABASE = CommandDatabase.create();
    private static final int NUMBER = 7;

    private static final String HOLDER = """
            from pg_locks l
            join pg_stat_activity a using (pid)
            where l.locktype = 'advisory' and a.datname = current_database()""";

    @Test
    void one_process_holds_it_at_a_time_without_a_snapshot() throws SQLException {
        try (DatabaseLock lock =
                DatabaseLock.tryAcquire(DATABASE.dataSource(), NUMBER).orElseThrow()) {
            assertThat(DatabaseLock.tryAcquire(DATABASE.dataSource(), NUMBER)).isEmpty();
            assertThat(lock.isHeld()).isTrue();
            assertThat(DATABASE.query(
                            "select a.state || ' ' || (a.backend_xmin is null) " + HOLDER))
                    .isEqualTo("idle in transaction true");
        }
        assertThat(DATABASE.query("select count(*) " + HOLDER)).isEqualTo("0");
    }

    @Test
    void its_holder_can_find_out_that_it_was_lost() throws SQLException {
        try (DatabaseLock lock =
                DatabaseLock.tryAcquire(DATABASE.dataSource(), NUMBER).orElseThrow()) {
            DATABASE.query("select pg_terminate_backend(a.pid, 10000) " + HOLDER);
            assertThat(lock.isHeld()).isFalse();
            DatabaseLock.tryAcquire(DATABASE.dataSource(), NUMBER).orElseThrow().close();
        }
    }
}
