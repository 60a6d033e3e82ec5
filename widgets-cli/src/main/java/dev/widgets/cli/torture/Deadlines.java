package dev.widgets.cli.torture;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Determines until when a call with an unknown outcome may still have taken effect. A call over a
 * broken connection cannot take effect once the backend of the connection is gone. The connection
 * of a call is not known, so every connection counts that broke during the call or soon after it.
 * If the client lost the HTTP service, the deadline is the time when no client was connected any
 * more.
 */
record Deadlines(List<Link> links, long end) {

    /** The proxy may notice slightly later than its client that a connection is gone. */
    private static final long SOON = TimeUnit.SECONDS.toNanos(5);

    RecordedCall apply(RecordedCall call) {
        if (!wentOverLink(call)) {
            return call.endingAt(end);
        }
        long gone = links.stream()
                .filter(link -> link.opened() <= call.ended()
                        && link.broken() >= call.begun()
                        && link.broken() <= call.ended() + SOON)
                .mapToLong(Link::gone)
                .max()
                .orElse(end);
        return call.endingAt(Math.max(gone, call.ended()));
    }

    private static boolean wentOverLink(RecordedCall call) {
        String text = call.outcome().text();
        return call.is(OutcomeKind.UNKNOWN)
                && (!call.transport().isHttp()
                        || (text.contains(HttpOutcome.LOST)
                                && !text.startsWith(HttpInvoker.GIVEN_UP)));
    }
}
