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
 * Why a run ended early, in a sentence for whoever has to go on from there.
 *
 * @param run the run
 * @param blocks what of it is in the database, or has been begun
 */
record SeedFailure(SeedRun run, NavigableMap<Long, SeedRuns.Block> blocks) {

    private static final Pattern KEY =
            Pattern.compile("\\(serial_number\\)=\\((.*)\\)", Pattern.DOTALL);

    /** Of bringing in. */
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

    /** Of taking out. */
    SeedException removing(Exception e) {
        String what = e instanceof InterruptedException ? "Removing was stopped." : describe(e);
        SeedException.Reason reason = e instanceof InterruptedException
                ? SeedException.Reason.STOPPED
                : SeedException.Reason.FAILED;
        String message = what + " Run " + run.run() + " still has " + ranges(true)
                + "; go on with widgets seed --remove --run " + run.run() + ".";
        return new SeedException(reason, run.run(), message, e);
    }

    private SeedException taken(String serialNumber, Exception e) {
        return exception(
                SeedException.Reason.TAKEN,
                "The serial number \"" + serialNumber
                        + "\" is taken; choose another --start or another pattern by --serials.",
                false,
                e);
    }

    private SeedException exception(
            SeedException.Reason reason, String what, boolean resumable, Exception e) {
        String how = "take it out with widgets seed --remove --run " + run.run();
        if (resumable) {
            how = "go on with widgets seed --resume --run " + run.run() + ", or " + how;
        }
        String message = blocks.isEmpty()
                ? what + " Nothing was changed."
                : what + " Of run " + run.run() + ", " + ranges(false) + "; " + how + ".";
        return new SeedException(reason, blocks.isEmpty() ? 0 : run.run(), message, e);
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
            return new SqlFailure(error, Outcome.Phase.IN_TRANSACTION).describe() + ".";
        }
        return String.valueOf(e.getMessage());
    }

    /** Such as: widgets 1 to 50,000 and 150,001 to 200,000 are in. */
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
        String text = complete.isEmpty()
                ? ""
                : "widgets " + String.join(" and ", complete) + " are in, whole";
        String rest =
                begun.isEmpty() ? "" : "some of widgets " + String.join(" and ", begun) + " are in";
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
