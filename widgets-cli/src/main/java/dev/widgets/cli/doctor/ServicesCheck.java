package dev.widgets.cli.doctor;

import dev.widgets.WidgetSchema;
import dev.widgets.cli.connect.ServiceSessions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Compares the releases of connected services with the release of this library. */
final class ServicesCheck implements Check {

    private static final String AREA = "services";

    private static final String SERVICES = """
            select substr(application_name, length(s.prefix) + 1), count(*)
            from pg_catalog.pg_stat_activity
            cross join (select ?::text) as s (prefix)
            where datname = pg_catalog.current_database()
              and pg_catalog.starts_with(application_name, s.prefix)
            group by 1
            order by 1
            """;

    @Override
    public List<Finding> examine(Server server) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (Row row : server.rows(SERVICES, ServiceSessions.PREFIX)) {
            String service = "widgets serve of release " + row.text(0) + " is connected in "
                    + row.text(1) + " sessions";
            findings.add(
                    row.text(0).equals(String.valueOf(WidgetSchema.RELEASE))
                            ? Finding.ok(AREA, service + ".")
                            : Finding.warning(
                                    AREA,
                                    service + ", but this command line has release "
                                            + WidgetSchema.RELEASE + ".",
                                    "Update the older one of the two."));
        }
        return findings;
    }
}
