package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of PostgreSQL for machines of several sizes. */
class PostgresConfTest {

    /** Those that depend on the size of the machine. */
    private static final Set<String> SIZES = Set.of(
            "shared_buffers",
            "effective_cache_size",
            "maintenance_work_mem",
            "work_mem",
            "max_wal_size",
            "min_wal_size",
            "wal_buffers",
            "max_connections");

    static Map<String, String> settings(String file) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line : Tool.read(file).split("\n", -1)) {
            String setting = line.replaceFirst("#.*", "").strip();
            if (!setting.isEmpty()) {
                String[] parts = setting.split(" = ", 2);
                assertThat(parts).as(line).hasSize(2);
                assertThat(settings.put(parts[0], parts[1].strip())).as(line).isNull();
            }
        }
        return settings;
    }

    private static long megabytes(String size) {
        long number = Long.parseLong(size.replaceAll("\\D", ""));
        return size.endsWith("GB") ? number * 1024 : number;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 32, 128})
    void a_size_differs_from_the_others_in_sizes_only(int gigabytes) {
        Map<String, String> ours = settings("postgresql/" + gigabytes + "gb.conf");
        Map<String, String> common = settings("../postgresql.conf");
        assertThat(ours.keySet()).containsExactlyInAnyOrderElementsOf(common.keySet());
        common.forEach((name, value) -> {
            if (!SIZES.contains(name)) {
                assertThat(ours).containsEntry(name, value);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 32, 128})
    void it_fits_the_machine(int gigabytes) {
        Map<String, String> ours = settings("postgresql/" + gigabytes + "gb.conf");
        long memory = gigabytes * 1024L;
        assertThat(megabytes(ours.get("shared_buffers"))).isEqualTo(memory / 4);
        assertThat(megabytes(ours.get("effective_cache_size"))).isEqualTo(memory * 3 / 4);
        assertThat(megabytes(ours.get("min_wal_size")))
                .isLessThan(megabytes(ours.get("max_wal_size")));
        long rest = memory - memory / 4;
        long each = 4 + megabytes(ours.get("work_mem")) / 4;
        assertThat(Long.parseLong(ours.get("max_connections")) * each).isLessThan(rest);
    }
}
