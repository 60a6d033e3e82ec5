package dev.widgets.cli.torture;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that happened during a run.
 *
 * @param calls all calls in the order of their start
 * @param states the widgets that existed at the end
 * @param begin the start of the first call
 * @param end the time when the final table was read and nothing could change it any more
 * @param faults the number of faults of each kind
 */
record CallHistory(
        List<RecordedCall> calls,
        Map<String, WidgetState> states,
        long begin,
        long end,
        Map<Fault, Integer> faults) {

    /** Reads a file written by {@link HistoryFile}. */
    static CallHistory read(Path file) throws IOException {
        Reader reader = new Reader();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    reader.take(line.split("\t", -1));
                }
            }
        }
        return reader.history();
    }

    /** Collects the lines of a history file. */
    private static final class Reader {

        private static final int CALLER_PARTS = 2;

        private final Map<String, RecordedCall> begun = new LinkedHashMap<>();
        private final Map<String, Long> gone = new LinkedHashMap<>();
        private final List<Link> links = new ArrayList<>();
        private final Map<String, WidgetState> states = new TreeMap<>();
        private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
        private long end = Long.MAX_VALUE;

        void take(String... words) {
            switch (words[0]) {
                case HistoryLine.BEGIN -> begun.put(words[1], begun(words));
                case HistoryLine.END ->
                    begun.computeIfPresent(words[1], (id, call) -> ended(call, words));
                case HistoryLine.GONE -> gone.put(words[1], Long.parseLong(words[2]));
                case HistoryLine.LINK ->
                    links.add(new Link(
                            Long.parseLong(words[1]),
                            Long.parseLong(words[2]),
                            Long.parseLong(words[3])));
                case HistoryLine.FAULT -> faults.merge(Fault.of(words[2]), 1, Integer::sum);
                case HistoryLine.STATE -> {
                    end = Long.parseLong(words[1]);
                    if (!words[2].isEmpty()) {
                        states.put(words[2], WidgetState.parse(words[3]));
                    }
                }
                default ->
                    throw new IllegalArgumentException("Not a line of a history file: " + words[0]);
            }
        }

        private static RecordedCall begun(String... words) {
            Step step = new Step(Action.of(words[4]), words[5], words[6], words[7], words[8]);
            return new RecordedCall(
                    words[1],
                    Transport.of(words[3]),
                    step,
                    CallOutcome.unknown("no answer was recorded"),
                    Long.parseLong(words[2]),
                    Long.MAX_VALUE);
        }

        private static RecordedCall ended(RecordedCall call, String... words) {
            CallOutcome outcome = new CallOutcome(OutcomeKind.of(words[3]), words[4]);
            return new RecordedCall(
                    call.id(),
                    call.transport(),
                    call.step(),
                    outcome,
                    call.begun(),
                    Long.parseLong(words[2]));
        }

        CallHistory history() {
            Deadlines deadlines = new Deadlines(links, end);
            List<RecordedCall> calls = begun.values().stream()
                    .map(this::lost)
                    .map(call -> call.isOpen() ? deadlines.apply(call) : call)
                    .sorted(Comparator.comparingLong(RecordedCall::begun))
                    .toList();
            long begin = calls.isEmpty() ? 0 : calls.get(0).begun();
            return new CallHistory(calls, states, begin, end, faults);
        }

        /** A call without an answer ended when its process was killed. */
        private RecordedCall lost(RecordedCall call) {
            if (call.ended() < Long.MAX_VALUE) {
                return call;
            }
            String process =
                    String.join(".", List.of(call.id().split("\\.", -1)).subList(0, CALLER_PARTS));
            return call.endingAt(gone.getOrDefault(process, end));
        }
    }
}
