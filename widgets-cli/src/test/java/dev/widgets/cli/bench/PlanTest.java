package dev.widgets.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.widgets.Outcome;
import dev.widgets.cli.console.Durations;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

    @ParameterizedTest
    @CsvSource({"30s,30000", "500ms,500", "2m,120000", "1.5h,5400000", "0s,0"})
    void a_duration_is_a_number_and_a_unit(String text, long millis) {
        assertThat(Durations.parse("duration", text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"30s", "500ms", "2m", "3h", "0s", "1500us"})
    void a_duration_is_written_as_it_is_read(String text) {
        assertThat(Durations.text(Durations.parse("duration", text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 123456789, 999999999})
    void serial_numbers_are_those_of_the_pattern_and_are_read_back(int index) {
        assertThat(BenchSerials.of(index)).isEqualTo(BenchSerials.SEEDED.serialNumber(index));
        assertThat(BenchSerials.index(BenchSerials.of(index))).isEqualTo(index);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bench-1", "bench-0000000001", "W-000000001", "bench-00000000x", ""})
    void other_serial_numbers_have_no_index(String serialNumber) {
        assertThat(BenchSerials.index(serialNumber)).isZero();
    }

    @Test
    void partitions_part_the_widgets() {
        Set<Integer> seen = new HashSet<>();
        for (int client = 0; client < 7; client++) {
            Partition part = new Partition(1 + client, 7, (100 - client - 1) / 7 + 1, "a-");
            for (int index = 1; index <= 100; index++) {
                if (part.owns(index)) {
                    assertThat(seen.add(index)).isTrue();
                }
            }
        }
        assertThat(seen).hasSize(100);
    }

    @Test
    void a_partition_associates_until_all_is_taken_and_takes_apart_what_it_has() {
        Partition part = new Partition(1, 1, 4, "a-");
        SplittableRandom random = new SplittableRandom(1);
        Request request = new Request();
        Set<String> pairs = new HashSet<>();
        while (part.associate(random, request)) {
            part.settle(request, Outcome.DONE);
            assertThat(pairs.add(pair(request))).isTrue();
        }
        assertThat(pairs).hasSize(6);
        while (part.dissociate(random, request)) {
            part.settle(request, Outcome.DONE);
            assertThat(pairs.remove(pair(request))).isTrue();
        }
        assertThat(pairs).isEmpty();
        assertThat(part.associate(random, request)).isTrue();
    }

    private static String pair(Request request) {
        String one = request.serialNumber();
        String other = request.peerSerialNumber();
        return request.port() + (one.compareTo(other) < 0 ? one + other : other + one);
    }

    @Test
    void what_is_unknown_is_left_alone_and_missed_by_nobody() {
        Partition part = new Partition(1, 1, 2, "a-");
        SplittableRandom random = new SplittableRandom(1);
        Request request = new Request();
        Partition stored = new Partition(1, 1, 2, "a-");
        for (int i = 0; i < 3; i++) {
            assertThat(part.associate(random, request)).isTrue();
            part.settle(request, Outcome.UNKNOWN);
        }
        assertThat(part.associate(random, request)).isFalse();
        assertThat(part.dissociate(random, request)).isFalse();
        stored.adopt(1, 2, 0);
        Differences differences = new Differences();
        part.compare(stored, differences);
        assertThat(differences.count()).isZero();
    }

    @Test
    void what_is_there_without_a_word_is_a_difference() {
        Partition stored = new Partition(1, 1, 2, "a-");
        stored.adopt(1, 2, 0);
        Differences differences = new Differences();
        new Partition(1, 1, 2, "a-").compare(stored, differences);
        assertThat(differences.count()).isEqualTo(1);
        assertThat(differences.example().orElseThrow())
                .startsWith("the association of bench-000000001 and bench-000000002 on P exists");
    }
}
