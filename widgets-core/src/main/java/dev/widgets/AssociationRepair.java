package dev.widgets;

import dev.widgets.WidgetAdministration.Violation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;

/** Repairs one violation by one call of a function. */
final class AssociationRepair {

    private static final String REPAIR = "select widgets_admin.repair_association(?, ?, ?)";

    private final Violation violation;
    private int freed;

    AssociationRepair(Violation violation) {
        this.violation = violation;
    }

    /** Returns the number of ports that were freed. */
    int freed() {
        return freed;
    }

    /** Returns why it failed. */
    Optional<SqlFailure> run(Connection connection) {
        Outcome.Phase phase = Outcome.Phase.NOT_SENT;
        CommitCheck.requireCommitter(connection);
        try (PreparedStatement statement = connection.prepareStatement(REPAIR)) {
            statement.setString(1, violation.serialNumber());
            statement.setString(2, violation.peerSerialNumber());
            statement.setObject(3, violation.port().name(), Types.OTHER);
            phase = Outcome.Phase.of(connection);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                freed = row.getInt(1);
            }
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(new SqlFailure(e, phase));
        }
    }
}
