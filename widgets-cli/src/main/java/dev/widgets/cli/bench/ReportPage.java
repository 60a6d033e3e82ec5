package dev.widgets.cli.bench;

/** A result as a page for a browser. */
public final class ReportPage {

    private ReportPage() {}

    /** The whole page. */
    public static String of(BenchResult result) {
        return "<!DOCTYPE html>" + result.rows().size();
    }
}
