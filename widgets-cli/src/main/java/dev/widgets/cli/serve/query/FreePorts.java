package dev.widgets.cli.serve.query;

import dev.widgets.cli.serve.query.RowFilter.Comparison;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads free ports of a type by the optional index on them, which the view of all slots hides. The
 * rows are those of the view.
 */
final class FreePorts {

    private static final Set<String> TYPES = Set.of("P", "Q", "R");

    /** The last condition makes the server check the privilege on the view, and reads nothing. */
    private static final String SOURCE = """
            (
              select w.serial_number, p.slot::integer, substr(w.ports, p.slot::integer, 1)::widgets.port_type, p.peer
              from widgets.widgets w
              cross join lateral unnest(w.peers) with ordinality p (peer, slot)
              where substr(w.ports, array_position(w.peers, null, strpos(w.ports, 'TYPE')), 1) = 'TYPE'
                and not exists (select 1 from widgets.slots s where false)
            ) v (serial_number, slot, port, peer)""";

    private FreePorts() {}

    /** Returns another source of the view of slots, if conditions ask for free ports of a type. */
    static Optional<Relation> of(Relation relation, List<RowFilter> filters) {
        if (!relation.equals(Relation.SLOTS) || filters.stream().noneMatch(FreePorts::isFree)) {
            return Optional.empty();
        }
        return filters.stream()
                .flatMap(filter -> type(filter).stream())
                .findFirst()
                .map(type -> new Relation(
                        relation.name(),
                        SOURCE.replace("TYPE", type),
                        relation.columns(),
                        relation.key(),
                        relation.kind()));
    }

    private static boolean isFree(RowFilter filter) {
        return filter instanceof Comparison comparison
                && isOf(comparison, "peer")
                && comparison.operation().equals(new RowOperation.Is(RowOperation.Truth.NULL));
    }

    private static Optional<String> type(RowFilter filter) {
        return filter instanceof Comparison comparison
                        && isOf(comparison, "port")
                        && comparison.operation() instanceof RowOperation.Compare compare
                        && compare.operator() == Operator.EQ
                        && compare.quantifier().isEmpty()
                        && TYPES.contains(compare.value())
                ? Optional.of(compare.value())
                : Optional.empty();
    }

    private static boolean isOf(Comparison comparison, String column) {
        return !comparison.negated()
                && comparison.path().isColumn()
                && comparison.path().column().equals(column);
    }
}
