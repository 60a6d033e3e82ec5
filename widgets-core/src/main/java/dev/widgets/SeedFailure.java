package dev.widgets;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Describes why a run ended early, what it has written and how to continue.
 *
 * @param run the run
 * @param blocks the blocks that are complete or have been begun
 * @param proven whether these are all blocks of the run, and none is being written any more;
 *     otherwise there may be more
 */
record SeedFailure(SeedRun run, NavigableMap<Long, SeedBlocks.Block> blocks, boolean proven) {

    private static final Pattern KEY =
            Pattern.compile("\\(serial_number\\)=\\((.*)\\)", Pattern.DOTALL);

    /** Returns the exception for a run that was being loaded. */
    SeedException loading(Exception e) {
        if (e instanceof InterruptedException) {
            return exception(SeedException.Reason.STOPPED, "Seeding was stopped.", true, e);
        }
        if (e instanceof DuplicateSerialNumberException duplicate) {
            return taken(duplicate.serialNumber(), e);
        }
        if (e instanceof SQLException error
                && DatabaseError.of(error) == DatabaseError.DUPLICATE_KEY) {
            return taken(serialNumber(error), e);
        }
        return exception(SeedException.Reason.FAILED, describe(e), true, e);
    }

    /** Returns the exception for a run that was being removed. */
    SeedException removing(Exception e) {
        String what = e instanceof InterruptedException ? "The removal was stopped." : describe(e);
        SeedException.Reason reason = e instanceof InterruptedException
                ? SeedException.Reason.STOPPED
                : SeedException.Reason.FAILED;
        return new SeedException(reason, run.run(), what + remaining(), e);
    }

    private SeedException taken(String serialNumber, Exception e) {
        return exception(
                SeedException.Reason.TAKEN,
                "The serial number \"" + serialNumber
                        + "\" is taken; choose another --start or another pattern with --serials.",
                false,
                e);
    }

    private SeedException exception(
            SeedException.Reason reason, String what, boolean resumable, Exception e) {
        String how = "remove them with widgets seed --remove --run " + run.run();
        if (resumable) {
            how = "continue with widgets seed --resume --run " + run.run() + ", or " + how;
        }
        int number = proven && blocks.isEmpty() ? 0 : run.run();
        return new SeedException(reason, number, what + written(how), e);
    }

    private String written(String how) {
        String name = " Run " + run.run();
        if (proven) {
            return blocks.isEmpty()
                    ? " Nothing was changed."
                    : name + " has written " + ranges(false) + "; " + how + ".";
        }
        return blocks.isEmpty()
                ? name + " may have written widgets, because the database could not be asked; "
                        + how + "."
                : name + " has written at least " + ranges(false) + "; " + how + ".";
    }

    private String remaining() {
        String how = "continue with widgets seed --remove --run " + run.run() + ".";
        if (!proven) {
            return " Run " + run.run() + " may still have widgets; " + how;
        }
        return blocks.isEmpty()
                ? " Run " + run.run() + " has no widgets any more."
                : " Run " + run.run() + " still has " + ranges(true) + "; " + how;
    }

    private static String serialNumber(SQLException e) {
        ServerErrorMessage server =
                e instanceof PSQLException error ? error.getServerErrorMessage() : null;
        String detail = server == null ? "" : Objects.requireNonNullElse(server.getDetail(), "");
        Matcher matcher = KEY.matcher(detail);
        return matcher.find() ? matcher.group(1) : "?";
    }

    private static String describe(Exception e) {
        if (e instanceof SQLException error) {
            return new SqlFailure(error, Outcome.Phase.IN_TRANSACTION).describe() + "."
                    + connectionsNeeded(error);
        }
        // blocks may have been written before
        return String.valueOf(e.getMessage()).replaceFirst("^Nothing was done: ", "");
    }

    /** Returns what to do if the pool is too small, or an empty text. */
    static String connectionsNeeded(SQLException error) {
        return DatabaseError.of(error) == DatabaseError.NO_FREE_CONNECTION
                ? " A run takes one connection for each job and one more: use fewer jobs, or a"
                        + " larger pool."
                : "";
    }

    /** Returns a text such as: widgets 1 to 50,000 and 150,001 to 200,000. */
    private String ranges(boolean begunToo) {
        List<String> complete = new ArrayList<>();
        List<String> begun = new ArrayList<>();
        long from = -1;
        long last = -1;
        for (Long number : blocks.keySet()) {
            boolean isComplete = Objects.requireNonNull(blocks.get(number)).complete();
            if (!isComplete && !begunToo) {
                begun.add(range(number, number));
                continue;
            }
            if (from >= 0 && number != last + 1) {
                complete.add(range(from, last));
                from = -1;
            }
            from = from < 0 ? number : from;
            last = number;
        }
        if (from >= 0) {
            complete.add(range(from, last));
        }
        if (begunToo) {
            return "widgets " + String.join(" and ", complete);
        }
        String text = complete.isEmpty() ? "" : "widgets " + String.join(" and ", complete);
        String rest = begun.isEmpty() ? "" : "some of widgets " + String.join(" and ", begun);
        return text.isEmpty() || rest.isEmpty() ? text + rest : text + ", and " + rest;
    }

    private String range(long from, long last) {
        return String.format(
                Locale.ROOT,
                "%,d to %,d",
                SeedBlock.firstIndex(run.options(), from),
                SeedBlock.lastIndex(run.options(), last));
    }
}
