package dev.widgets.cli.torture;

/** Formats the lines of a history file: fields separated by tabs. */
final class HistoryLine {

    static final String BEGIN = "begin";
    static final String END = "end";
    static final String GONE = "gone";
    static final String LINK = "link";
    static final String FAULT = "fault";
    static final String STATE = "state";

    static final String HEADER = """
            # The history of a torture run. Times are nanoseconds of one clock of this machine. One line per event:
            # begin  ID TIME TRANSPORT ACTION SERIAL_NUMBER PEER PORTS NAME  a call is about to be made
            # end    ID TIME OUTCOME TEXT                                    the call has ended; without this line its outcome is unknown
            # gone   PROCESS TIME                                            this process made no call after this time
            # link   OPENED BROKEN GONE                                      a connection broke, and its backend ended
            # fault  TIME FAULT TEXT
            # state  TIME SERIAL_NUMBER NAME_PORTS_LINKS                     a row of the final table
            # An ID consists of the process, its incarnation, the client and a number, separated by dots.
            """;

    private HistoryLine() {}

    static String begin(String id, long time, Transport transport, Step step) {
        return line(
                BEGIN,
                id,
                time,
                transport.word(),
                step.action().word(),
                step.serialNumber(),
                step.peer(),
                step.ports(),
                step.name());
    }

    static String end(String id, long time, CallOutcome outcome) {
        return line(END, id, time, outcome.kind().word(), outcome.text());
    }

    /**
     * Formats the end of a process.
     *
     * @param process the number of the process and its incarnation, separated by a dot
     */
    static String gone(String process, long time) {
        return line(GONE, process, time);
    }

    static String link(Link link) {
        return line(LINK, link.opened(), link.broken(), link.gone());
    }

    static String fault(long time, Fault fault, String text) {
        return line(FAULT, time, fault.word(), text);
    }

    static String state(long time, String serialNumber, WidgetState state) {
        return line(STATE, time, serialNumber, state);
    }

    private static String line(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.isEmpty() ? "" : "\t").append(word);
        }
        return line.toString();
    }
}
