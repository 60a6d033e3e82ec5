package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the operations do and refuse, seen through the library. */
@Tag("matrix")
class WidgetRepositoryTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    final WidgetRepository widgets = open();

    WidgetRepository open() {
        return WidgetRepository.over(database.dataSource());
    }

    @BeforeEach
    void threeWidgets() throws SQLException {
        database.empty();
        widgets.add("a", "pump", Ports.parse("PPQ"));
        widgets.add("b", "valve", Ports.parse("RQP"));
        widgets.add("c", "pump", Ports.parse("q"));
    }

    @AfterEach
    void sound() throws SQLException {
        database.assertSound();
    }

    @Test
    void add_makes_a_widget_whose_ports_are_free_and_in_order() {
        assertThat(widgets.find("b")).hasValue(widget("b", "valve", "P", "Q", "R"));
    }

    @Test
    void add_takes_an_empty_name_and_characters_beyond_the_basic_plane() {
        String serialNumber = "\uD83D\uDD29".repeat(255);
        widgets.add(serialNumber, "", Ports.of(PortType.R));
        assertThat(widgets.find(serialNumber)).hasValue(widget(serialNumber, "", "R"));
    }

    @Test
    void add_refuses_a_serial_number_that_is_taken() {
        assertThatExceptionOfType(DuplicateSerialNumberException.class)
                .isThrownBy(() -> widgets.add("a", "other", Ports.parse("R")))
                .withMessage(
                        "A widget with this serial number already exists. The serial number \"a\" is already in use.")
                .satisfies(e -> assertThat(e.serialNumber()).isEqualTo("a"))
                .satisfies(e -> assertThat(e.rule()).isEqualTo(Rule.SERIAL_NUMBER_IS_UNIQUE));
        assertThat(widgets.find("a")).hasValue(widget("a", "pump", "P", "P", "Q"));
    }

    @Test
    void add_refuses_texts_that_are_too_short_or_too_long() {
        Ports ports = Ports.of(PortType.P);
        assertRefused(Rule.SERIAL_NUMBER_HAS_1_TO_255_CHARACTERS, () -> widgets.add("", "", ports));
        assertRefused(
                Rule.SERIAL_NUMBER_HAS_1_TO_255_CHARACTERS,
                () -> widgets.add("x".repeat(256), "", ports));
        assertRefused(
                Rule.NAME_HAS_AT_MOST_255_CHARACTERS,
                () -> widgets.add("d", "x".repeat(256), ports));
    }

    @Test
    void texts_that_postgresql_cannot_keep_are_refused_before_they_are_sent() {
        Ports ports = Ports.of(PortType.P);
        for (String text : List.of("\0", "a\0", "\uD83D", "\uD83Dx", "\uDD29", "x\uDD29\uD83D")) {
            assertRefused(Rule.TEXT_IS_UNICODE, () -> widgets.add(text, "", ports));
            assertRefused(Rule.TEXT_IS_UNICODE, () -> widgets.add("d", text, ports));
            assertRefused(Rule.TEXT_IS_UNICODE, () -> widgets.remove(text));
            assertRefused(Rule.TEXT_IS_UNICODE, () -> widgets.rename(text, ""));
            assertRefused(Rule.TEXT_IS_UNICODE, () -> widgets.rename("a", text));
            assertRefused(Rule.TEXT_IS_UNICODE, () -> widgets.associate("a", text, PortType.P));
            assertRefused(Rule.TEXT_IS_UNICODE, () -> widgets.dissociate(text, "a", PortType.P));
            assertRefused(Rule.TEXT_IS_UNICODE, () -> widgets.find(text));
            assertRefused(Rule.TEXT_IS_UNICODE, () -> WidgetQuery.first(1).after(text));
        }
    }

    @Test
    void null_is_a_null_pointer_exception() {
        assertThatNullPointerException().isThrownBy(() -> widgets.remove(nothing()));
        assertThatNullPointerException().isThrownBy(() -> widgets.find(nothing()));
        assertThatNullPointerException().isThrownBy(() -> widgets.rename("a", nothing()));
        assertThatNullPointerException()
                .isThrownBy(() -> widgets.associate("a", nothing(), PortType.P));
        assertThatNullPointerException().isThrownBy(() -> widgets.associate("a", "b", nothing()));
        assertThatNullPointerException().isThrownBy(() -> widgets.add("d", "", nothing()));
    }

    @Test
    void associate_takes_a_port_of_each_and_dissociate_frees_them_in_any_order() {
        widgets.associate("b", "a", PortType.P);
        assertThat(peers("a")).containsExactly("b", "-", "-");
        assertThat(peers("b")).containsExactly("a", "-", "-");
        widgets.associate("a", "b", PortType.Q);
        assertThat(peers("b")).containsExactly("a", "a", "-");
        widgets.dissociate("a", "b", PortType.P);
        assertThat(peers("a")).containsExactly("-", "-", "b");
        assertThat(peers("b")).containsExactly("-", "a", "-");
    }

    @Test
    void associate_refuses_with_what_is_to_blame() {
        widgets.associate("a", "b", PortType.P);
        assertThatExceptionOfType(AlreadyAssociatedException.class)
                .isThrownBy(() -> widgets.associate("b", "a", PortType.P))
                .satisfies(e -> assertThat(e.serialNumber()).isEqualTo("b"))
                .satisfies(e -> assertThat(e.peerSerialNumber()).isEqualTo("a"))
                .satisfies(e -> assertThat(e.port()).isEqualTo(PortType.P));
        assertThatExceptionOfType(SelfAssociationException.class)
                .isThrownBy(() -> widgets.associate("a", "a", PortType.P));
        assertThatExceptionOfType(NoSuchWidgetException.class)
                .isThrownBy(() -> widgets.associate("a", "x", PortType.P))
                .satisfies(e -> assertThat(e.serialNumber()).isEqualTo("x"));
        assertThatExceptionOfType(NoSuchWidgetException.class)
                .isThrownBy(() -> widgets.associate("x", "y", PortType.P))
                .satisfies(e -> assertThat(e.serialNumber()).isEqualTo("x"));
        assertThatExceptionOfType(NoFreePortException.class)
                .isThrownBy(() -> widgets.associate("a", "c", PortType.P))
                .withMessageContaining("no port of type P")
                .satisfies(e -> assertThat(e.serialNumber()).isEqualTo("c"))
                .satisfies(e -> assertThat(e.port()).isEqualTo(PortType.P));
    }

    @Test
    void dissociate_refuses_what_is_not_associated() {
        widgets.associate("a", "b", PortType.P);
        assertThatExceptionOfType(NotAssociatedException.class)
                .isThrownBy(() -> widgets.dissociate("a", "b", PortType.Q))
                .satisfies(e -> assertThat(e.port()).isEqualTo(PortType.Q));
        assertThatExceptionOfType(NoSuchWidgetException.class)
                .isThrownBy(() -> widgets.dissociate("x", "a", PortType.P))
                .satisfies(e -> assertThat(e.serialNumber()).isEqualTo("x"));
    }

    @Test
    void remove_frees_the_ports_at_the_other_ends() {
        widgets.associate("a", "b", PortType.P);
        widgets.associate("a", "b", PortType.Q);
        widgets.remove("a");
        assertThat(widgets.find("a")).isEmpty();
        assertThat(peers("b")).containsExactly("-", "-", "-");
        assertThatExceptionOfType(NoSuchWidgetException.class)
                .isThrownBy(() -> widgets.remove("a"));
    }

    @Test
    void rename_changes_the_name_and_nothing_else() {
        widgets.associate("a", "b", PortType.P);
        Widget before = widgets.find("a").orElseThrow();
        for (String name : List.of("valve", "valve", "")) {
            widgets.rename("a", name);
            assertThat(widgets.find("a")).hasValue(new Widget("a", name, before.ports()));
        }
        assertThatExceptionOfType(NoSuchWidgetException.class)
                .isThrownBy(() -> widgets.rename("x", "valve"))
                .satisfies(e -> assertThat(e.serialNumber()).isEqualTo("x"));
        assertRefused(
                Rule.NAME_HAS_AT_MOST_255_CHARACTERS, () -> widgets.rename("a", "x".repeat(256)));
    }

    @Test
    void list_pages_in_the_order_of_code_points() {
        widgets.add("B", "", Ports.parse("P"));
        widgets.add("\u00e4", "", Ports.parse("P"));
        widgets.add("a\u0308", "", Ports.parse("P"));
        List<String> serialNumbers = new ArrayList<>();
        WidgetQuery query = WidgetQuery.first(2);
        for (List<Widget> page = widgets.list(query); !page.isEmpty(); page = widgets.list(query)) {
            page.forEach(widget -> serialNumbers.add(widget.serialNumber()));
            query = query.after(serialNumbers.get(serialNumbers.size() - 1));
        }
        assertThat(serialNumbers).containsExactly("B", "a", "a\u0308", "b", "c", "\u00e4");
    }

    @Test
    void list_narrows_by_name_and_by_free_port() {
        widgets.associate("a", "c", PortType.Q);
        WidgetQuery all = WidgetQuery.first(100);
        assertThat(serialNumbers(all.named("pump"))).containsExactly("a", "c");
        assertThat(serialNumbers(all.withFree(PortType.P))).containsExactly("a", "b");
        assertThat(serialNumbers(all.withFree(PortType.Q))).containsExactly("b");
        assertThat(serialNumbers(all.named("pump").withFree(PortType.P).after("a")))
                .isEmpty();
        assertRefused(Rule.LIMIT_IS_POSITIVE, () -> WidgetQuery.first(0));
    }

    @Test
    void list_narrows_by_serial_numbers_prefix_port_and_peer() {
        String last = "a" + Character.toString(Character.MAX_CODE_POINT).repeat(254);
        for (String serialNumber : List.of("a%", "a_1", "aB", last, "b1")) {
            widgets.add(serialNumber, "", Ports.parse("R"));
        }
        widgets.associate("a", "b", PortType.P);
        widgets.associate("a", "c", PortType.Q);
        WidgetQuery all = WidgetQuery.first(100);
        assertThat(serialNumbers(all.among(List.of("c", "zz", "a", "c"))))
                .containsExactly("a", "c");
        assertThat(serialNumbers(all.among(List.of()))).isEmpty();
        assertThat(serialNumbers(all.startingWith("a")))
                .containsExactly("a", "a%", "aB", "a_1", last);
        assertThat(serialNumbers(all.startingWith("a_"))).containsExactly("a_1");
        assertThat(serialNumbers(all.startingWith(""))).hasSize(8);
        assertThat(serialNumbers(all.withPort(PortType.R)))
                .containsExactly("a%", "aB", "a_1", last, "b", "b1");
        assertThat(serialNumbers(all.associatedWith("a"))).containsExactly("b", "c");
        assertThat(serialNumbers(all.associatedWith("a").withPort(PortType.Q)))
                .containsExactly("c");
        assertThat(serialNumbers(all.associatedWith("c").withPort(PortType.P))).isEmpty();
        assertThat(serialNumbers(all.associatedWith("zz"))).isEmpty();
        assertThat(serialNumbers(all.associatedWith("a").among(List.of("a", "c"))))
                .containsExactly("c");
        assertThat(serialNumbers(WidgetQuery.last(2))).containsExactly("c", "b1");
        assertThat(serialNumbers(WidgetQuery.last(100).startingWith("a").after("aB")))
                .containsExactly("a%", "a");
        assertRefused(Rule.TEXT_IS_UNICODE, () -> all.startingWith("\ud800"));
        assertRefused(Rule.TEXT_IS_UNICODE, () -> all.among(List.of("a\u0000")));
    }

    @Test
    void stream_reads_pages_in_both_directions() throws SQLException {
        addMany(2500);
        WidgetQuery all = WidgetQuery.first(Integer.MAX_VALUE).startingWith("s");
        assertThat(widgets.stream(all)).hasSize(2500).doesNotHaveDuplicates();
        assertThat(widgets.stream(all.limitedTo(2000))).hasSize(2000);
        assertThat(widgets.stream(WidgetQuery.last(1001)).map(Widget::serialNumber))
                .hasSize(1001)
                .startsWith("s2500", "s2499")
                .endsWith("s1501", "s1500");
        assertThat(widgets.stream(all.startingWith("t"))).isEmpty();
    }

    @Test
    void count_counts_widgets_and_ports_by_type() {
        widgets.associate("a", "b", PortType.P);
        WidgetCounts counts = widgets.count();
        assertThat(counts.widgets()).isEqualTo(3);
        assertThat(counts.ports())
                .containsEntry(PortType.P, new WidgetCounts.PortCount(1, 2))
                .containsEntry(PortType.Q, new WidgetCounts.PortCount(3, 0))
                .containsEntry(PortType.R, new WidgetCounts.PortCount(1, 0));
    }

    /** Adds widgets from s0001 on. */
    void addMany(int count) throws SQLException {
        database.execute("insert into widgets_store.widgets (serial_number, name, ports, peers)"
                + " select 's' || to_char(i, 'FM0000'), '', 'P', array[null]"
                + " from generate_series(1, " + count + ") i");
    }

    private List<String> serialNumbers(WidgetQuery query) {
        return widgets.list(query).stream().map(Widget::serialNumber).toList();
    }

    private List<String> peers(String serialNumber) {
        return widgets.find(serialNumber).orElseThrow().ports().stream()
                .map(port -> port.peer().orElse("-"))
                .toList();
    }

    private static Widget widget(String serialNumber, String name, String... freePorts) {
        List<Port> ports = new ArrayList<>();
        for (String port : freePorts) {
            ports.add(new Port(PortType.valueOf(port), Optional.empty()));
        }
        return new Widget(serialNumber, name, ports);
    }

    private static void assertRefused(Rule rule, Runnable operation) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(operation::run)
                .satisfies(e -> assertThat(e.rule()).isEqualTo(rule));
    }

    /** A null where none is declared, as a careless host passes it. */
    @SuppressWarnings({"TypeParameterUnusedInFormals", "NullAway"})
    private static <T> T nothing() {
        return null;
    }
}
