package dev.widgets.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends the requests of answers.json to the service and compares the answers with those of a real
 * PostgREST 14.17. What is to differ is listed in differences.txt, each with its reason.
 */
class PostgrestReplayTest {

    private static final String RUN = "R1-";

    /** The headers that are part of the contract. */
    private static final Set<String> HEADERS = Set.of(
            "allow",
            "content-location",
            "content-profile",
            "content-range",
            "content-type",
            "preference-applied",
            "proxy-status",
            "www-authenticate");

    /** What requests that are not in answers.json had added before those that are. */
    private static final String LEFT_OUT = """
            do $$
            begin
              perform widgets.add_widget('R1-1', 'pump', '{P}');
              perform widgets.add_widget('R1-10', 'pump', '{P}');
              perform widgets.add_widget('R1-11b', 'pump', '{P}');
              perform widgets.add_widget('R1-26a', '[1, "x"]', '{P}');
              perform widgets.add_widget('R1-29', U&'\\00fc/\\+01F600\\000A', '{P}');
              perform widgets.add_widget('R1-30', 'true', '{P}');
            end $$;
            """;

    private record Difference(Set<String> aspects, String reason) {}

    @TestFactory
    Stream<DynamicTest> serve_answers_as_postgrest_did(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), TestTokens.SECRET);
        Served served = Served.start(
                "--jwt-secret-file",
                secret.toString(),
                "--max-body",
                "65536",
                "--max-headers",
                "32768",
                "--max-json-depth",
                "1000",
                "--max-rows",
                "0");
        served.database().execute(PostgrestAnswer.text("fixture.sql"));
        List<PostgrestAnswer> all = PostgrestAnswer.all(RUN);
        Map<String, Difference> differences = differences();
        Set<String> names = new HashSet<>();
        all.forEach(one -> names.add(one.name()));
        assertThat(names).containsAll(differences.keySet());
        String token = TestTokens.of("widgets_app");
        return all.stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    if (one.name().startsWith("rpc-write")) {
                        addWhatWasLeftOut(served);
                    }
                    check(served.url(), one, token, differences.get(one.name()));
                }))
                .onClose(served::close);
    }

    private static void addWhatWasLeftOut(Served served) {
        if (served.database()
                .query("select 1 from widgets.widgets where serial_number = 'R1-30'")
                .isEmpty()) {
            served.database().execute(LEFT_OUT);
        }
    }

    private static void check(String url, PostgrestAnswer one, String token, Difference allowed) {
        HttpReply reply = HttpReply.parse(RawHttp.exchange(url, request(url, one, token)));
        Map<String, String> found = new TreeMap<>();
        compare(found, "status", one.status(), reply.status());
        for (String name : HEADERS) {
            compare(found, name, one.answerHeaders().get(name), reply.headers().get(name));
        }
        boolean hasBody = !one.method().equals("HEAD");
        if (hasBody && !Objects.equals(one.value(one.answer()), one.value(reply.body()))) {
            found.put("body", one.answer() + " <-> " + reply.body());
        }
        Set<String> expected = allowed == null ? Set.of() : allowed.aspects();
        assertThat(found.keySet())
                .as("%s %s %s%n%s", one.method(), one.path(), one.headers(), found)
                .isEqualTo(expected);
    }

    private static void compare(
            Map<String, String> found, String name, Object theirs, Object ours) {
        if (!Objects.equals(theirs, ours)) {
            found.put(name, theirs + " <-> " + ours);
        }
    }

    /** The request as bytes; the bodies in answers.json are written as ISO 8859-1. */
    private static byte[] request(String url, PostgrestAnswer one, String token) {
        byte[] body = one.body().getBytes(StandardCharsets.ISO_8859_1);
        Map<String, String> headers = new HashMap<>(one.headers());
        headers.putIfAbsent("Host", url.replaceFirst(".*//", ""));
        headers.put("Connection", "close");
        if (one.reader()) {
            headers.put("Authorization", "Bearer " + token);
        }
        if (body.length > 0 || one.method().equals("POST")) {
            headers.put("Content-Length", String.valueOf(body.length));
        }
        StringBuilder head = new StringBuilder(
                one.method() + " " + one.path().replace(" ", "%20") + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    /** One line per case: its name, what differs, the reason, separated by two colons. */
    private static Map<String, Difference> differences() {
        Map<String, Difference> differences = new HashMap<>();
        PostgrestAnswer.text("differences.txt")
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    String[] parts = line.split(" :: ", 3);
                    Set<String> aspects = new TreeSet<>(List.of(parts[1].split(" ", -1)));
                    assertThat(parts[2]).as(line).isNotBlank();
                    differences.put(parts[0], new Difference(aspects, parts[2]));
                });
        return differences;
    }

    /** A response on the wire. */
    private record HttpReply(int status, Map<String, String> headers, String body) {

        static HttpReply parse(String raw) {
            String text = raw.startsWith("HTTP/1.1 100")
                    ? raw.substring(raw.indexOf("\r\n\r\n") + 4)
                    : raw;
            String[] parts = text.split("\r\n\r\n", 2);
            String[] lines = parts[0].split("\r\n", -1);
            Map<String, String> headers = new HashMap<>();
            for (int i = 1; i < lines.length; i++) {
                String[] header = lines[i].split(":", 2);
                headers.put(header[0].toLowerCase(Locale.ROOT), header[1].strip());
            }
            String body = new String(
                    parts[1].getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            return new HttpReply(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, body);
        }
    }
}
