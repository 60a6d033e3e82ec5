package dev.widgets;

/** What {@link WidgetSeeder} is doing. */
public enum SeedPhase {
    /** Widgets are being made and written. */
    LOADING,
    /** All are in; the table is being vacuumed and analyzed. */
    VACUUMING,
    /** Widgets are being removed. */
    REMOVING
}
