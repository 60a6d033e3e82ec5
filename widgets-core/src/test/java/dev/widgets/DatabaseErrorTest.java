package dev.widgets;

import static dev.widgets.Outcome.FAILED;
import static dev.widgets.Outcome.REFUSED;
import static dev.widgets.Outcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.Outcome.Phase;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** What an error means for the operation that it ended. */
@Tag("once")
class DatabaseErrorTest {

    /** An error that the server has sent. */
    private static PSQLException reported(String sqlState) {
        return new PSQLException(new ServerErrorMessage("SERROR\0C" + sqlState + "\0Mtext\0"));
    }

    /** An error that the driver has raised by itself. */
    private static PSQLException raised(PSQLState state) {
        return new PSQLException("text", state);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                PT409, RULE_VIOLATED,        REFUSED, REFUSED, false
                PT404, RULE_VIOLATED,        REFUSED, REFUSED, false
                23514, RULE_VIOLATED,        REFUSED, REFUSED, false
                22P02, RULE_VIOLATED,        REFUSED, REFUSED, false
                23505, DUPLICATE_KEY,        REFUSED, REFUSED, false
                PT503, BUSY,                 FAILED,  FAILED,  true
                40001, CONFLICT,             FAILED,  FAILED,  true
                40P01, CONFLICT,             FAILED,  FAILED,  true
                40003, CONNECTION_LOST,      UNKNOWN, UNKNOWN, true
                55P03, LOCK_TIMEOUT,         FAILED,  FAILED,  true
                57014, CANCELLED,            FAILED,  UNKNOWN, true
                57P01, CONNECTION_LOST,      UNKNOWN, UNKNOWN, true
                57P02, CONNECTION_LOST,      UNKNOWN, UNKNOWN, true
                57P04, CONNECTION_LOST,      UNKNOWN, UNKNOWN, true
                57P03, STARTING,             FAILED,  FAILED,  true
                57P05, IDLE_TIMEOUT,         FAILED,  FAILED,  true
                08P01, CONNECTION_LOST,      UNKNOWN, UNKNOWN, true
                08006, CONNECTION_LOST,      UNKNOWN, UNKNOWN, true
                53300, TOO_MANY_CONNECTIONS, FAILED,  FAILED,  true
                53100, OUT_OF_RESOURCES,     FAILED,  FAILED,  false
                58030, OUT_OF_RESOURCES,     FAILED,  FAILED,  false
                54000, LIMIT_EXCEEDED,       FAILED,  FAILED,  false
                28P01, LOGIN_REFUSED,        FAILED,  FAILED,  false
                3D000, LOGIN_REFUSED,        FAILED,  FAILED,  false
                42501, FORBIDDEN,            FAILED,  FAILED,  false
                25006, READ_ONLY,            FAILED,  FAILED,  false
                42883, SCHEMA_MISSING,       FAILED,  FAILED,  false
                26000, STATEMENT_MISSING,    FAILED,  FAILED,  false
                25P02, TRANSACTION_ABORTED,  FAILED,  FAILED,  false
                XX000, OTHER,                FAILED,  FAILED,  false
                """)
    void an_error_of_the_server_is_certain_unless_the_connection_ends_with_it(
            String sqlState,
            DatabaseError kind,
            Outcome autocommit,
            Outcome commit,
            boolean retryable) {
        PSQLException error = reported(sqlState);
        assertThat(DatabaseError.of(error)).isEqualTo(kind);
        assertThat(kind.isRetryable()).isEqualTo(retryable);
        assertThat(Outcome.of(error, Phase.AUTOCOMMIT)).isEqualTo(autocommit);
        assertThat(Outcome.of(error, Phase.COMMIT)).isEqualTo(commit);
        assertThat(Outcome.of(error, Phase.NOT_SENT)).isEqualTo(FAILED);
        assertThat(Outcome.of(error, Phase.IN_TRANSACTION))
                .isEqualTo(autocommit == REFUSED ? REFUSED : FAILED);
    }

    @Test
    void an_error_of_the_driver_leaves_a_commit_unknown_unless_the_connection_was_closed() {
        assertThat(Outcome.of(raised(PSQLState.CONNECTION_FAILURE), Phase.AUTOCOMMIT))
                .isEqualTo(UNKNOWN);
        assertThat(Outcome.of(raised(PSQLState.UNEXPECTED_ERROR), Phase.AUTOCOMMIT))
                .isEqualTo(UNKNOWN);
        assertThat(Outcome.of(raised(PSQLState.UNEXPECTED_ERROR), Phase.IN_TRANSACTION))
                .isEqualTo(FAILED);
        assertThat(Outcome.of(raised(PSQLState.CONNECTION_DOES_NOT_EXIST), Phase.AUTOCOMMIT))
                .isEqualTo(FAILED);
        assertThat(Outcome.of(new SQLException(), Phase.COMMIT)).isEqualTo(UNKNOWN);
    }

    @Test
    void the_loss_of_the_connection_counts_where_it_is_chained_to_the_servers_last_words() {
        PSQLException last = reported("53100");
        last.setNextException(raised(PSQLState.CONNECTION_FAILURE));
        assertThat(DatabaseError.of(last)).isEqualTo(DatabaseError.CONNECTION_LOST);
        assertThat(Outcome.of(last, Phase.AUTOCOMMIT)).isEqualTo(UNKNOWN);
    }

    @Test
    void a_pool_without_a_free_connection_differs_from_one_that_cannot_connect() {
        SQLTransientConnectionException full = new SQLTransientConnectionException("in use");
        SQLTransientConnectionException refused =
                new SQLTransientConnectionException("timeout", "28P01", reported("28P01"));
        assertThat(DatabaseError.of(full)).isEqualTo(DatabaseError.NO_FREE_CONNECTION);
        assertThat(DatabaseError.of(full).isUnreachable()).isFalse();
        assertThat(DatabaseError.of(refused)).isEqualTo(DatabaseError.LOGIN_REFUSED);
        assertThat(DatabaseError.of(refused).isUnreachable()).isTrue();
    }

    @Test
    void an_exception_of_the_library_has_one_outcome_however_a_future_wraps_it() {
        RefusedException refused =
                new InvalidInputException(Rule.PORT_IS_P_Q_OR_R, "port", "port is 'X'.");
        FailedException failed = SqlFailure.reading(reported("57P03"));
        WidgetException unknown = new UnknownOutcomeException("text", reported("57P01"));
        assertThat(Outcome.of(new CompletionException(refused))).isEqualTo(REFUSED);
        assertThat(Outcome.of(failed)).isEqualTo(FAILED);
        assertThat(Outcome.of(new CompletionException(unknown))).isEqualTo(UNKNOWN);
        assertThat(Outcome.of(new IllegalStateException())).isEqualTo(UNKNOWN);
        assertThat(DatabaseError.causeOf(failed)).hasValue(DatabaseError.STARTING);
        assertThat(DatabaseError.causeOf(refused)).isEmpty();
    }
}
