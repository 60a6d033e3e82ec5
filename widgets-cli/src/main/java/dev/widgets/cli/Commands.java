package dev.widgets.cli;

import dev.widgets.WidgetSchema;
import dev.widgets.cli.backup.BackupCommand;
import dev.widgets.cli.backup.RestoreCommand;
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
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.TypeConversionException;

/** Assembles the commands. */
public final class Commands {

    private Commands() {}

    /** Returns all commands, for the program and for the documentation. */
    public static CommandLine all(CliEnvironment environment) {
        WidgetsCommand root = new WidgetsCommand(environment);
        CommandLine commandLine = new CommandLine(root)
                .addSubcommand(new TryCommand(root))
                .addSubcommand(new AddCommand(root))
                .addSubcommand(new RemoveCommand(root))
                .addSubcommand(new RenameCommand(root))
                .addSubcommand(new AssociateCommand(root))
                .addSubcommand(new DissociateCommand(root))
                .addSubcommand(new ShowCommand(root))
                .addSubcommand(new ListCommand(root))
                .addSubcommand(new GraphCommand(root))
                .addSubcommand(new PathCommand(root))
                .addSubcommand(new StatsCommand(root))
                .addSubcommand(new VerifyCommand(root))
                .addSubcommand(new RepairCommand(root))
                .addSubcommand(new BackupCommand(root))
                .addSubcommand(new RestoreCommand(root))
                .addSubcommand(new PsqlCommand(root))
                .addSubcommand(new DoctorCommand(root))
                .addSubcommand(new ImportCommand(root))
                .addSubcommand(new ExportCommand(root))
                .addSubcommand(new SeedCommand(root))
                .addSubcommand(new BenchCommand(root))
                .addSubcommand(new TortureCommand(root, Main.class))
                .addSubcommand(new ServeCommand(root))
                .addSubcommand(new ReadyCommand(root))
                .addSubcommand(new TokenCommand(root))
                .addSubcommand(new MigrateCommand(root))
                .addSubcommand(new RolesCommand(root))
                .addSubcommand(new IndexCommand(root))
                .addSubcommand(new PartitionCommand(root))
                .addSubcommand(new HistoryCommand(root))
                .addSubcommand(new CompletionCommand(root))
                .addSubcommand(new ManCommand(root))
                .addSubcommand(new HelpCommand(root));
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
