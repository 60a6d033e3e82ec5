import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * The least that a service with durable writes does, to compare widgets serve with: an HTTP handler, a queue, and one statement
 * for each batch, which locks the rows of all pairs in order and updates them. It knows no rules, roles, errors or limits, and
 * answers every request alike.
 *
 * Arguments: the JDBC URL, the port on 127.0.0.1, the connections to the database, and the largest batch.
 */
final class Prototype extends Handler.Abstract.NonBlocking {

    private static final String STATEMENT = """
            with locked as materialized (
              select w.ctid
              from widgets_store.widgets w
              where w.serial_number = any (?)
              order by w.serial_number
              for no key update
            )
            update widgets_store.widgets w
            set peers = w.peers
            from locked l
            where w.ctid = l.ctid
            """;

    private static final byte[] ANSWER = "\"done\"".getBytes(StandardCharsets.UTF_8);

    /** A request that waits for its batch. */
    private record Pair(String one, String other, Response response, Callback callback) {}

    private final BlockingQueue<Pair> queue = new LinkedBlockingQueue<>();

    public static void main(String[] args) throws Exception {
        Prototype prototype = new Prototype();
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            Thread lane = new Thread(() -> prototype.send(args[0], Integer.parseInt(args[3])));
            lane.setDaemon(true);
            lane.start();
        }
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(args[1]));
        server.addConnector(connector);
        server.setHandler(prototype);
        server.start();
        server.join();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Content.Source.asString(
                request,
                StandardCharsets.UTF_8,
                Promise.Invocable.from(
                        InvocationType.NON_BLOCKING,
                        body -> queue.add(new Pair(
                                value(body, "\"serial_number\""), value(body, "\"peer_serial_number\""), response, callback)),
                        callback::failed));
        return true;
    }

    private static String value(String body, String key) {
        int begin = body.indexOf('"', body.indexOf(key) + key.length()) + 1;
        return body.substring(begin, body.indexOf('"', begin));
    }

    private void send(String url, int most) {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement(STATEMENT)) {
            List<Pair> batch = new ArrayList<>();
            while (true) {
                batch.add(queue.take());
                queue.drainTo(batch, most - 1);
                List<String> serialNumbers = new ArrayList<>();
                for (Pair pair : batch) {
                    serialNumbers.add(pair.one());
                    serialNumbers.add(pair.other());
                }
                statement.setArray(1, connection.createArrayOf("text", serialNumbers.toArray()));
                statement.executeUpdate();
                batch.forEach(Prototype::answer);
                batch.clear();
            }
        } catch (SQLException | InterruptedException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void answer(Pair pair) {
        pair.response().setStatus(200);
        pair.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
        pair.response().write(true, ByteBuffer.wrap(ANSWER), pair.callback());
    }
}
