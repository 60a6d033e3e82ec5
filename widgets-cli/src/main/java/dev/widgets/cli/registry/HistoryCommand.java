package dev.widgets.cli.registry;

import dev.widgets.WidgetHistory;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.FormatMixin;
import dev.widgets.cli.console.Quantity;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code widgets history}. */
@Command(
        name = "history",
        header = "Record the operations on widgets, and list them.",
        description = {
            "",
            "While the history is on, each operation is recorded in its own transaction, with its"
                    + " time, the database role and the subject of the caller's token. It is off by"
                    + " default and then costs nothing. Refused operations, seeding, and most of an"
                    + " import are not recorded.",
            "",
            "enable: turn it on. The registry can be used meanwhile. Waits up to a minute for"
                    + " transactions that began before, because their operations may not be recorded.",
            "disable: turn it off; with --drop, also delete the recorded operations.",
            "list SERIAL_NUMBER: list the operations on a widget, the latest first.",
            "prune --older-than DAYSd: delete operations that are older, and create partitions for"
                    + " the next 30 days. Run it every day: nothing else deletes operations, and the"
                    + " subjects may be personal data.",
            "status: say whether it is on (the default).",
            "",
            "Connect as the owner of the registry. To list, SELECT on widgets.history is enough."
        },
        footer = {
            "",
            "Examples:",
            "  widgets history enable",
            "  widgets history list W-1",
            "  widgets history prune --older-than 30d"
        })
public final class HistoryCommand extends DatabaseCommand {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern DAYS = Pattern.compile("(\\d{1,5})d");

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ACTION",
            completionCandidates = Actions.class,
            description = "enable, disable, list, prune or status (default: status).")
    private String action = "status";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SERIAL_NUMBER",
            description = "The widget to list; it may have been removed.")
    private @Nullable String serialNumber;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Maximum number of operations to list (default: 100).")
    private @Nullable Integer limit;

    @Option(
            names = "--older-than",
            paramLabel = "DAYSd",
            description = "Age of the operations that prune deletes, in days, such as 30d.")
    private @Nullable String olderThan;

    @Option(names = "--drop", description = "With disable, also delete the recorded operations.")
    private boolean drop;

    @Mixin
    private final FormatMixin output = new FormatMixin();

    public HistoryCommand(WidgetsCommand root) {
        super(root);
    }

    /** What the command can do, for completion. */
    static final class Actions implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("enable", "disable", "list", "prune", "status").iterator();
        }
    }

    @Override
    public Integer call() {
        switch (action) {
            case "status" -> status();
            case "enable" -> enable();
            case "disable" -> disable();
            case "list" -> list();
            case "prune" -> prune();
            default ->
                throw CommandException.usage("There is no action '" + action
                        + "'. Expected enable, disable, list, prune or status.");
        }
        return ExitCode.DONE;
    }

    /** Refuses what only another action takes. */
    private void takesOnly(String taken) {
        refuse(serialNumber != null, "SERIAL_NUMBER", taken);
        refuse(limit != null, "--limit", taken);
        refuse(olderThan != null, "--older-than", taken);
        refuse(drop, "--drop", taken);
    }

    private void refuse(boolean given, String what, String taken) {
        if (given && !taken.contains(what)) {
            throw CommandException.usage("widgets history " + action + " takes no " + what + ".");
        }
    }

    private void status() {
        takesOnly("");
        try (Session session = reading(CommandLimits.OPERATION)) {
            boolean on = WidgetHistory.over(session.dataSource()).isOn();
            notices().say(on ? "The history is on." : "The history is off.");
        }
    }

    private void enable() {
        takesOnly("");
        try (Session session = writing(CommandLimits.LONG)) {
            WidgetHistory.Enabling enabling =
                    WidgetHistory.over(session.dataSource()).enable(PATIENCE);
            notices().say(enabling.changed() ? "The history is on." : "The history is on already.");
            if (!enabling.olderSessions().isEmpty()) {
                notices()
                        .say(
                                "Transactions that began before are still in progress; their operations"
                                        + " may not be recorded. Their process IDs in pg_stat_activity: "
                                        + enabling.olderSessions().stream()
                                                .map(String::valueOf)
                                                .collect(Collectors.joining(", ", "", ".")));
            }
        }
    }

    private void disable() {
        takesOnly("--drop");
        try (Session session = writing(CommandLimits.LONG)) {
            boolean wasOn = WidgetHistory.over(session.dataSource()).disable(drop);
            String off = wasOn ? "The history is off." : "The history is off already.";
            notices()
                    .say(
                            drop
                                    ? off + " The recorded operations are deleted."
                                    : off + " The recorded operations are kept.");
        }
    }

    private void prune() {
        takesOnly("--older-than");
        Matcher days = DAYS.matcher(olderThan == null ? "" : olderThan);
        if (!days.matches()) {
            throw CommandException.usage(
                    olderThan == null
                            ? "Which operations? Give an age in days, such as --older-than 30d."
                            : "The age '" + olderThan
                                    + "' is not a number of days, such as --older-than 30d.");
        }
        try (Session session = writing(CommandLimits.LONG)) {
            int removed = WidgetHistory.over(session.dataSource())
                    .prune(Duration.ofDays(Integer.parseInt(days.group(1))));
            notices()
                    .say(
                            removed == 0
                                    ? "No operations are older than " + olderThan + "."
                                    : "Deleted the operations of " + Quantity.of(removed, "day")
                                            + ".");
        }
    }

    private void list() {
        takesOnly("SERIAL_NUMBER --limit");
        if (serialNumber == null) {
            throw CommandException.usage("Which widget? Give its serial number.");
        }
        int most = limit == null ? 100 : limit;
        if (most < 1) {
            throw CommandException.usage("--limit must be positive, unlike " + most + ".");
        }
        try (Session session = reading(CommandLimits.LONG)) {
            output.format()
                    .print(
                            new HistoryView(WidgetHistory.over(session.dataSource())
                                    .list(serialNumber, most)),
                            environment());
        }
    }
}
