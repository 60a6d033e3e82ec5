package dev.widgets;

import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The registry: widgets and the associations between their ports.
 *
 * <p><b>Atomicity.</b> An operation is done completely or not at all, and is safe under any
 * concurrency.
 *
 * <p><b>Transactions.</b> Over a {@link DataSource} or a {@link Jdbi} each operation is a
 * transaction of its own, which is committed when the operation returns. An operation joins a
 * transaction of the host instead if the host passes its {@link Handle} or {@link Connection}, if
 * the calling thread has opened a handle of the Jdbi, or if the DataSource provides the connection
 * of the current transaction of Spring, as {@code TransactionAwareDataSourceProxy} does. In a
 * joined transaction you commit or roll back: the library never ends a transaction that it did not
 * begin, and never closes a connection that it did not open. If a connection is not in autocommit
 * and belongs to no known transaction, operations that write fail before anything is sent, because
 * nobody would commit them.
 *
 * <p>A refusal does not abort a transaction of the host: catch it and go on. Any other failure
 * aborts the transaction, as errors do in PostgreSQL, unless the host has set a savepoint to roll
 * back to. Several operations in one transaction do not keep the order of locks that otherwise
 * excludes deadlocks, so be prepared to repeat the whole transaction.
 *
 * <p><b>Locks.</b> Operations take row locks only and hold them until the transaction ends. An
 * operation on two widgets locks these two; the removal of a widget locks it and its peers.
 *
 * <p><b>Serial numbers</b> have 1 to 255 characters (Unicode code points); NUL and unpaired
 * surrogates are not allowed. They are compared and ordered by code points: upper and lower case
 * differ, and so do the composed and decomposed forms of an accented letter.
 *
 * <p><b>Exceptions.</b> Operations that write return nothing, and throw a {@link RefusedException}
 * if a rule forbids them. Every operation throws {@link FailedException} if it could not be done,
 * and an operation that writes throws {@link UnknownOutcomeException} if the connection was lost
 * after it had been sent. If the transaction is the library's own, serialization failures and
 * deadlocks (40001, 40P01) are retried a few times. A null argument causes a
 * {@link NullPointerException}.
 *
 * <p><b>Threads.</b> A repository over a DataSource or a Jdbi may be used by any number of threads
 * at once, a repository over a Handle or a Connection by one thread at a time.
 */
public interface WidgetRepository {

    /**
     * Returns a repository that takes a connection of a DataSource for each operation.
     * {@link WidgetPool} opens one with safe time limits; the limits of any other are left as they
     * are.
     *
     * <p>With Spring, pass {@code new TransactionAwareDataSourceProxy(dataSource)}: operations then
     * join the transaction of the calling method, if there is one. Over a plain DataSource they are
     * committed on their own even if that transaction is rolled back; the library logs a warning
     * when it sees that for the first time.
     *
     * @throws IllegalArgumentException if it is a HikariCP pool whose connections are not in
     *     autocommit, because nobody would commit
     */
    static WidgetRepository over(DataSource dataSource) {
        return new JdbiWidgetRepository(ConnectionSource.of(dataSource));
    }

    /**
     * Returns a repository over a DataSource whose connections you commit yourself, such as one of
     * a JTA transaction manager. An operation joins the transaction of the connection unless that
     * is in autocommit. If nobody commits the connection, the operation is lost: prefer
     * {@link #over(DataSource)}, which recognizes the transactions of Spring.
     */
    static WidgetRepository joining(DataSource dataSource) {
        return new JdbiWidgetRepository(ConnectionSource.joining(dataSource));
    }

    /**
     * Returns a repository that takes a handle of a Jdbi for each operation, or the handle that is
     * open in the calling thread, whose transaction it joins.
     */
    static WidgetRepository over(Jdbi jdbi) {
        return new JdbiWidgetRepository(ConnectionSource.of(jdbi));
    }

    /** Returns a repository over an open handle; it joins the transaction of the handle, if any. */
    static WidgetRepository over(Handle handle) {
        return new JdbiWidgetRepository(ConnectionSource.of(handle));
    }

    /**
     * Returns a repository over an open connection; it joins the transaction of the connection
     * unless that is in autocommit.
     */
    static WidgetRepository over(Connection connection) {
        return new JdbiWidgetRepository(ConnectionSource.of(connection));
    }

    /**
     * Returns an empty repository in memory, for tests of a host. It applies the same rules as the
     * database, with the same exceptions, but has no transactions: what it has done stays done when
     * the host rolls back. It may be used by any number of threads at once.
     */
    static WidgetRepository inMemory() {
        return new InMemoryWidgetRepository();
    }

    /**
     * Adds a widget, all of whose ports are free.
     *
     * @param serialNumber the serial number, 1 to 255 characters
     * @param name the name, 0 to 255 characters; it need not be unique
     * @param ports the ports
     * @throws DuplicateSerialNumberException if a widget with this serial number exists
     * @throws InvalidInputException if the serial number is empty, the serial number or the name is
     *     too long, or either contains NUL or an unpaired surrogate
     * @throws FailedException if it could not be done; nothing was changed
     * @throws UnknownOutcomeException if the connection was lost after it had been sent
     */
    void add(String serialNumber, String name, Ports ports);

    /**
     * Removes a widget and its associations; the ports at their other ends become free.
     *
     * @throws NoSuchWidgetException if the widget does not exist
     * @throws InvalidInputException if the text cannot be a serial number
     * @throws FailedException if it could not be done; nothing was changed
     * @throws UnknownOutcomeException if the connection was lost after it had been sent
     */
    void remove(String serialNumber);

    /**
     * Gives a widget another name. Its serial number never changes. Renaming it again to the same
     * name does no harm.
     *
     * @param serialNumber the serial number of the widget
     * @param name the new name, 0 to 255 characters; it need not be unique
     * @throws NoSuchWidgetException if the widget does not exist
     * @throws InvalidInputException if the text cannot be a serial number, or the name is too long
     *     or contains NUL or an unpaired surrogate
     * @throws FailedException if it could not be done; nothing was changed
     * @throws UnknownOutcomeException if the connection was lost after it had been sent
     */
    void rename(String serialNumber, String name);

    /**
     * Associates two widgets through a free port of a type on each. The order of the two widgets
     * does not matter.
     *
     * @throws InvalidInputException if either text cannot be a serial number
     * @throws SelfAssociationException if both serial numbers are the same
     * @throws NoSuchWidgetException if one of the widgets does not exist
     * @throws AlreadyAssociatedException if the widgets are associated on this port type
     * @throws NoFreePortException if one of the widgets has no free port of this type
     * @throws FailedException if it could not be done; nothing was changed
     * @throws UnknownOutcomeException if the connection was lost after it had been sent
     */
    void associate(String serialNumber, String peerSerialNumber, PortType port);

    /**
     * Removes the association of two widgets on a port type; both ports become free. The order of
     * the two widgets does not matter.
     *
     * @throws InvalidInputException if either text cannot be a serial number
     * @throws SelfAssociationException if both serial numbers are the same
     * @throws NoSuchWidgetException if one of the widgets does not exist
     * @throws NotAssociatedException if the widgets are not associated on this port type
     * @throws FailedException if it could not be done; nothing was changed
     * @throws UnknownOutcomeException if the connection was lost after it had been sent
     */
    void dissociate(String serialNumber, String peerSerialNumber, PortType port);

    /**
     * Returns a widget with its ports and peers, or nothing if it does not exist. Reads one row and
     * takes no locks.
     *
     * @throws InvalidInputException if the text contains NUL or an unpaired surrogate
     * @throws FailedException if the widget could not be read
     */
    Optional<Widget> find(String serialNumber);

    /**
     * Returns a page of widgets, ordered by serial number (by code points). Serial numbers, a
     * prefix and a peer are found by the key. Without a name or a port the query reads no more rows
     * than the page holds; with either it reads on from the start of the page until the page is
     * full, unless {@code widgets index} has added an index for it. Takes no locks.
     *
     * @throws FailedException if the widgets could not be read
     */
    List<Widget> list(WidgetQuery query);

    /**
     * Returns the widgets of a query as a stream that needs little memory, however many there are.
     * The stream reads a page of up to 1,000 widgets whenever it needs one, each with a query of
     * its own that continues after the last serial number, so that changes by others between two
     * pages show. It holds no connection between the pages and need not be closed.
     *
     * <pre>{@code
     * widgets.stream(WidgetQuery.first(Integer.MAX_VALUE)).forEach(System.out::println);
     * }</pre>
     *
     * <p>The operations of the stream throw {@link FailedException} if a page could not be read.
     */
    default Stream<Widget> stream(WidgetQuery query) {
        return WidgetPageReader.stream(this, query);
    }

    /**
     * Returns the number of widgets and ports. Reads the whole table, which takes about two seconds
     * for ten million widgets; takes no locks.
     *
     * @throws FailedException if the widgets could not be counted
     */
    WidgetCounts count();
}
