package dev.widgets.cli.torture;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Until when calls whose outcome is unknown may still have been done. One that went over a
 * connection that broke can have no effect once the backend of that connection is gone. Which
 * connection it was nobody knows, so it is all that broke while the call was under way or soon
 * after. Where the client itself lost the service, the end is when nobody was connected any more.
 */
record Deadlines(List<Link> links, long end) {

    /** The proxy may hear a moment later than its client that a connection is gone. */
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
