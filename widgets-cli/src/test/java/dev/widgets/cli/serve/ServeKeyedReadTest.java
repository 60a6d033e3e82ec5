package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of a view for single widgets, which share queries with get_widget. */
class ServeKeyedReadTest {

    private static final String READER = "Bearer " + TestTokens.of("widgets_app");

    /** A condition that is always true, but keeps a request from being coalesced. */
    private static final String SEPARATE = "&serial_number=not.is.null";

    private static final Pattern BATCHES =
            Pattern.compile("widgets_coalescing_batch_size_count\\S* (\\S+)");
    private static final List<String> SERIAL_NUMBERS = List.of(
            "a",
            "b",
            "c",
            "d",
            "W,1",
            "W\"2",
            "\uFFFD",
            "\uD83D\uDE00",
            "back\\slash",
            "tab\there");

    @TempDir
    static Path folder;

    private static Served served;

    @BeforeAll
    static void serve() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), TestTokens.SECRET);
        served = Served.start("--jwt-secret-file", secret.toString(), "--max-rows", "5");
        for (String one : SERIAL_NUMBERS) {
            served.database()
                    .execute("select widgets.add_widget('" + one + "', 'name of ' || '" + one
                            + "', '{P,Q,Q}')");
        }
        served.database().execute("select widgets.associate_widgets('W\"2', 'tab\there', 'Q')");
    }

    @AfterAll
    static void end() {
        served.close();
    }

    private static HttpResponse<String> read(String query, String... headers) {
        String[] all = Stream.concat(Stream.of("Authorization", READER), Stream.of(headers))
                .toArray(String[]::new);
        return served.get("/widgets?" + query, all);
    }

    private static String in(List<String> serialNumbers) {
        String quoted = String.join(
                ",",
                serialNumbers.stream()
                        .map(one -> '"' + one.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                        .toList());
        return "serial_number=in.(" + URLEncoder.encode(quoted, StandardCharsets.UTF_8) + ")";
    }

    private static double batches() {
        Matcher matcher = BATCHES.matcher(served.metrics());
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }

    static Stream<String> queries() {
        String some = in(SERIAL_NUMBERS.subList(4, 9));
        return Stream.of(
                "serial_number=eq.a",
                "serial_number=eq.none",
                in(SERIAL_NUMBERS),
                some,
                some + "&order=serial_number.desc",
                some + "&limit=2&offset=1",
                some + "&limit=0",
                some + "&offset=99",
                "serial_number=in.(a,a,none,b)",
                "select=id:serial_number,peers,ports&" + in(List.of("W\"2", "tab\there")),
                "select=name&serial_number=eq.a");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void the_answer_is_that_of_a_separate_query(String query) {
        HttpResponse<String> separate = read(query + SEPARATE);
        read("serial_number=eq.a");
        double before = batches();
        HttpResponse<String> coalesced = read(query);
        assertThat(batches()).as("it was coalesced").isGreaterThan(before);
        assertThat(coalesced.statusCode()).isEqualTo(separate.statusCode());
        assertThat(coalesced.body()).isEqualTo(separate.body());
        for (String header : List.of("Content-Range", "Content-Type", "Widgets-Max-Rows")) {
            assertThat(coalesced.headers().firstValue(header))
                    .isEqualTo(separate.headers().firstValue(header));
        }
        assertThat(coalesced.headers().firstValue("Content-Location")).isPresent();
    }

    @Test
    void one_object_is_returned_or_refused() {
        String[] object = {"Accept", "application/vnd.pgrst.object+json"};
        read("serial_number=eq.a");
        assertThat(read("serial_number=eq.b", object).body())
                .startsWith("{\"serial_number\":\"b\"");
        assertThat(read("serial_number=eq.none", object).statusCode()).isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"serial_number=eq.%00", "serial_number=eq.a&offset=9999999999999999999"})
    void what_the_database_does_not_take_is_refused_by_it(String query) {
        read("serial_number=eq.a");
        HttpResponse<String> answer = read(query);
        assertThat(answer.body()).isEqualTo(read(query + SEPARATE).body());
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void the_privilege_of_the_view_counts_and_that_of_the_function_does_not() {
        String function = "execute on function widgets.get_widget(text)";
        served.database().execute("revoke " + function + " from widgets_app");
        assertThat(read("serial_number=eq.a").statusCode()).isEqualTo(200);
        assertThat(read("serial_number=eq.a").statusCode()).isEqualTo(200);
        served.database().execute("grant " + function + " to widgets_app");

        served.database().execute("revoke select on widgets.widgets from widgets_app");
        try {
            LockSupport.parkNanos(1_100_000_000);
            assertThat(read("serial_number=eq.a").statusCode()).isEqualTo(403);
        } finally {
            served.database().execute("grant select on widgets.widgets to widgets_app");
        }
    }
}
