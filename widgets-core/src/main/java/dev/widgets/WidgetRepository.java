package dev.widgets;

import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The registry: widgets, and the associations between their ports.
 *
 * <p><b>Transactions.</b> Over a {@link DataSource} or a {@link Jdbi} each operation is a
 * transaction of its own, committed when it returns. Over a {@link Handle} or a {@link Connection},
 * and over a DataSource whose connections are not in autocommit (such as Spring's
 * {@code TransactionAwareDataSourceProxy} in a transaction), it joins the host's transaction: the
 * library never commits or rolls back what it did not begin, and never closes what it did not open.
 * A Connection in autocommit is a transaction an operation.
 *
 * <p>In a transaction of the host's a refusal aborts it, as any error does in PostgreSQL, unless
 * the host has set a savepoint to roll back to. Several operations in one transaction break the
 * order of locks that otherwise makes deadlocks impossible: be ready to repeat the whole
 * transaction.
 *
 * <p><b>Locks.</b> Row locks only, held until the transaction ends: an operation on two widgets
 * locks the two, removing a widget locks it and its peers.
 *
 * <p><b>Serial numbers</b> have 1 to 255 characters (Unicode code points), any but NUL and unpaired
 * surrogates. They are compared and ordered code point by code point: composed and decomposed forms
 * of the same accented letter are two different serial numbers, as are upper and lower case.
 *
 * <p><b>Errors.</b> The operations that write return nothing and throw when they are refused. All
 * operations throw {@link FailedException} when they could not be done, and the writing ones
 * {@link UnknownOutcomeException} when the connection was lost while they were under way.
 * Serialization failures and deadlocks (40001, 40P01) are retried a few times where the transaction
 * is the library's own. A null argument is a {@link NullPointerException}.
 *
 * <p><b>Threads.</b> Over a DataSource or a Jdbi it may be used by any number of threads at once;
 * over a Handle or a Connection by one at a time.
 */
public interface WidgetRepository {

    /**
     * Over connections of a DataSource, one for each operation. {@link WidgetPool} makes one with
     * safe time limits; those of a host's own are left as they are.
     *
     * @throws IllegalArgumentException if it is a HikariCP pool whose connections are not in
     *     autocommit, since nobody would commit
     */
    static WidgetRepository over(DataSource dataSource) {
        return new JdbiWidgetRepository(ConnectionSource.of(dataSource));
    }

    /** Over handles of a Jdbi, one for each operation, or the one that is open in this thread. */
    static WidgetRepository over(Jdbi jdbi) {
        return new JdbiWidgetRepository(ConnectionSource.of(jdbi));
    }

    /** Over a host's open handle, in its transaction if it has begun one. */
    static WidgetRepository over(Handle handle) {
        return new JdbiWidgetRepository(ConnectionSource.of(handle));
    }

    /** Over a host's open connection, in its transaction unless it is in autocommit. */
    static WidgetRepository over(Connection connection) {
        return new JdbiWidgetRepository(ConnectionSource.of(connection));
    }

    /**
     * Adds a widget. All its ports are free.
     *
     * @throws DuplicateSerialNumberException if a widget has this serial number
     * @throws InvalidInputException if the serial number is empty, it or the name is too long, or
     *     either is no valid Unicode
     */
    void add(String serialNumber, String name, Ports ports);

    /**
     * Removes a widget with its associations; the ports at their other ends are free afterwards.
     *
     * @throws NoSuchWidgetException if there is none
     * @throws InvalidInputException if it can be no serial number
     */
    void remove(String serialNumber);

    /**
     * Associates two widgets through a free port of this type on each. The order of the two does
     * not matter.
     *
     * @throws InvalidInputException if either can be no serial number
     * @throws SelfAssociationException if both are the same
     * @throws NoSuchWidgetException if one does not exist
     * @throws AlreadyAssociatedException if they are associated on this port type
     * @throws NoFreePortException if one has no free port of this type
     */
    void associate(String serialNumber, String peerSerialNumber, PortType port);

    /**
     * Removes the association of two widgets on this port type; both ports are free afterwards. The
     * order of the two does not matter.
     *
     * @throws InvalidInputException if either can be no serial number
     * @throws SelfAssociationException if both are the same
     * @throws NoSuchWidgetException if one does not exist
     * @throws NotAssociatedException if they are not associated on this port type
     */
    void dissociate(String serialNumber, String peerSerialNumber, PortType port);

    /**
     * Finds a widget with its ports and peers.
     *
     * @throws InvalidInputException if it is no valid Unicode
     */
    Optional<Widget> find(String serialNumber);

    /**
     * A page of widgets in the order of their serial numbers, by code points. Without a name or a
     * free port it reads the page alone; with either it reads from its start on until it is full.
     */
    List<Widget> list(WidgetQuery query);

    /**
     * Counts widgets and ports; reads the whole table (about two seconds for ten million widgets).
     */
    WidgetCounts count();
}
