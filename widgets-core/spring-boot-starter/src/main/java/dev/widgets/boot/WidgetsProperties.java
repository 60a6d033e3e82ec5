package dev.widgets.boot;

import dev.widgets.CoalescingOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the starter.
 *
 * @param schema the schema in the database
 * @param coalescing the batching of concurrent operations
 * @param read the standby that is read from
 */
@ConfigurationProperties("widgets")
public record WidgetsProperties(
        @DefaultValue Schema schema,
        @DefaultValue Coalescing coalescing,
        @DefaultValue Read read) {

    /**
     * What happens to the schema when the application starts.
     *
     * @param mode What to do with the schema when the application starts, after the application's
     *     own migrations.
     * @param url JDBC URL over which the schema is migrated or validated, for a login of its own
     *     that owns the schema. By default, the DataSource of the application is used.
     * @param user Login of the owner of the schema, for the URL.
     * @param password Password of the owner of the schema, for the URL.
     */
    public record Schema(
            @DefaultValue("migrate") Mode mode,
            @Nullable String url,
            @Nullable String user,
            @Nullable String password) {

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "Schema[mode=" + mode + ", url=" + (url == null ? "none" : "set") + "]";
        }
    }

    /** What to do with the schema. */
    public enum Mode {
        /** Install the schema, or upgrade it to the release of the library. */
        MIGRATE,
        /** Stop the application if the schema does not have the release of the library. */
        VALIDATE,
        /** Neither change nor check the schema. */
        NONE
    }

    /**
     * A standby that answers reads outside of transactions.
     *
     * @param url JDBC URL of one or more standbys. By default, the DataSource of the application
     *     answers the reads.
     * @param user Login for the URL.
     * @param password Password for the URL.
     * @param poolSize Maximum number of connections to standbys.
     * @param patience Time that a read which needs a recent state waits for the standby before the
     *     primary is asked.
     */
    public record Read(
            @Nullable String url,
            @Nullable String user,
            @Nullable String password,
            @DefaultValue("10") int poolSize,
            @DefaultValue("500ms") Duration patience) {

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "Read[url=" + (url == null ? "none" : "set") + "]";
        }
    }

    /**
     * The batching of concurrent operations.
     *
     * @param enabled Whether to provide a WidgetCoalescer, whose operations never join a
     *     transaction of the application.
     * @param lanes Number of threads that write and of others that read, each over a connection of
     *     its own; 1 to 64.
     * @param batchSize Maximum number of operations in a batch; 1 to 10,000.
     * @param nextLaneAt Number of waiting writes at which another lane starts while one is sending;
     *     1 to 10,000.
     * @param queueLength Maximum number of operations in the queue; further operations fail.
     */
    public record Coalescing(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("2") int lanes,
            @DefaultValue("256") int batchSize,
            @DefaultValue("32") int nextLaneAt,
            @DefaultValue("10000") int queueLength) {

        CoalescingOptions options() {
            return CoalescingOptions.DEFAULT
                    .withLanes(lanes)
                    .withBatchSize(batchSize)
                    .withNextLaneAt(nextLaneAt)
                    .withQueueLength(queueLength);
        }
    }
}
