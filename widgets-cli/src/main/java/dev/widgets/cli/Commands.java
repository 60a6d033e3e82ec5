package dev.widgets.cli;

import dev.widgets.WidgetSchema;
import dev.widgets.cli.backup.BackupCommand;
import dev.widgets.cli.backup.RestoreCommand;
import dev.widgets.cli.backup.UpgradeDataCommand;
import dev.widgets.cli.bench.BenchCommand;
import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.Durations;
import dev.widgets.cli.console.ExitCode;
import dev.widgets.cli.console.Layout;
import dev.widgets.cli.database.WidgetsCommand;
import dev.widgets.cli.doctor.DoctorCommand;
import dev.widgets.cli.graph.GraphCommand;
import dev.widgets.cli.graph.PathCommand;
import dev.widgets.cli.help.CompletionCommand;
import dev.widgets.cli.help.HelpCommand;
import dev.widgets.cli.help.HelpLayout;
import dev.widgets.cli.help.ManCommand;
import dev.widgets.cli.registry.AddCommand;
import dev.widgets.cli.registry.AssociateCommand;
import dev.widgets.cli.registry.DissociateCommand;
import dev.widgets.cli.registry.DistributeCommand;
import dev.widgets.cli.registry.HistoryCommand;
import dev.widgets.cli.registry.IndexCommand;
import dev.widgets.cli.registry.ListCommand;
import dev.widgets.cli.registry.MigrateCommand;
import dev.widgets.cli.registry.PartitionCommand;
import dev.widgets.cli.registry.PsqlCommand;
import dev.widgets.cli.registry.RemoveCommand;
import dev.widgets.cli.registry.RenameCommand;
import dev.widgets.cli.registry.RepairCommand;
import dev.widgets.cli.registry.RolesCommand;
import dev.widgets.cli.registry.ShowCommand;
import dev.widgets.cli.registry.StatsCommand;
import dev.widgets.cli.registry.TryCommand;
import dev.widgets.cli.registry.VerifyCommand;
import dev.widgets.cli.seed.SeedCommand;
import dev.widgets.cli.serve.ReadyCommand;
import dev.widgets.cli.serve.ServeCommand;
import dev.widgets.cli.serve.TokenCommand;
import dev.widgets.cli.torture.TortureCommand;
import dev.widgets.cli.transfer.ExportCommand;
import dev.widgets.cli.transfer.ImportCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.TypeConversionException;

/** Assembles the commands. */
public final class Commands {

    /** These describe other commands. */
    private static final Set<String> ABOUT_OTHERS = Set.of("completion", "man", "help");

    private Commands() {}

    /** Returns all commands, for the program and for the documentation. */
    public static CommandLine all(CliEnvironment environment) {
        return commandLine(environment, constructors());
    }

    /**
     * Returns the commands that a call needs: only the one that its first argument names, because
     * the models of all others take longer than many a command, or else all.
     */
    static CommandLine needed(CliEnvironment environment, String... arguments) {
        Map<String, Function<WidgetsCommand, Object>> commands = constructors();
        if (arguments.length > 0
                && commands.containsKey(arguments[0])
                && !ABOUT_OTHERS.contains(arguments[0])) {
            commands.keySet().retainAll(Set.of(arguments[0]));
        }
        return commandLine(environment, commands);
    }

    /** Returns the constructors of all commands by their names, in the order of the help. */
    private static Map<String, Function<WidgetsCommand, Object>> constructors() {
        Map<String, Function<WidgetsCommand, Object>> commands = new LinkedHashMap<>();
        commands.put("try", TryCommand::new);
        commands.put("add", AddCommand::new);
        commands.put("remove", RemoveCommand::new);
        commands.put("rename", RenameCommand::new);
        commands.put("associate", AssociateCommand::new);
        commands.put("dissociate", DissociateCommand::new);
        commands.put("show", ShowCommand::new);
        commands.put("list", ListCommand::new);
        commands.put("graph", GraphCommand::new);
        commands.put("path", PathCommand::new);
        commands.put("stats", StatsCommand::new);
        commands.put("verify", VerifyCommand::new);
        commands.put("repair", RepairCommand::new);
        commands.put("backup", BackupCommand::new);
        commands.put("restore", RestoreCommand::new);
        commands.put("upgrade-data", UpgradeDataCommand::new);
        commands.put("psql", PsqlCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("seed", SeedCommand::new);
        commands.put("bench", BenchCommand::new);
        commands.put("torture", root -> new TortureCommand(root, Main.class));
        commands.put("serve", ServeCommand::new);
        commands.put("ready", ReadyCommand::new);
        commands.put("token", TokenCommand::new);
        commands.put("migrate", MigrateCommand::new);
        commands.put("roles", RolesCommand::new);
        commands.put("index", IndexCommand::new);
        commands.put("partition", PartitionCommand::new);
        commands.put("distribute", DistributeCommand::new);
        commands.put("history", HistoryCommand::new);
        commands.put("completion", CompletionCommand::new);
        commands.put("man", ManCommand::new);
        commands.put("help", HelpCommand::new);
        return commands;
    }

    private static CommandLine commandLine(
            CliEnvironment environment, Map<String, Function<WidgetsCommand, Object>> commands) {
        WidgetsCommand root = new WidgetsCommand(environment);
        CommandLine commandLine = new CommandLine(root);
        commands.forEach(
                (name, constructor) -> commandLine.addSubcommand(name, constructor.apply(root)));
        // a serial number may begin with @
        commandLine.setExpandAtFiles(false);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.registerConverter(Duration.class, Commands::duration);
        commandLine.setColorScheme(
                CommandLine.Help.defaultColorScheme(environment.colours() ? Ansi.ON : Ansi.OFF));
        commandLine.setOut(writer(environment.out()));
        commandLine.setErr(writer(environment.err()));
        commandLine.getCommandSpec().versionProvider(Commands::versions);
        EnvironmentDefaults defaults = new EnvironmentDefaults(environment);
        commandLine.getSubcommands().forEach((name, command) -> {
            if (name.equals("serve") || name.equals("ready")) {
                command.setDefaultValueProvider(defaults);
            }
        });
        HelpLayout.apply(commandLine);
        HelpLayout.fit(commandLine, Layout.PLAIN.textWidth());
        commandLine
                .getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes());
        return commandLine;
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse("duration", text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static String[] versions() {
        BuildVersions versions = BuildVersions.read();
        List<String> lines = new ArrayList<>();
        lines.add("widgets " + versions.widgets());
        versions.source().ifPresent(source -> lines.add("commit " + source));
        lines.add("schema release " + WidgetSchema.RELEASE);
        lines.add("embedded PostgreSQL " + versions.postgresql());
        return lines.toArray(String[]::new);
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put(text(ExitCode.DONE), "done");
        codes.put(text(ExitCode.FAILURE), "failed; the message says if a part was done");
        codes.put(text(ExitCode.USAGE), "wrong arguments; nothing was done");
        codes.put(
                text(ExitCode.REFUSED),
                "refused by a rule, or a check found problems; the message says if a part was done");
        codes.put(
                text(ExitCode.UNREACHABLE),
                "database unreachable; the message says if a part was done");
        codes.put(
                text(ExitCode.UNKNOWN),
                "outcome unknown (connection lost); check with: widgets show");
        codes.put(text(ExitCode.THRESHOLD), "a threshold of --fail-if was crossed");
        return codes;
    }

    private static String text(int code) {
        return String.valueOf(code);
    }
}
