package dev.widgets.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class BuildVersionsTest {

    @Test
    void the_source_is_a_commit_and_its_time() {
        assertThat(versions("0123456789ab", "2026-01-02 03:04 UTC", "false").source())
                .contains("0123456789ab of 2026-01-02 03:04 UTC");
    }

    @Test
    void changes_that_are_not_committed_are_mentioned() {
        assertThat(versions("0123456789ab", "2026-01-02 03:04 UTC", "true").source())
                .contains("0123456789ab of 2026-01-02 03:04 UTC with local changes");
    }

    @Test
    void a_build_without_git_has_no_source() {
        assertThat(versions("", "", "").source()).isEmpty();
        assertThat(BuildVersions.of(new Properties()).source()).isEmpty();
    }

    @Test
    void the_build_replaces_every_placeholder() {
        assertThat(BuildVersions.read().toString()).doesNotContain("${", "?");
    }

    private static BuildVersions versions(String commit, String committed, String modified) {
        Properties file = new Properties();
        file.setProperty("commit", commit);
        file.setProperty("committed", committed);
        file.setProperty("modified", modified);
        return BuildVersions.of(file);
    }
}
