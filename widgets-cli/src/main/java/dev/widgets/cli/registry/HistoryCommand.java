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
            "While the history is on, each operation that is done is recorded in the same transaction,"
                    + " with its time, database role and the subject of the caller's token. It is off"
                    + " at first and then costs nothing. Refused operations and seeding are not"
                    + " recorded; of an import, only associations that it makes one by one.",
            "",
            "enable: turn it on, while operations go on. Waits up to a minute for older transactions,"
                    + " whose operations may not be recorded.",
            "disable: turn it off; with --drop, also remove the recorded operations.",
            "list SERIAL_NUMBER: the latest operations on a widget, the latest first.",
            "prune --older-than DAYSd: remove the operations of older days, and prepare the next 30"
                    + " days. Run it every day. Nothing else removes operations, and subjects may be"
                    + " personal data.",
            "status: whether it is on (the default).",
            "",
            "Requires the owner of the registry, or for list a role that was granted SELECT on"
                    + " widgets.history."
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
    private int limit = 100;

    @Option(
            names = "--older-than",
            paramLabel = "DAYSd",
            description = "Age in days from which prune removes operations, such as 30d.")
    private @Nullable String olderThan;

    @Option(
            names = "--drop",
            description = "Remove the recorded operations when the history is disabled.")
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
        if (serialNumber != null && !action.equals("list")) {
            throw CommandException.usage(
                    "widgets history " + action + " takes no further argument.");
        }
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

    private void status() {
        try (Session session = reading(CommandLimits.OPERATION)) {
            boolean on = WidgetHistory.over(session.dataSource()).isOn();
            notices().say(on ? "The history is on." : "The history is off.");
        }
    }

    private void enable() {
        try (Session session = writing(CommandLimits.LONG)) {
            WidgetHistory.Enabling enabling =
                    WidgetHistory.over(session.dataSource()).enable(PATIENCE);
            notices().say(enabling.changed() ? "The history is on." : "The history is on already.");
            if (!enabling.olderSessions().isEmpty()) {
                notices()
                        .say("Older transactions are still in progress, whose operations may not be"
                                + " recorded. Their processes in pg_stat_activity: "
                                + enabling.olderSessions().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ")));
            }
        }
    }

    private void disable() {
        try (Session session = writing(CommandLimits.LONG)) {
            boolean wasOn = WidgetHistory.over(session.dataSource()).disable(drop);
            String off = wasOn ? "The history is off." : "The history is off already.";
            notices()
                    .say(
                            drop
                                    ? off + " The recorded operations are removed."
                                    : off + " The recorded operations stay.");
        }
    }

    private void prune() {
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
            notices().say("Removed the operations of " + Quantity.of(removed, "day") + ".");
        }
    }

    private void list() {
        if (serialNumber == null) {
            throw CommandException.usage("Which widget? Give its serial number.");
        }
        if (limit < 1) {
            throw CommandException.usage("--limit must be positive, unlike " + limit + ".");
        }
        try (Session session = reading(CommandLimits.LONG)) {
            output.format()
                    .print(
                            new HistoryView(WidgetHistory.over(session.dataSource())
                                    .list(serialNumber, limit)),
                            environment());
        }
    }
}
