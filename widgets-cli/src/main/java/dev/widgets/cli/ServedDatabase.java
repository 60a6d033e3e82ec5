package dev.widgets.cli;

import dev.widgets.RoleNames;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The database that is served: the one that is named, or the embedded one, with its roles.
 *
 * @param connection how to connect to it as the user that serves
 * @param description its name for people
 * @param session the use of the embedded server
 */
record ServedDatabase(ServerConnection connection, String description, Optional<Session> session)
        implements AutoCloseable {

    static ServedDatabase open(
            ConnectionOptions options, Surroundings surroundings, Notices notices) {
        Destination destination = new DestinationSearch(surroundings).find(options);
        if (destination instanceof Destination.Server server) {
            notices.detail("Using " + server.describe() + ", because " + server.reason() + ".");
            return new ServedDatabase(server.connection(), server.describe(), Optional.empty());
        }
        Session session = Session.open(options, Limits.OPERATION, surroundings);
        try {
            session.administration().createRoles(RoleNames.DEFAULT);
            return new ServedDatabase(
                    session.server().orElseThrow().connection(),
                    session.description(),
                    Optional.of(session));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** When the process is told to end, the embedded server stays for this. */
    void leaveAfter(CountDownLatch use) {
        session.flatMap(Session::server).ifPresent(server -> server.leaveAfter(use));
    }

    @Override
    public void close() {
        session.ifPresent(Session::close);
    }
}
