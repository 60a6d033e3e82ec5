package dev.widgets.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of each folder. */
class DocumentationTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)[^)]*\\)");

    @ParameterizedTest
    @ValueSource(
            strings = {"image", "compose", "kubernetes", "aws", "systemd", "haproxy", "postgresql"})
    void each_folder_has_a_page_with_what_an_operator_asks(String folder) {
        String page = Tool.read(folder + "/README.md");
        assertThat(page.lines())
                .hasSizeLessThan(120)
                .allMatch(line -> line.length() <= 100 || line.startsWith("|"));
        if (!folder.equals("image") && !folder.equals("postgresql") && !folder.equals("haproxy")) {
            assertThat(page)
                    .contains("## Start", "## Upgrade", "## Back up", "## Scale", "## Cost");
        }
    }

    @Test
    void every_link_leads_somewhere() {
        for (Path page : Tool.files("README.md")) {
            Matcher matcher = LINK.matcher(Tool.read(Tool.HERE.relativize(page).toString()));
            while (matcher.find()) {
                assertThat(Files.exists(page.resolveSibling(matcher.group(1))))
                        .as(page + ": " + matcher.group(1))
                        .isTrue();
            }
        }
    }
}
