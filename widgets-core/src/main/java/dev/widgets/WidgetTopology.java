package dev.widgets;

import java.sql.Connection;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The registry as a graph, whose nodes are the widgets and whose edges are the associations.
 *
 * <p>Each search is one statement, which goes from widget to widget by the primary key and sees one
 * snapshot. It takes no locks, and ends when it reaches a limit that you set.
 *
 * <p><b>Exceptions.</b> Every search throws {@link NoSuchWidgetException} if a widget does not
 * exist, {@link InvalidInputException} if an argument is invalid or a limit is out of its range,
 * and {@link FailedException} if the database could not answer.
 *
 * <p><b>Threads and transactions</b> are those of a {@link WidgetRepository} over the same object.
 */
public interface WidgetTopology {

    /** The default of the number of widgets in a neighbourhood. */
    int NEIGHBOURHOOD_LIMIT = 500;

    /** The default of the number of widgets that a search visits. */
    int SEARCH_LIMIT = 10_000;

    /** Returns a topology that takes a connection of a DataSource for each search. */
    static WidgetTopology over(DataSource dataSource) {
        return new JdbcWidgetTopology(ConnectionSource.of(dataSource));
    }

    /**
     * Returns a topology that takes a handle of a Jdbi for each search, or the handle that is open
     * in the calling thread.
     */
    static WidgetTopology over(Jdbi jdbi) {
        return new JdbcWidgetTopology(ConnectionSource.of(jdbi));
    }

    /** Returns a topology over an open handle. */
    static WidgetTopology over(Handle handle) {
        return new JdbcWidgetTopology(ConnectionSource.of(handle));
    }

    /** Returns a topology over an open connection. */
    static WidgetTopology over(Connection connection) {
        return new JdbcWidgetTopology(ConnectionSource.of(connection));
    }

    /**
     * Returns the neighbourhood of a widget.
     *
     * @param serialNumber the widget in the middle
     * @param hops how far the neighbourhood reaches, 0 to 100 hops
     * @param most the largest number of widgets in the answer, 1 to 10,000; the nearest ones are
     *     returned
     */
    Neighbourhood neighbourhood(String serialNumber, int hops, int most);

    /**
     * Returns a shortest path between two widgets. Of several ones, always the same one is returned
     * while the associations do not change.
     *
     * @param serialNumber the widget at the start
     * @param peerSerialNumber the widget at the end; it may be the same one
     * @param most how many widgets the search may visit, 1 to 1,000,000
     */
    Path path(String serialNumber, String peerSerialNumber, int most);

    /**
     * Returns the size of the component of a widget, that is, how many widgets paths connect with
     * it.
     *
     * @param serialNumber a widget of the component
     * @param most how many widgets the search may count, 1 to 1,000,000
     */
    Component component(String serialNumber, int most);

    /**
     * A widget and the widgets around it.
     *
     * @param neighbours the widgets, ordered by their number of hops and then by serial number; the
     *     first one is the widget in the middle
     */
    record Neighbourhood(List<Neighbour> neighbours) {

        /** Copies the list. */
        public Neighbourhood {
            neighbours = List.copyOf(neighbours);
        }

        /** Returns the widget in the middle. */
        public Widget centre() {
            return neighbours.get(0).widget();
        }

        /** Returns whether an association leads out of this neighbourhood. */
        public boolean more() {
            return neighbours.stream().anyMatch(Neighbour::more);
        }
    }

    /**
     * A widget of a neighbourhood.
     *
     * @param hops the least number of associations between the widget and the one in the middle
     * @param widget the widget
     * @param more whether the widget has peers that are not in this neighbourhood
     */
    record Neighbour(int hops, Widget widget, boolean more) {}

    /**
     * The answer to a search for a path.
     *
     * @param result whether a path was found
     * @param serialNumbers the widgets on the path, both ends included; empty without a path
     * @param ports for each step from one widget to the next, the type of the ports that it uses
     * @param visited how many widgets the search visited
     */
    record Path(PathResult result, List<String> serialNumbers, List<PortType> ports, int visited) {

        /** Copies the lists. */
        public Path {
            serialNumbers = List.copyOf(serialNumbers);
            ports = List.copyOf(ports);
        }
    }

    /** What a search for a path has found out. */
    enum PathResult {
        /** There is a path; it is a shortest one. */
        FOUND,
        /** There is no path. */
        NOT_CONNECTED,
        /** The search visited as many widgets as it was allowed to without an answer. */
        LIMIT_REACHED
    }

    /**
     * The size of a component.
     *
     * @param widgets how many widgets were counted
     * @param hops the number of hops from the given widget to the farthest one that was counted
     * @param more whether the component has more widgets than were counted
     */
    record Component(int widgets, int hops, boolean more) {}
}
