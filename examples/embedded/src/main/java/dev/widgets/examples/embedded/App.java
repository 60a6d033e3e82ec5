package dev.widgets.examples.embedded;

import com.zaxxer.hikari.HikariDataSource;
import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.TimeLimits;
import dev.widgets.WidgetPool;
import dev.widgets.WidgetRepository;
import dev.widgets.WidgetSchema;
import java.sql.SQLException;
import java.util.Properties;

/** A workshop that keeps its jobs and the registry of widgets in one database. */
public final class App {

    private App() {}

    /** Takes the JDBC URL from the first argument, or from WIDGETS_URL. */
    public static void main(String[] args) throws SQLException {
        String url = args.length > 0 ? args[0] : System.getenv("WIDGETS_URL");
        if (url == null) {
            System.err.println("Give a JDBC URL, as the argument or as WIDGETS_URL.");
            System.exit(2);
        }
        try (HikariDataSource pool =
                WidgetPool.open(url, new Properties(), 4, TimeLimits.DEFAULT)) {
            run(pool);
        }
    }

    static void run(HikariDataSource pool) throws SQLException {
        WidgetSchema.over(pool).migrate();
        Workshop workshop = new Workshop(pool);
        workshop.createTables();

        WidgetRepository widgets = WidgetRepository.over(pool);
        workshop.addOrFind("pump-1", "Pump", Ports.parse("PQ"));
        workshop.addOrFind("tank-1", "Tank", Ports.parse("PPR"));
        workshop.addOrFind("valve-1", "Valve", Ports.parse("Q"));

        System.out.println(workshop.connect("job 1", "pump-1", "tank-1", PortType.P));
        System.out.println(workshop.connect("job 2", "pump-1", "valve-1", PortType.P));
        System.out.println(workshop.connect("job 3", "pump-1", "valve-1", PortType.Q));
        System.out.println("jobs done: " + workshop.jobs());
        System.out.println("pump-1 now: " + widgets.find("pump-1").orElseThrow().ports());
    }
}
