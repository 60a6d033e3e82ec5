package dev.widgets;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * Administration of the registry: checks and repairs its integrity, measures its size, creates its
 * roles. The user must be the owner of the registry or a member of it.
 *
 * <p><b>Threads.</b> It may be used by any number of threads at once.
 */
public final class WidgetAdministration {

    private static final int ATTEMPTS = 4;

    private final Jdbi jdbi;
    private final ConnectionSource connections;

    private WidgetAdministration(DataSource dataSource) {
        jdbi = Jdbi.create(dataSource)
                .installPlugin(new SqlObjectPlugin())
                .registerRowMapper(ConstructorMapper.factory(Violation.class))
                .registerRowMapper(ConstructorMapper.factory(RelationSize.class));
        connections = ConnectionSource.joining(dataSource);
    }

    /** Returns an administration that takes a connection of a DataSource for each call. */
    public static WidgetAdministration over(DataSource dataSource) {
        return new WidgetAdministration(dataSource);
    }

    /**
     * Returns a violation for each end of an association that is not sound; none if the registry is
     * sound. Reads the whole table, which takes minutes for tens of millions of widgets, so the
     * connection needs a time limit to match. Locks only the rows that it suspects, and changes
     * nothing.
     *
     * @throws FailedException if the table could not be read
     */
    public List<Violation> checkIntegrity() {
        return call(AdministrationSql::checkIntegrity);
    }

    /**
     * Repairs one violation, in a transaction of its own under the locks of both widgets. It keeps
     * what both widgets agree on, which is one port each at most, and frees the other ports of the
     * type that lead from one to the other. It never makes an association. If the ports are sound
     * by now, it changes nothing.
     *
     * @return the number of ports that were freed
     * @throws FailedException if a privilege is missing or another error occurred; nothing was
     *     changed
     * @throws UnknownOutcomeException if the connection was lost meanwhile; repeat it, which does
     *     no harm
     */
    public int repair(Violation violation) {
        for (int attempt = 1; ; attempt++) {
            AssociationRepair repair = new AssociationRepair(violation);
            Optional<SqlFailure> failure;
            try {
                failure = connections.with(repair::run);
            } catch (SQLException e) {
                throw SqlFailure.connecting(e);
            }
            if (failure.isEmpty()) {
                return repair.freed();
            }
            if (attempt == ATTEMPTS || !failure.get().mayBeRetried()) {
                throw failure.get().administering();
            }
            Backoff.pause(attempt);
        }
    }

    /**
     * Returns the sizes on disk of the table and of its index.
     *
     * @throws FailedException if they could not be read
     */
    public List<RelationSize> sizes() {
        return call(AdministrationSql::sizes);
    }

    /**
     * Creates the roles of least privilege that are missing, makes the owner role the owner of the
     * registry, and grants the other roles what they need, in one transaction. Does the same as
     * {@code sql/roles.sql}. It can be repeated, and must be repeated after each migration. The
     * user must be allowed to create roles, or be a superuser.
     *
     * <p>If the connection belongs to a transaction of Spring, this joins it and you commit.
     *
     * @throws FailedException if a privilege is missing, or the connection is not in autocommit and
     *     belongs to no known transaction; nothing was changed
     * @throws UnknownOutcomeException if the connection was lost while it was committed
     */
    public void createRoles(RoleNames names) {
        Optional<SqlFailure> failure;
        try {
            failure = connections.with(connection -> {
                CommitCheck.requireCommitter(connection);
                return RolesScript.run(connection, names);
            });
        } catch (SQLException e) {
            throw SqlFailure.connecting(e);
        }
        if (failure.isPresent()) {
            throw failure.get().administering();
        }
    }

    private <T> List<T> call(Function<AdministrationSql, List<T>> work) {
        try {
            return jdbi.withExtension(AdministrationSql.class, work::apply);
        } catch (JdbiException e) {
            throw SqlFailure.administering(e);
        }
    }

    /**
     * One end of an association that is not sound.
     *
     * @param kind what is wrong: {@code self}, {@code dangling}, {@code wrong port},
     *     {@code asymmetric} or {@code twice}
     * @param serialNumber the serial number of the widget that has the port
     * @param peerSerialNumber the serial number that the port refers to
     * @param port the type of the port
     */
    public record Violation(
            String kind, String serialNumber, String peerSerialNumber, PortType port) {}

    /**
     * A size on disk.
     *
     * @param relation {@code table} or {@code index}
     * @param bytes the size in bytes
     */
    public record RelationSize(String relation, long bytes) {}
}
