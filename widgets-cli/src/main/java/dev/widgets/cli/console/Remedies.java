package dev.widgets.cli.console;

import dev.widgets.AlreadyAssociatedException;
import dev.widgets.DuplicateSerialNumberException;
import dev.widgets.NoFreePortException;
import dev.widgets.NoSuchWidgetException;
import dev.widgets.NotAssociatedException;
import dev.widgets.RefusedException;
import java.sql.SQLException;
import java.util.Map;

/** Commands that help after a refusal. */
final class Remedies {

    /** By SQLSTATE, or by a part of the message of {@code dev.widgets.ConnectFailure}. */
    private static final Map<String, String> CONNECTION = Map.of(
            "28P01", " Set PGPASSWORD, or add a line to ~/.pgpass.",
            "but none is given", " Set PGPASSWORD, or add a line to ~/.pgpass.",
            "Peer authentication failed",
                    " Run the command as the operating system's user of that name, or set"
                            + " PGHOST=localhost and use a password.",
            "3D000", " Create it, or name another database with PGDATABASE or in the URL.",
            "is unknown", " Check the host in --url, WIDGETS_URL or PGHOST.",
            "refused the connection", " Check the host and port, and start the server.",
            "cannot be reached", " Check the host and port, and start the server.",
            "did not answer within",
                    " Check the host, port and firewall, or set PGCONNECT_TIMEOUT to wait longer.");

    private Remedies() {}

    static String of(RefusedException refusal) {
        if (refusal instanceof DuplicateSerialNumberException duplicate) {
            return " Show it with: " + show(duplicate.serialNumber());
        }
        if (refusal instanceof NoSuchWidgetException) {
            return " List widgets with: widgets list";
        }
        if (refusal instanceof NoFreePortException full) {
            return " List widgets that have one with: widgets list --free " + full.port();
        }
        if (refusal instanceof AlreadyAssociatedException associated) {
            return " Show it with: " + show(associated.serialNumber());
        }
        if (refusal instanceof NotAssociatedException apart) {
            return " Show its peers with: " + show(apart.serialNumber());
        }
        return "";
    }

    /** Returns what to do after a failed connection, or an empty text after any other failure. */
    static String ofConnection(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof SQLException error) {
                String message = String.valueOf(error.getMessage());
                String remedy = CONNECTION.entrySet().stream()
                        .filter(entry -> entry.getKey().equals(error.getSQLState())
                                || message.contains(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("");
                if (!remedy.isEmpty()) {
                    return remedy;
                }
            }
        }
        return "";
    }

    private static String show(String serialNumber) {
        return "widgets show " + Shell.argument(serialNumber);
    }
}
