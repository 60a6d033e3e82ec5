package dev.widgets;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * What the owner of the registry does with it: checks that it is sound, looks at its size, grants.
 * The user is the owner or a member of it. Any number of threads may use it.
 */
public final class WidgetAdministration {

    private final Jdbi jdbi;

    private WidgetAdministration(DataSource dataSource) {
        jdbi = Jdbi.create(dataSource)
                .installPlugin(new SqlObjectPlugin())
                .registerRowMapper(ConstructorMapper.factory(Violation.class))
                .registerRowMapper(ConstructorMapper.factory(RelationSize.class));
    }

    /** Over connections of a DataSource, one for each call. */
    public static WidgetAdministration over(DataSource dataSource) {
        return new WidgetAdministration(dataSource);
    }

    /**
     * Reads the whole table and answers one violation for each end of an association that is not
     * sound; none when all is well. Locks only what it suspects. Minutes for tens of millions of
     * widgets: give it a time limit to match.
     *
     * @throws FailedException if it could not be read
     */
    public List<Violation> checkIntegrity() {
        return call(AdministrationSql::checkIntegrity);
    }

    /**
     * The bytes on disk of the table and of its index.
     *
     * @throws FailedException if they could not be read
     */
    public List<RelationSize> sizes() {
        return call(AdministrationSql::sizes);
    }

    /**
     * Creates the roles of least privilege where they are missing, makes the owner the owner of all
     * that belongs to the registry, and grants the others what they need. Safe to repeat; to be
     * repeated after each migration. The user may create roles, or is a superuser. The same as
     * {@code sql/roles.sql}.
     *
     * @throws FailedException if a privilege is missing; then nothing was changed
     */
    public void createRoles(RoleNames names) {
        try {
            jdbi.useTransaction(handle -> RolesScript.run(handle.getConnection(), names));
        } catch (JdbiException e) {
            throw SqlFailure.reading(e);
        } catch (SQLException e) {
            throw SqlFailure.reading(e);
        }
    }

    private <T> List<T> call(Function<AdministrationSql, List<T>> work) {
        try {
            return jdbi.withExtension(AdministrationSql.class, work::apply);
        } catch (JdbiException e) {
            throw SqlFailure.reading(e);
        }
    }

    /**
     * One end of an association that is not sound.
     *
     * @param kind {@code self}, {@code dangling}, {@code wrong port}, {@code asymmetric} or
     *     {@code twice}
     * @param serialNumber the widget whose port it is
     * @param peerSerialNumber what the port leads to
     * @param port the type of the port
     */
    public record Violation(
            String kind, String serialNumber, String peerSerialNumber, PortType port) {}

    /**
     * A size on disk.
     *
     * @param relation {@code table} or {@code index}
     * @param bytes the bytes
     */
    public record RelationSize(String relation, long bytes) {}
}
