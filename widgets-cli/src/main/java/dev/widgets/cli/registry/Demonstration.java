package dev.widgets.cli.registry;

import dev.widgets.PortType;
import dev.widgets.Ports;
import dev.widgets.RefusedException;
import dev.widgets.SeedOptions;
import dev.widgets.WidgetAdministration;
import dev.widgets.WidgetCounts;
import dev.widgets.WidgetRepository;
import dev.widgets.WidgetSchema;
import dev.widgets.WidgetSeeder;
import dev.widgets.cli.console.BuildVersions;
import dev.widgets.cli.console.CliEnvironment;
import dev.widgets.cli.console.CommandException;
import dev.widgets.cli.console.CommandLimits;
import dev.widgets.cli.console.Failures;
import dev.widgets.cli.console.Notices;
import dev.widgets.cli.console.Stopwatch;
import dev.widgets.cli.embedded.DataFolder;
import dev.widgets.cli.embedded.EmbeddedServer;
import dev.widgets.cli.embedded.ServerUse;
import dev.widgets.cli.embedded.ThrowAwayFolder;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** Demonstrates the registry on a temporary PostgreSQL. */
final class Demonstration {

    private static final int WIDGETS = 100_000;
    private static final String VALVE = "VALVE-1";
    private static final String PUMP = "PUMP-1";

    private final WidgetRepository widgets;
    private final Narration narration;

    private Demonstration(WidgetRepository widgets, Narration narration) {
        this.widgets = widgets;
        this.narration = narration;
    }

    static void run(CliEnvironment environment, boolean verbose) {
        Notices notices = new Notices(environment.err(), verbose);
        Narration narration = new Narration(environment);
        try {
            DataFolder folder = ThrowAwayFolder.create(DataFolder.cache(environment));
            notices.say("database: temporary PostgreSQL in " + folder.path());
            Stopwatch watch = new Stopwatch();
            try (EmbeddedServer server = EmbeddedServer.open(
                    folder,
                    ThrowAwayFolder.binaries(folder, environment),
                    ServerUse.THROWN_AWAY,
                    notices)) {
                narration.chapter(
                        "PostgreSQL " + BuildVersions.read().postgresqlMajor() + " started", watch);
                run(server, narration);
            }
            narration.end();
        } catch (IOException e) {
            throw CommandException.failure(
                    "Could not create a temporary database: " + Failures.describe(e));
        } catch (SQLException e) {
            throw CommandException.unreachable(
                    "The demonstration failed: " + Failures.describe(e), e);
        }
    }

    private static void run(EmbeddedServer server, Narration narration) throws SQLException {
        DataSource dataSource = server.connection().dataSource(CommandLimits.OPERATION);
        Stopwatch watch = new Stopwatch();
        int scripts = WidgetSchema.over(dataSource).migrate();
        narration.chapter("widgets migrate: " + scripts + " scripts", watch);
        watch = new Stopwatch();
        WidgetSeeder.over(dataSource)
                .seed(SeedOptions.of(WIDGETS), WidgetSeeder.ProgressListener.NONE);
        narration.chapter("widgets seed --count " + WIDGETS, watch);
        try (Connection connection = dataSource.getConnection()) {
            new Demonstration(WidgetRepository.over(connection), narration).show();
        }
        watch = new Stopwatch();
        int violations = WidgetAdministration.over(dataSource).checkIntegrity().size();
        narration.chapter(
                violations == 0
                        ? "widgets verify: every association is sound"
                        : "widgets verify: " + violations + " violations",
                watch);
    }

    private void show() {
        step(
                "add " + PUMP + " \"Steel pump\" PPQ",
                () -> widgets.add(PUMP, "Steel pump", Ports.parse("PPQ")));
        step(
                "add " + VALVE + " \"Copper valve\" PQ",
                () -> widgets.add(VALVE, "Copper valve", Ports.parse("PQ")));
        step(
                "associate " + PUMP + " " + VALVE + " P",
                () -> widgets.associate(PUMP, VALVE, PortType.P));
        step(
                "associate " + VALVE + " " + PUMP + " P",
                () -> widgets.associate(VALVE, PUMP, PortType.P));
        step(
                "associate " + PUMP + " " + VALVE + " Q",
                () -> widgets.associate(PUMP, VALVE, PortType.Q));
        step(
                "dissociate " + PUMP + " " + VALVE + " P",
                () -> widgets.dissociate(PUMP, VALVE, PortType.P));
        step("remove " + VALVE, () -> widgets.remove(VALVE));
        narration.pause();
        Stopwatch watch = new Stopwatch();
        narration.chapter("widgets stats: " + sentence(widgets.count()), watch);
    }

    private void step(String command, Runnable operation) {
        Stopwatch watch = new Stopwatch();
        try {
            operation.run();
            narration.step(command, watch, List.of(widgets.find(PUMP), widgets.find(VALVE)));
        } catch (RefusedException e) {
            narration.refusal(command, watch, e);
        }
    }

    private static String sentence(WidgetCounts counts) {
        long free = counts.ports().values().stream()
                .mapToLong(WidgetCounts.PortCount::free)
                .sum();
        long taken = counts.ports().values().stream()
                .mapToLong(WidgetCounts.PortCount::taken)
                .sum();
        return number(counts.widgets()) + " widgets, " + number(free) + " ports free, "
                + number(taken) + " taken";
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
