package dev.widgets.cli.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A chart axis.
 *
 * @param kind the scale
 * @param low the value at the start
 * @param high the value at the end
 * @param marks the labelled values
 */
record Axis(Kind kind, double low, double high, List<Mark> marks) {

    private static final int WANTED_MARKS = 5;
    private static final int MOST_NINES = 9;
    private static final double TEN = 10;

    /** The scale of an axis. */
    enum Kind {
        /** Linear. */
        LINEAR,
        /** Logarithmic. */
        LOGARITHMIC,
        /** Fractions by their number of nines: 0.9, 0.99, 0.999. */
        NINES
    }

    /**
     * A labelled value.
     *
     * @param value the value
     * @param label its label
     */
    record Mark(double value, String label) {}

    /** Returns an axis from 0 to a round number. */
    static Axis upTo(double highest, String unit) {
        double step = step(Math.max(highest, 1e-9) / WANTED_MARKS);
        double high = step * Math.ceil(Math.max(highest, 1e-9) / step - 1e-9);
        return linear(high, step, unit);
    }

    /** Returns an axis from 0 to exactly this number of seconds. */
    static Axis seconds(double end) {
        return linear(end, step(Math.max(end, 1e-9) / (2 * WANTED_MARKS)), " s");
    }

    private static Axis linear(double high, double step, String unit) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i * step <= high * (1 + 1e-9); i++) {
            marks.add(new Mark(i * step, number(i * step) + unit));
        }
        return new Axis(Kind.LINEAR, 0, high, marks);
    }

    /** Returns a logarithmic axis of milliseconds. */
    static Axis millis(double lowest, double highest) {
        double low = Math.pow(TEN, Math.floor(Math.log10(Math.max(lowest, 0.01))));
        double high = Math.pow(TEN, Math.ceil(Math.log10(Math.max(highest, low * TEN))));
        List<Mark> marks = new ArrayList<>();
        for (double value = low; value <= high * (1 + 1e-9); value *= TEN) {
            marks.add(new Mark(
                    value, value < 1000 ? number(value) + " ms" : number(value / 1000) + " s"));
        }
        return new Axis(Kind.LOGARITHMIC, low, high, marks);
    }

    /** Returns an axis of fractions from 0 to the highest number of nines. */
    static Axis nines(double highest) {
        List<Mark> marks = new ArrayList<>(List.of(new Mark(0, "0 %"), new Mark(0.5, "50 %")));
        for (int nines = 1; nines <= MOST_NINES; nines++) {
            double share = 1 - Math.pow(TEN, -nines);
            if (share <= highest) {
                String format = "%." + Math.max(0, nines - 2) + "f %%";
                marks.add(new Mark(share, Sentences.format(format, 100 * share)));
            }
        }
        return new Axis(Kind.NINES, 0, highest, marks);
    }

    /** Returns the position of a value, from 0 at the start to 1 at the end. */
    double place(double value) {
        double inside = Math.max(low, Math.min(value, high));
        double length = scale(high) - scale(low);
        return length == 0 ? 0 : (scale(inside) - scale(low)) / length;
    }

    private double scale(double value) {
        return switch (kind) {
            case LINEAR -> value;
            case LOGARITHMIC -> Math.log10(value);
            case NINES -> -Math.log10(1 - value);
        };
    }

    /** Returns a step of 1, 2 or 5 times a power of ten. */
    private static double step(double wanted) {
        double power = Math.pow(TEN, Math.floor(Math.log10(wanted)));
        double factor = wanted / power;
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : TEN);
    }

    private static String number(double value) {
        String text = Sentences.format("%,.3f", value);
        return text.replaceFirst("\\.?0+$", "");
    }
}
