package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a seed, without a database. */
@Tag("once")
final class SeedBlockTest {

    private static final int SIZE = SeedBlock.SIZE;

    private static SeedBlock block(SeedOptions options, long number) {
        SeedBlock block = new SeedBlock(options);
        block.generate(number);
        return block;
    }

    private static List<String> lines(SeedBlock block) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            StringBuilder line = new StringBuilder();
            line.append(block.first() + i).append(' ').append(block.name(i));
            for (int slot = 0; slot < block.ports(i).types().size(); slot++) {
                line.append(' ').append(block.ports(i).types().get(slot));
                line.append(' ').append(block.peer(i, slot));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static Map<String, Integer> counts(SeedBlock block) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < block.size(); i++) {
            counts.merge(block.ports(i).toString(), 1, Integer::sum);
        }
        return counts;
    }

    private static double share(SeedBlock block) {
        int ports = 0;
        int taken = 0;
        for (int i = 0; i < block.size(); i++) {
            for (int slot = 0; slot < block.ports(i).types().size(); slot++) {
                ports++;
                taken += block.peer(i, slot) < 0 ? 0 : 1;
            }
        }
        return (double) taken / ports;
    }

    @Test
    void a_block_is_the_same_in_every_run_that_it_lies_in_wholly() {
        List<String> expected = lines(block(SeedOptions.of(5L * SIZE), 3));
        assertThat(lines(block(SeedOptions.of(SIZE).withStart(3L * SIZE + 1), 3)))
                .isEqualTo(expected);
        assertThat(lines(block(SeedOptions.of(4L * SIZE).withStart(7).withJobs(5), 3)))
                .isEqualTo(expected);
    }

    @Test
    void names_and_ports_come_from_the_index_however_the_run_is_cut() {
        SeedBlock whole = block(SeedOptions.of(SIZE), 0);
        SeedBlock part = block(SeedOptions.of(100).withStart(1_000), 0);
        assertThat(part.first()).isEqualTo(1_000);
        assertThat(part.size()).isEqualTo(100);
        for (int i = 0; i < part.size(); i++) {
            assertThat(part.name(i)).isEqualTo(whole.name(999 + i));
            assertThat(part.ports(i)).isEqualTo(whole.ports(999 + i));
        }
    }

    @Test
    void another_seed_makes_other_widgets() {
        assertThat(lines(block(SeedOptions.of(100).withSeed(43), 0)))
                .isNotEqualTo(lines(block(SeedOptions.of(100), 0)));
    }

    @Test
    void all_19_combinations_occur_with_two_ports_on_average_and_names_repeat() {
        SeedBlock block = block(SeedOptions.of(SIZE), 0);
        assertThat(counts(block)).hasSize(19);
        long ports = counts(block).entrySet().stream()
                .mapToLong(entry -> (long) entry.getKey().length() * entry.getValue())
                .sum();
        assertThat((double) ports / SIZE).isCloseTo(2, within(0.02));
        Set<Integer> names = new HashSet<>();
        for (int i = 0; i < SIZE; i++) {
            names.add(block.name(i));
        }
        assertThat(names).hasSizeBetween(3_000, SeedNames.count());
    }

    @Test
    void ports_occur_by_their_weights() {
        SeedBlock block =
                block(SeedOptions.of(SIZE).withPorts(PortWeights.parse("P=1,QQ=2,prr=5,R=0")), 0);
        assertThat(counts(block)).containsOnlyKeys("P", "QQ", "PRR");
        assertThat(counts(block).get("P")).isCloseTo(SIZE / 8, within(SIZE / 100));
        assertThat(counts(block).get("PRR")).isCloseTo(SIZE * 5 / 8, within(SIZE / 100));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.9, 1})
    void the_share_of_taken_ports_is_met_within_a_hundredth(double associated) {
        SeedOptions options = SeedOptions.of(SIZE).withAssociated(associated);
        assertThat(share(block(options, 0))).isCloseTo(associated, within(0.01));
        SeedOptions alike = options.withPorts(PortWeights.parse("PPP=1"));
        assertThat(share(block(alike, 0))).isCloseTo(associated, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P=1,Q=1,R=1,PQR=3", "PPP=1", "PQ=1", "QQR=2,PRR=1"})
    void associations_are_sound(String weights) {
        for (int size : new int[] {1, 2, 3, 4, 7, 100, SIZE}) {
            for (double share : new double[] {0.5, 1}) {
                SeedOptions options = SeedOptions.of(size)
                        .withPorts(PortWeights.parse(weights))
                        .withAssociated(share);
                assertSound(block(options, 0));
            }
        }
    }

    /** An end as a number: who, with whom, on which type. */
    private static long end(int widget, int peer, PortType type) {
        return ((long) widget * SIZE + peer) * 3 + List.of(PortType.values()).indexOf(type);
    }

    private static void assertSound(SeedBlock block) {
        Set<Long> ends = new HashSet<>();
        Set<Long> expected = new HashSet<>();
        int taken = 0;
        for (int i = 0; i < block.size(); i++) {
            List<PortType> types = block.ports(i).types();
            for (int slot = 0; slot < types.size(); slot++) {
                int peer = block.peer(i, slot);
                if (peer >= 0) {
                    taken++;
                    ends.add(end(i, peer, types.get(slot)));
                    expected.add(end(peer, i, types.get(slot)));
                    assertThat(peer != i && peer < block.size()).isTrue();
                }
            }
        }
        assertThat(ends.equals(expected)).as("both ends").isTrue();
        assertThat(ends).as("once a type").hasSize(taken);
        assertThat(2 * block.pairCount()).isEqualTo(taken);
    }

    @Test
    void every_type_of_port_is_associated_some_pairs_on_two_types_at_any_distance() {
        SeedBlock block = block(SeedOptions.of(SIZE), 0);
        Map<String, Set<PortType>> byPair = new HashMap<>();
        int far = 0;
        for (int pair = 0; pair < block.pairCount(); pair++) {
            int one = Math.min(block.oneOf(pair), block.otherOf(pair));
            int other = Math.max(block.oneOf(pair), block.otherOf(pair));
            far += other - one > SIZE / 2 ? 1 : 0;
            byPair.computeIfAbsent(one + " " + other, any -> new HashSet<>())
                    .add(block.typeOf(pair));
        }
        Set<PortType> types = new HashSet<>();
        byPair.values().forEach(types::addAll);
        assertThat(types).containsExactlyInAnyOrder(PortType.values());
        assertThat(byPair.values().stream().filter(twice -> twice.size() > 1))
                .hasSizeGreaterThan(50);
        assertThat((double) far / block.pairCount()).isCloseTo(0.25, within(0.02));
    }
}
