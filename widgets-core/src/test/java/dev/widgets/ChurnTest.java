package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What many changes leave behind; {@code examples/benchmarks/churn} does ten million. */
class ChurnTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final String WIDGETS = """
            insert into widgets_store.widgets
            select 'W' || i, 'pump', 'PQR', '{null,null,null}'
            from generate_series(1, 2000) i""";

    /** Each a transaction: an association and its removal of each pair, on each type. */
    private static final String CHANGES = """
            do $$
            begin
              for port in 1 .. 3 loop
                for i in 1 .. 1000 loop
                  perform widgets.associate_widgets('W' || i, 'W' || i + 1000,
                    substr('PQR', port, 1)::widgets.port_type);
                  commit;
                  perform widgets.remove_association('W' || i, 'W' || i + 1000,
                    substr('PQR', port, 1)::widgets.port_type);
                  commit;
                end loop;
              end loop;
            end
            $$""";

    private static final int UPDATES = 12_000;

    private long updatesBefore;
    private long hotBefore;

    @BeforeEach
    void widgets() throws SQLException {
        database.empty();
        database.execute(WIDGETS);
        updatesBefore = updates("n_tup_upd");
        hotBefore = updates("n_tup_hot_upd");
    }

    @Test
    void updates_stay_in_their_pages_and_the_table_less_than_doubles() throws SQLException {
        long size = number("select pg_table_size('widgets_store.widgets')");
        database.execute(CHANGES);

        assertHot(UPDATES);
        assertThat(number("select pg_table_size('widgets_store.widgets')")).isLessThan(2 * size);
    }

    @Test
    void new_names_stay_in_their_pages() throws SQLException {
        database.execute("do $$begin for i in 1 .. 1000 loop"
                + " perform widgets.rename_widget('W' || i, 'valve'); commit; end loop; end$$");

        assertHot(1000);
    }

    private void assertHot(int count) throws SQLException {
        Await.until("all updates are counted", () -> updates("n_tup_upd") == updatesBefore + count);
        assertThat(updates("n_tup_hot_upd") - hotBefore).isGreaterThan(count * 95 / 100);
    }

    private static long updates(String column) throws SQLException {
        return number("select " + column
                + " from pg_stat_user_tables where relid = 'widgets_store.widgets'::regclass");
    }

    private static long number(String query) throws SQLException {
        return Long.parseLong(database.query(query).get(0));
    }
}
