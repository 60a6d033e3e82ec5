package dev.widgets.deployments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What HAProxy says of the services: which it uses, and how many requests each has answered. */
final class ProxyMetrics {

    private static final Pattern ANSWERS =
            Pattern.compile("(?m)^haproxy_server_http_responses_total"
                    + "\\{proxy=\"widgets\",server=\"([\\w-]+)\",code=\"2xx\"} (\\d+)");
    private static final Pattern UP = Pattern.compile("(?m)^haproxy_server_status"
            + "\\{proxy=\"widgets\",server=\"([\\w-]+)\",state=\"UP\"} 1");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI uri;

    ProxyMetrics(String url) {
        uri = URI.create(url);
    }

    /** The requests that each service in use has answered. */
    Map<String, Long> answersOfServicesInUse() {
        String text = read();
        Map<String, Long> answers = new TreeMap<>();
        Matcher up = UP.matcher(text);
        while (up.find()) {
            answers.put(up.group(1), 0L);
        }
        Matcher counts = ANSWERS.matcher(text);
        while (counts.find()) {
            answers.computeIfPresent(counts.group(1), (name, no) -> Long.valueOf(counts.group(2)));
        }
        return answers;
    }

    private String read() {
        try {
            return client.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
