package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * On a partitioned table, the functions search an index once for each serial number, not once in
 * every partition.
 */
@Partitioned
@Tag("once")
final class PartitionSearchesTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final String SERIAL_NUMBERS =
            "array(select 'w-' || i from generate_series(10, 49) i)";

    private static final String SEARCHES = """
            select sum(s.idx_scan)
            from pg_catalog.pg_stat_xact_user_tables s
            where s.schemaname = 'widgets_store' and s.relname ~ '^widgets_[0-9]+$'""";

    @BeforeAll
    static void addWidgets() throws SQLException {
        database.query(
                "select widgets.add_widget('w-' || i, '', array['P', 'Q']::widgets.port_type[])"
                        + " from generate_series(10, 49) i");
        database.query("select widgets.associate_widgets('w-' || i, 'w-' || i + 20, 'Q')"
                + " from generate_series(10, 29) i");
    }

    /** Returns the number of searches in the indexes of all partitions during a query. */
    private static long searches(String query, int rows) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            long before = searches(connection);
            assertThat(Rows.of(connection, query)).hasSize(rows);
            long after = searches(connection);
            connection.rollback();
            return after - before;
        }
    }

    private static long searches(Connection connection) throws SQLException {
        List<String> sum = Rows.of(connection, SEARCHES);
        return Long.parseLong(sum.get(0));
    }

    @Test
    void of_a_batch_of_reads() throws Exception {
        String find = "select * from widgets_admin.find_widgets(null, " + SERIAL_NUMBERS + ")";

        assertThat(searches(find, 40)).isEqualTo(40);
    }

    @Test
    void of_a_batch_of_associations() throws Exception {
        String associate = "select * from widgets_admin.apply(null, " + SERIAL_NUMBERS + """
                , array_fill('associate_widgets'::text, '{20}'),
                  array(select generate_series(1, 20)), array(select generate_series(21, 40)),
                  array_fill('P'::text, '{20}'), array_fill(null::text, '{20}'))""";

        assertThat(searches(associate, 0)).isEqualTo(40);
    }

    @Test
    void of_a_level_of_a_search_in_the_graph() throws Exception {
        String neighbours =
                "select unnest(widgets_store.neighbours((" + SERIAL_NUMBERS + ")[:20], '{}'))";

        assertThat(searches(neighbours, 20)).isEqualTo(20);
    }

    @Test
    void of_a_single_operation() throws Exception {
        assertThat(searches("select widgets.get_widget('w-10')", 1)).isEqualTo(1);
        assertThat(searches("select widgets.associate_widgets('w-10', 'w-11', 'P')", 1))
                .isEqualTo(2);
    }
}
