package dev.widgets;

import java.time.Duration;

/**
 * What a seeding run has made.
 *
 * @param run its number, for {@link WidgetSeeder#remove}; 0 if it went into no database
 * @param widgets how many widgets the run has in all
 * @param ports how many ports they have
 * @param taken how many of their ports are taken
 * @param checksum of all that the run consists of: the same for the same options, whatever the jobs
 *     and however often it was interrupted. CRC-32C, over the blocks in their order, of the CRC-32C
 *     of each block
 * @param operations how many transactions of one operation were made, 0 if it went by blocks
 * @param elapsed how long it took this time
 */
public record SeedSummary(
        int run,
        long widgets,
        long ports,
        long taken,
        String checksum,
        long operations,
        Duration elapsed) {}
