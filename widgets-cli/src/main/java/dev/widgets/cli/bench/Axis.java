package dev.widgets.cli.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A scale of a chart.
 *
 * @param kind how values are placed
 * @param low the value at its begin
 * @param high the value at its end
 * @param marks what is written at it
 */
record Axis(Kind kind, double low, double high, List<Mark> marks) {

    private static final int WANTED_MARKS = 5;
    private static final int MOST_NINES = 9;
    private static final double TEN = 10;

    /** How values are placed. */
    enum Kind {
        /** Evenly. */
        LINEAR,
        /** By their magnitude. */
        LOGARITHMIC,
        /** Shares by how many nines they have: 0.9, 0.99, 0.999. */
        NINES
    }

    /**
     * A value that is written at it.
     *
     * @param value where
     * @param label what
     */
    record Mark(double value, String label) {}

    /** From 0 to a round number. */
    static Axis upTo(double highest, String unit) {
        double step = step(Math.max(highest, 1e-9) / WANTED_MARKS);
        double high = step * Math.ceil(Math.max(highest, 1e-9) / step - 1e-9);
        return linear(high, step, unit);
    }

    /** From 0 to exactly there. */
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

    /** Milliseconds, by their magnitude. */
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

    /** Shares from 0 to as many nines. */
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

    /** Where a value lies, from 0 at the begin to 1 at the end. */
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

    /** 1, 2 or 5 times a power of ten. */
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
