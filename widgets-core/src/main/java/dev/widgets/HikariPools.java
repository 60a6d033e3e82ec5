package dev.widgets;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import javax.sql.DataSource;

/** What is special about the pools of HikariCP. A host may have another pool, and no HikariCP. */
final class HikariPools {

    private static final boolean PRESENT = ClassPath.has("com.zaxxer.hikari.HikariDataSource");

    private HikariPools() {}

    /** Returns whether a DataSource is a pool whose connections are not in autocommit. */
    static boolean isOutOfAutocommit(DataSource dataSource) {
        return PRESENT && dataSource instanceof HikariDataSource pool && !pool.isAutoCommit();
    }

    /** Removes a connection from its pool, if the DataSource is one. */
    static void evict(DataSource dataSource, Connection connection) {
        if (PRESENT && dataSource instanceof HikariDataSource pool) {
            pool.evictConnection(connection);
        }
    }
}
