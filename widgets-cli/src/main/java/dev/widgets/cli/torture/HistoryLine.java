package dev.widgets.cli.torture;

/** The lines of a history: words with tabs between. */
final class HistoryLine {

    static final String BEGIN = "begin";
    static final String END = "end";
    static final String GONE = "gone";
    static final String LINK = "link";
    static final String FAULT = "fault";
    static final String STATE = "state";

    static final String HEADER = """
            # The history of a torture. Times are nanoseconds of one clock of the machine; a line for each event:
            # begin  ID TIME TRANSPORT ACTION SERIAL_NUMBER PEER PORTS NAME   a call was about to be made
            # end    ID TIME OUTCOME TEXT                             it has ended; without this line it is unknown
            # gone   PROCESS TIME                                     no call of this process was made after this
            # link   OPENED BROKEN GONE                               a connection broke, its backend was gone
            # fault  TIME FAULT TEXT
            # state  TIME SERIAL_NUMBER NAME_PORTS_LINKS              the table in the end
            # An ID is the process, its incarnation, the client and a number, with dots between.
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
     * No more calls of a process.
     *
     * @param process its number and incarnation, with a dot between
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
