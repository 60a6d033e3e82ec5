package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tests of the functions, races and seeding once more, over a table that Citus distributes. */
@Tag("once")
final class DistributedTest {

    @Nested
    @Distributed
    class Adding extends AddWidgetTest {}

    @Nested
    @Distributed
    class Removing extends RemoveWidgetTest {}

    @Nested
    @Distributed
    class Associating extends AssociateWidgetsTest {}

    @Nested
    @Distributed
    class RemovingAssociations extends RemoveAssociationTest {}

    @Nested
    @Distributed
    class RefusalOrder extends RefusalOrderTest {}

    @Nested
    @Distributed
    class SerialNumbers extends SerialNumbersTest {}

    @Nested
    @Distributed
    class Reading extends ReadingTest {}

    @Nested
    @Distributed
    class CheckIntegrity extends CheckIntegrityTest {}

    @Nested
    @Distributed
    class Smoke extends SmokeTest {}

    @Nested
    @Distributed
    class Apply extends ApplyTest {

        /** The statement for batches that name each widget once is not used there. */
        @Override
        @Test
        void a_serial_number_that_no_operation_names_fails_the_batch() throws Exception {
            for (String serialNumber : List.of("a", "b", "c", "d")) {
                widgets.add(serialNumber, "", "PPP");
            }
            String pairs = "'{a,b,c,d}', '{associate_widgets,associate_widgets}',"
                    + " '{1,1}', '{2,3}', '{P,P}', '{null,null}'";
            assertThat(Rows.of(
                            connection, "select * from widgets_admin.apply(null, " + pairs + ")"))
                    .isEmpty();
            assertThat(table()).contains("a||PPP|{b,c,NULL}", "d||PPP|{NULL,NULL,NULL}");
        }

        /** Nodes do not report the updates of one transaction. */
        @Override
        @Test
        @Disabled("counts updates of this server")
        void a_widget_that_many_operations_meet_on_is_written_once() {}
    }

    @Nested
    @Distributed
    class Topology extends WidgetTopologyTest {}

    @Nested
    @Distributed
    class Idempotency extends IdempotencyTest {}

    @Nested
    @Distributed
    class Crowds extends CrowdsTest {}

    @Nested
    @Distributed
    class Replacing extends ReplacedWidgetTest {}

    @Nested
    @Distributed
    class OneHistory extends SwarmTest {}

    @Nested
    @Distributed
    class OneMixedHistory extends MixedSwarmTest {}

    @Nested
    @Distributed
    class Coalescing extends WidgetCoalescerTest {}

    @Nested
    @Distributed
    class Repository extends WidgetRepositoryTest {}

    @Nested
    @Distributed
    class Seeding extends WidgetSeederTest {

        @Override
        String hasStatistics() {
            return """
                    select bool_and(r.result::boolean)
                    from run_command_on_shards('widgets_store.widgets', $$
                      select s.n_live_tup > 0 from pg_stat_user_tables s where s.relid = '%s'::regclass
                    $$) r
                    """;
        }
    }

    @Nested
    @Distributed
    class SeedRemoval extends SeedRemovalTest {}
}
