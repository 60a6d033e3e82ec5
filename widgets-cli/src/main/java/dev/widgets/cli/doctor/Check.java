package dev.widgets.cli.doctor;

import java.sql.SQLException;
import java.util.List;

/** Examines one aspect of an installation. */
@FunctionalInterface
interface Check {

    List<Finding> examine(Server server) throws SQLException;
}
