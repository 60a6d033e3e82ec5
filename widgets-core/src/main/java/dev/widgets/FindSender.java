package dev.widgets;

import dev.widgets.Pending.Find;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends operations that read: one query for the whole batch. */
final class FindSender implements BatchDispatcher.Sender<Find<?>> {

    private final ConnectionSource connections;

    FindSender(ConnectionSource connections) {
        this.connections = connections;
    }

    @Override
    public void send(Optional<String> role, List<Find<?>> batch) {
        List<String> serialNumbers = batch.stream()
                .flatMap(find -> find.serialNumbers().stream())
                .distinct()
                .toList();
        Map<String, Widget> found = find(role, serialNumbers);
        batch.forEach(find -> find.found(found));
    }

    private Map<String, Widget> find(Optional<String> role, List<String> serialNumbers) {
        try {
            return connections.with(connection -> {
                try {
                    return WidgetReads.find(connection, role, serialNumbers);
                } catch (SQLException e) {
                    throw SqlFailure.reading(e);
                }
            });
        } catch (SQLException e) {
            throw SqlFailure.connecting(e);
        }
    }
}
