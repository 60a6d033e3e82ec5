package dev.widgets.cli.serve;

import org.eclipse.jetty.http2.frames.WindowUpdateFrame;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.io.WindowRateControl;

/**
 * Ends an HTTP/2 connection that is flooded with control frames: pings, settings, resets and so on.
 * WINDOW_UPDATE frames do not count, because a proxy may send thousands of requests a second over
 * one connection, and a WINDOW_UPDATE after each response. Jetty counts those of streams that have
 * ended, and by default allows 128 a second.
 */
final class FrameLimit implements RateControl.Factory {

    /** More than the resets by which a busy proxy cancels the requests of clients that are gone. */
    private static final int PER_SECOND = 1_000;

    private final RateControl.Factory counting = new WindowRateControl.Factory(PER_SECOND);

    @Override
    public RateControl newRateControl(EndPoint endPoint) {
        RateControl counted = counting.newRateControl(endPoint);
        return frame -> frame instanceof WindowUpdateFrame || counted.onEvent(frame);
    }
}
