package dev.widgets;

import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

interface AdministrationSql {

    @SqlQuery("""
            select violation as kind, serial_number, peer_serial_number, port
            from widgets_admin.check_integrity()
            order by serial_number, port
            """)
    List<WidgetAdministration.Violation> checkIntegrity();

    @SqlQuery("select relation, bytes from widgets_admin.sizes()")
    List<WidgetAdministration.RelationSize> sizes();
}
