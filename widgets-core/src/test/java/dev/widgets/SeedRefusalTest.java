package dev.widgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Seeding that is refused names the reason and changes nothing else. */
@Tag("heavy")
class SeedRefusalTest {

    @RegisterExtension
    static final TestDatabase database = TestDatabase.migrated();

    private static final SeedOptions SOME = SeedOptions.of(120_000).withJobs(2);

    private final WidgetSeeder seeder = WidgetSeeder.over(database.dataSource());

    private final WidgetRepository widgets = WidgetRepository.over(database.dataSource());

    @BeforeEach
    void empty() throws SQLException {
        database.emptyWithRuns();
    }

    @AfterEach
    void sound() throws SQLException {
        database.assertSound();
    }

    @Test
    void a_taken_serial_number_ends_a_run_that_can_be_taken_out_again() throws SQLException {
        widgets.add("W-0000060007", "mine", Ports.parse("P"));
        SeedException e = WidgetSeederTest.failing(
                () -> seeder.seed(SOME.withJobs(1), WidgetSeeder.ProgressListener.NONE));

        assertThat(e.reason()).isEqualTo(SeedException.Reason.TAKEN);
        assertThat(e)
                .hasMessage(
                        "The serial number \"W-0000060007\" is taken; choose another --start or another pattern"
                                + " with --serials. Run 1 has written widgets 1 to 50,000; remove them with"
                                + " widgets seed --remove --run 1.");
        database.assertSound();
        assertThat(WidgetSeederTest.content(database).get(0)).startsWith("50001|");

        assertThat(seeder.remove(e.run(), 2, WidgetSeeder.ProgressListener.NONE))
                .isEqualTo(50_000);
        assertThat(database.query("select serial_number, name from widgets_store.widgets"))
                .containsExactly("W-0000060007|mine");
        assertThat(seeder.runs()).isEmpty();
    }

    @Test
    void a_taken_serial_number_in_the_first_block_changes_nothing() throws SQLException {
        widgets.add("W-0000000100", "mine", Ports.parse("P"));
        SeedException e = WidgetSeederTest.failing(
                () -> seeder.seed(SeedOptions.of(200), WidgetSeeder.ProgressListener.NONE));
        assertThat(e).hasMessageEndingWith(" Nothing was changed.");
        assertThat(e.run()).isZero();
        assertThat(seeder.runs()).isEmpty();
        assertThat(WidgetSeederTest.content(database).get(0)).startsWith("1|");
    }

    @Test
    void one_by_one_a_taken_serial_number_of_others_is_named_and_never_removed() {
        widgets.add("W-0000000100", "mine", Ports.parse("P"));
        SeedException e = WidgetSeederTest.failing(
                () -> seeder.seedSingly(SeedOptions.of(200), WidgetSeeder.ProgressListener.NONE));
        assertThat(e.reason()).isEqualTo(SeedException.Reason.TAKEN);
        assertThat(e).hasMessageContaining("\"W-0000000100\" is taken");
        assertThat(e).hasMessageContaining("some of widgets 1 to 200");

        seeder.remove(e.run(), 1, WidgetSeeder.ProgressListener.NONE);
        assertThat(widgets.list(WidgetQuery.first(10)))
                .extracting(Widget::name)
                .containsExactly("mine");
    }

    @Test
    void a_user_who_is_not_the_owner_is_told_to_become_one() throws SQLException {
        database.execute("create role seeds_not login password 'x'");
        try {
            assertThatExceptionOfType(FailedException.class)
                    .isThrownBy(() -> WidgetSeeder.over(database.dataSource("seeds_not", "x"))
                            .seed(SeedOptions.of(1), WidgetSeeder.ProgressListener.NONE))
                    .withMessageContaining("connect as the owner of the registry");
        } finally {
            database.execute("drop role seeds_not");
        }
    }
}
