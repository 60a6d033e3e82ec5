package dev.widgets.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.widgets.cli.console.CommandLimits;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Another program on the port of the embedded PostgreSQL. */
class ImpostorTest {

    private static final int ASK_FOR_PASSWORD = 3;

    @Test
    void the_password_is_not_sent_to_a_server_that_asks_for_it() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> sent = CompletableFuture.supplyAsync(() -> ask(socket));

            assertThatThrownBy(() -> ClusterFolder.connection(socket.getLocalPort(), "s3cret")
                            .dataSource(CommandLimits.BRIEF)
                            .getConnection())
                    .isInstanceOf(SQLException.class);

            assertThat(sent.get()).isNotEqualTo((int) 'p');
        }
    }

    /**
     * Asks for the password in the clear, and answers with what comes then: p before a password.
     */
    private static int ask(ServerSocket socket) {
        try (Socket client = socket.accept();
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
            in.skipNBytes(in.readInt() - 4L);
            out.writeByte('R');
            out.writeInt(8);
            out.writeInt(ASK_FOR_PASSWORD);
            out.flush();
            return in.read();
        } catch (IOException e) {
            return -1;
        }
    }
}
