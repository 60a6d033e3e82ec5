package dev.widgets.cli.doctor;

import java.sql.SQLException;
import java.util.List;

/** Looks at one side of an installation. */
@FunctionalInterface
interface Check {

    List<Finding> examine(Server server) throws SQLException;
}
