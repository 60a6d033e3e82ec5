package dev.widgets.cli.registry;

import dev.widgets.TimeLimits;
import dev.widgets.WidgetException;
import dev.widgets.WidgetIndexes;
import dev.widgets.WidgetIndexes.Kind;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.FormatMixin;
import dev.widgets.cli.console.StatusLine;
import dev.widgets.cli.database.DatabaseCommand;
import dev.widgets.cli.database.Session;
import dev.widgets.cli.database.WidgetsCommand;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code widgets index}. */
@Command(
        name = "index",
        header = "Add, remove or list the optional indexes.",
        description = {
            "",
            "An index makes one kind of search fast and costs something at each operation that"
                    + " writes to it:",
            "",
            "name: widgets by their name, as in widgets list --name and GET /widgets?name=eq.NAME."
                    + " Adding and removing a widget write one more index entry; associations cost"
                    + " the same.",
            "",
            "free: widgets with a free port of a type, as in widgets list --free and GET /slots for"
                    + " free ports of one type. Each operation, associations included, writes to all"
                    + " indexes, because a change of a port changes this index (its update is no"
                    + " longer HOT). This can halve the rate of associations;"
                    + " examples/benchmarks/indexes measures it.",
            "",
            "Operations go on while an index is created; it waits for older transactions to end."
                    + " The command is safe to repeat, and replaces leftovers of an interrupted run."
                    + " Requires the owner of the registry."
        },
        footer = {
            "",
            "Examples:",
            "  widgets index",
            "  widgets index add name",
            "  widgets index remove free"
        })
public final class IndexCommand extends DatabaseCommand {

    /** The transactions that an index waits for may take hours, such as a dump. */
    private static final TimeLimits PATIENT = new TimeLimits(
            CommandLimits.LONG.connect(),
            CommandLimits.LONG.statement(),
            CommandLimits.LONG.statement(),
            CommandLimits.LONG.socket());

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ACTION",
            completionCandidates = Actions.class,
            description = "add, remove or list (default: list).")
    private String action = "list";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "INDEX",
            completionCandidates = Kinds.class,
            description = "name or free.")
    private @Nullable String index;

    @Mixin
    private final FormatMixin output = new FormatMixin();

    public IndexCommand(WidgetsCommand root) {
        super(root);
    }

    /** What the command can do, for completion. */
    static final class Actions implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("add", "remove", "list").iterator();
        }
    }

    /** The indexes, for completion. */
    static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Kind.values()).map(IndexCommand::name).iterator();
        }
    }

    @Override
    public Integer call() {
        switch (action) {
            case "list" -> list();
            case "add" -> add(kind());
            case "remove" -> remove(kind());
            default ->
                throw CommandException.usage(
                        "There is no action '" + action + "'. Expected add, remove or list.");
        }
        return ExitCode.DONE;
    }

    private Kind kind() {
        for (Kind kind : Kind.values()) {
            if (name(kind).equals(index)) {
                return kind;
            }
        }
        throw CommandException.usage(
                index == null
                        ? "Which index? Give name or free."
                        : "There is no optional index '" + index + "'. Expected name or free.");
    }

    static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void list() {
        if (index != null) {
            throw CommandException.usage("widgets index list takes no further argument.");
        }
        try (Session session = reading(CommandLimits.OPERATION)) {
            output.format()
                    .print(
                            new IndexesView(
                                    WidgetIndexes.over(session.dataSource()).list()),
                            environment());
        }
    }

    private void add(Kind kind) {
        try (Session session = writing(PATIENT)) {
            boolean added = add(kind, session);
            notices()
                    .say(
                            added
                                    ? "The index '" + name(kind) + "' is ready."
                                    : "The index '" + name(kind) + "' exists already.");
        } catch (WidgetException e) {
            throw isUnfinished(kind)
                    ? CommandException.unfinished(
                            "An unfinished index is left, which costs time and is not used. Repeat"
                                    + " the command, or run: widgets index remove " + name(kind),
                            e)
                    : e;
        }
    }

    private boolean add(Kind kind, Session session) {
        WidgetIndexes watched =
                WidgetIndexes.over(session.connection().dataSource(CommandLimits.OPERATION));
        try (IndexProgress progress = new IndexProgress(watched, new StatusLine(environment()))) {
            progress.start();
            return WidgetIndexes.over(session.dataSource()).add(kind);
        }
    }

    private boolean isUnfinished(Kind kind) {
        try (Session session = reading(CommandLimits.OPERATION)) {
            return WidgetIndexes.over(session.dataSource()).list().stream()
                    .anyMatch(one ->
                            one.kind() == kind && one.state() == WidgetIndexes.State.INVALID);
        } catch (WidgetException | CommandException e) {
            return false;
        }
    }

    private void remove(Kind kind) {
        try (Session session = writing(PATIENT)) {
            boolean removed = WidgetIndexes.over(session.dataSource()).remove(kind);
            notices()
                    .say(
                            removed
                                    ? "The index '" + name(kind) + "' is removed."
                                    : "There is no index '" + name(kind) + "'.");
        }
    }
}
