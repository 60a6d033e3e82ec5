package dev.widgets.cli.serve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.net.InetAddress;
import java.time.Duration;
import org.eclipse.jetty.server.Request;

/** Limits the requests per second of each client. */
final class ClientRates {

    private static final int REMEMBERED = 50_000;

    private final int rate;
    private final Clients clients;
    private final Cache<InetAddress, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    ClientRates(int rate, Clients clients) {
        this.rate = rate;
        this.clients = clients;
    }

    boolean admit(Request request) {
        if (rate == 0) {
            return true;
        }
        return buckets.get(clients.of(request), client -> bucket()).tryConsume(1);
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate).refillGreedy(rate, Duration.ofSeconds(1)))
                .build();
    }
}
