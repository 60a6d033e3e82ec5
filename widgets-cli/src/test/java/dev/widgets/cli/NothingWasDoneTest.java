package dev.widgets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each text that says that nothing was done, and why that is true whenever the text is shown. A new
 * one fails until it is listed here.
 */
class NothingWasDoneTest {

    private static final List<Path> SOURCES =
            List.of(Path.of("../widgets-core/src/main/java"), Path.of("src/main/java"));

    private static final Pattern CLAIM =
            Pattern.compile("(?i)nothing was (done|changed|sent)|was not (changed|set)|unchanged"
                    + "|no widget was (added|removed)");

    /** The file, how often it says so, and the proof or the test of it. */
    private static final String PROOFS = """
            BatchDispatcher      1  a closed queue takes no operation: BatchQueueTest
            CitusCluster         6  only reads, before the distribution: CitusClusterTest
            CitusNodes           1  checked before the first statement that changes anything: CitusClusterTest
            CommitCheck          2  checked before the first statement: HostTransactionTest
            CommandException     1  removes the words from a message that goes on with what was done
            Commands             1  usage: refused before a connection is opened
            ConsoleFile          3  a file that the browser has already; no claim: ConsoleTest
            CsvBody              1  the request was not parsed: ServeQueryTest
            DistributeCommand    2  checked before the first statement that changes anything: CitusClusterTest
            ImportCommand        1  refused lines are found before anything is written: ImportTest
            ImportRunner         3  stopped or forbidden before it writes; no claim: ImportTest
            ImportStaging        1  the files are read before anything is written: ImportTest
            InstalledSchema      4  read in a transaction that is rolled back: WidgetSchemaTest
            JsonBody             1  the request was not parsed: ServeQueryTest
            JsonErrors           3  the request was not parsed: ServeHostileTest
            MigrateCommand       1  the schema has the next release; nothing was applied: ReleasesTest
            OpenApi31Schemas     2  describes the problems, and names the exceptions: ServeRefusalTest
            OpenApiWriter        1  names the exception to it
            OverloadedException  1  the operation was not queued: CoalescerTest
            PartitionLayout      2  checked in a transaction that is rolled back: PartitionTest
            Problems             8  not sent yet, or refused as read-only: ServeLimitsTest, ServeStandbyTest
            RepairCommand        1  without --yes it only reads: WholeRegistryTest
            SchemaTransaction    3  not locked, or rolled back: WidgetSchemaTest, UpgradeTest
            SeedCommand          2  --dry-run opens no connection, or reads only: SeedTest
            SeedFailure          2  the run was looked up under its lock: SeedRunGuardTest
            SeedRunner           3  before the state is changed, or the transaction is open: SeedRunGuardTest
            SqlFailure           1  Outcome is not UNKNOWN, or nothing was committed yet: OutcomeTest
            TortureTable         1  refused before anything is removed: TortureTest
            WidgetIndexes        1  before the first statement that changes anything: IndexTest
            WidgetPartitions     4  before the first statement that changes anything: PartitionTest
            WidgetSchema         1  in a transaction that is rolled back: WidgetSchemaTest
            """;

    @Test
    void every_claim_has_a_proof() throws IOException {
        Map<String, Long> claims = new TreeMap<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    long count = count(file);
                    if (count > 0) {
                        claims.put(name(file), count);
                    }
                }
            }
        }
        Map<String, Long> proofs = new TreeMap<>();
        PROOFS.lines().map(line -> line.split(" +", 3)).forEach(parts -> {
            assertThat(parts[2]).isNotBlank();
            proofs.put(parts[0], Long.valueOf(parts[1]));
        });
        assertThat(claims).isEqualTo(proofs);
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    /** In texts, which may be broken over lines, and not in comments. */
    private static long count(Path file) throws IOException {
        String code = Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.startsWith("*") && !line.startsWith("/"))
                .collect(Collectors.joining("\n"))
                .replaceAll("\"\\s*\\+\\s*\"", "");
        return CLAIM.matcher(code).results().count();
    }
}
