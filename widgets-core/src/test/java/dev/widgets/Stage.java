package dev.widgets;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postgresql.PGConnection;

/**
 * Sessions that take named steps. After each step every call has returned, or the server says that
 * it waits for a lock: nothing depends on time.
 */
final class Stage implements AutoCloseable {

    /** A connection out of autocommit whose calls run in a thread of its own, for they may wait. */
    final class Session {

        private final Connection connection;
        private final int pid;
        private Future<String> running;

        private Session(Connection connection) throws SQLException {
            this.connection = connection;
            this.pid = connection.unwrap(PGConnection.class).getBackendPID();
            connection.setAutoCommit(false);
        }

        /** Makes a call; it has returned, or waits for a lock, when this returns. */
        void call(Call call) throws Exception {
            start(() -> call.perform(connection).text());
        }

        /** Locks a widget as the functions do, in the same way. */
        void lock(String serialNumber) throws Exception {
            String sql = "select 'locked' from widgets_store.widgets where serial_number = '"
                    + serialNumber + "' for no key update";
            start(() -> Rows.of(connection, sql).toString());
        }

        private void start(Callable<String> call) throws Exception {
            running = threads.submit(call);
            settle();
        }

        boolean isPending() {
            return running != null && !running.isDone();
        }

        /** What came of the last call, which must have returned. */
        String outcome() throws Exception {
            if (isPending()) {
                throw new AssertionError("it waits");
            }
            return running.get();
        }

        /** Ends the transaction; whoever waited for it has returned, or waits anew, afterwards. */
        void commit() throws Exception {
            outcome();
            connection.commit();
            settle();
        }

        void rollback() throws Exception {
            outcome();
            connection.rollback();
            settle();
        }
    }

    private final TestDatabase database;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Session> sessions = new ArrayList<>();
    private final Connection monitor;
    private final PreparedStatement waiting;

    Stage(TestDatabase database) throws SQLException {
        this.database = database;
        monitor = database.connect();
        waiting = monitor.prepareStatement("select count(distinct l.pid) from ("
                + database.waiting() + ") l where l.pid = any(?)");
    }

    Session enter() throws SQLException {
        Session session = new Session(database.connect());
        sessions.add(session);
        return session;
    }

    /** A connection for looking on, in autocommit. */
    Connection monitor() {
        return monitor;
    }

    private void settle() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        List<Session> pending = pending();
        while (!pending.isEmpty() && (returnsSoon(pending.get(0)) || !areWaiting(pending))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("a call neither returns nor waits for a lock");
            }
            pending = pending();
        }
    }

    private List<Session> pending() {
        return sessions.stream().filter(Session::isPending).toList();
    }

    private static boolean returnsSoon(Session session) throws Exception {
        try {
            session.running.get(500, TimeUnit.MICROSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private boolean areWaiting(List<Session> pending) throws SQLException {
        Object[] pids = pending.stream().map(session -> session.pid).toArray();
        waiting.setArray(1, monitor.createArrayOf("int4", pids));
        try (ResultSet result = waiting.executeQuery()) {
            result.next();
            return result.getInt(1) == pending.size()
                    && pending.stream().allMatch(Session::isPending);
        }
    }

    /** Breaks all connections off: closing one whose call waits would wait as well. */
    @Override
    public void close() throws SQLException {
        for (Session session : sessions) {
            session.connection.abort(threads);
        }
        threads.shutdown();
        monitor.close();
    }
}
