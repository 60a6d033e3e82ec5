package dev.widgets.cli.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A case of the conformance table: a request, and what the answer has to be. */
record HttpCase(
        String name,
        String method,
        String path,
        Map<String, String> headers,
        String body,
        int status,
        Map<String, String> answerHeaders,
        String answerBody) {

    static List<HttpCase> read(String resource, Map<String, String> replacements) {
        try (InputStream in =
                Objects.requireNonNull(HttpCase.class.getResourceAsStream(resource))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> replacement : replacements.entrySet()) {
                text = text.replace("{" + replacement.getKey() + "}", replacement.getValue());
            }
            String cases = text.substring(text.indexOf("\n\n") + 2);
            return Arrays.stream(cases.split("\n===\n")).map(HttpCase::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpCase parse(String text) {
        String[] sides = text.split("\n---\n", 2);
        List<String> request = new ArrayList<>(List.of(sides[0].strip().split("\n", -1)));
        String name = request.remove(0).substring(2);
        String[] line = request.remove(0).split(" ", 2);
        Map<String, String> headers = headers(request);
        List<String> answer = new ArrayList<>(List.of(sides[1].strip().split("\n", -1)));
        int status = Integer.parseInt(answer.remove(0));
        Map<String, String> answerHeaders = headers(answer);
        return new HttpCase(
                name,
                line[0],
                line[1],
                headers,
                String.join("\n", request),
                status,
                answerHeaders,
                String.join("\n", answer));
    }

    /** Takes the lines up to the blank one. */
    private static Map<String, String> headers(List<String> lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        while (!lines.isEmpty()) {
            String line = lines.remove(0);
            if (line.isEmpty()) {
                break;
            }
            String[] header = line.split(":", 2);
            headers.put(header[0], header.length == 1 ? "" : header[1].strip());
        }
        return headers;
    }
}
