package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The repository for hosts' tests does what the database does. */
@Tag("once")
class InMemoryWidgetRepositoryTest extends WidgetRepositoryTest {

    private static final List<String> SERIAL_NUMBERS =
            List.of("a", "b", "c", "B", "\ue000", "\ud83d\udd29", "", "x".repeat(256), "\ud83d");

    private final long seed = Long.getLong("widgets.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Override
    WidgetRepository open() {
        return WidgetRepository.inMemory();
    }

    @Override
    void addMany(int count) {
        for (int i = 1; i <= count; i++) {
            widgets.add("s%04d".formatted(i), "", Ports.parse("P"));
        }
    }

    /** An operation, and what came of it. */
    @FunctionalInterface
    private interface Step {
        Object perform(WidgetRepository repository);
    }

    @Test
    void random_operations_end_as_they_do_in_the_database() {
        WidgetRepository real = WidgetRepository.over(database.dataSource());
        real.add("a", "pump", Ports.parse("PPQ"));
        real.add("b", "valve", Ports.parse("RQP"));
        real.add("c", "pump", Ports.parse("q"));
        for (int i = 0; i < 1_500; i++) {
            Step step = step();
            assertThat(outcome(step, widgets))
                    .as("step " + i + ", -Dwidgets.test.seed=" + seed)
                    .isEqualTo(outcome(step, real));
        }
        WidgetQuery all = WidgetQuery.first(100);
        assertThat(widgets.list(all)).isEqualTo(real.list(all)).isNotEmpty();
        assertThat(widgets.count()).isEqualTo(real.count());
    }

    private Step step() {
        String one = any(SERIAL_NUMBERS);
        String other = any(SERIAL_NUMBERS);
        PortType port = any(List.of(PortType.values()));
        return switch (random.nextInt(10)) {
            case 0, 1 -> {
                Ports ports = Ports.parse(any(List.of("P", "PQ", "QR", "PPR", "QQQ")));
                String name = any(List.of("pump", other));
                yield of(widgets -> widgets.add(one, name, ports));
            }
            case 2 -> of(widgets -> widgets.remove(one));
            case 3, 4, 5 -> of(widgets -> widgets.associate(one, other, port));
            case 6 -> of(widgets -> widgets.dissociate(one, other, port));
            case 7 -> widgets -> widgets.find(one);
            case 8 -> of(widgets -> widgets.rename(one, other));
            default -> query(one, other, port);
        };
    }

    private Step query(String one, String other, PortType port) {
        boolean[] parts = new boolean[7];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = random.nextInt(3) == 0;
        }
        int limit = 1 + random.nextInt(4);
        return widgets -> {
            WidgetQuery query = parts[0] ? WidgetQuery.last(limit) : WidgetQuery.first(limit);
            query = parts[1] ? query.after(one) : query;
            query = parts[2] ? query.among(List.of(one, other, "a")) : query;
            query = parts[3] ? query.startingWith(other) : query;
            query = parts[4] ? query.withPort(port) : query;
            query = parts[5] ? query.withFree(port) : query;
            query = parts[6] ? query.associatedWith(other) : query;
            return widgets.list(parts[1] ? query.named("pump") : query);
        };
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Writes. */
    @FunctionalInterface
    private interface Write {
        void perform(WidgetRepository repository);
    }

    private static Step of(Write write) {
        return widgets -> {
            write.perform(widgets);
            return "done";
        };
    }

    private static Object outcome(Step step, WidgetRepository widgets) {
        try {
            return step.perform(widgets);
        } catch (RefusedException e) {
            return e.toString();
        }
    }
}
