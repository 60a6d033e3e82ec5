package dev.widgets;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The tests of the SQL functions once more, over a table in 16 hash partitions. */
@Tag("once")
final class PartitionedTest {

    @Nested
    @Partitioned
    class Adding extends AddWidgetTest {}

    @Nested
    @Partitioned
    class Removing extends RemoveWidgetTest {}

    @Nested
    @Partitioned
    class Associating extends AssociateWidgetsTest {}

    @Nested
    @Partitioned
    class RemovingAssociations extends RemoveAssociationTest {}

    @Nested
    @Partitioned
    class RefusalOrder extends RefusalOrderTest {}

    @Nested
    @Partitioned
    class SerialNumbers extends SerialNumbersTest {}

    @Nested
    @Partitioned
    class Reading extends ReadingTest {}

    @Nested
    @Partitioned
    class CheckIntegrity extends CheckIntegrityTest {}

    @Nested
    @Partitioned
    class Crowds extends CrowdsTest {}

    @Nested
    @Partitioned
    class Smoke extends SmokeTest {}

    @Nested
    @Partitioned
    class Apply extends ApplyTest {}

    @Nested
    @Partitioned
    class Topology extends WidgetTopologyTest {}
}
