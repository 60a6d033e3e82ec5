package dev.widgets;

/**
 * A row of a file that was refused, or a peer in it.
 *
 * @param file the number of the file, from 1
 * @param line the number of the line on which the row begins, from 1
 * @param column the column, such as {@code ports} or {@code peer_1}
 * @param rule the name of the rule: that of a {@link Rule} in the database,
 *     {@code row_is_well_formed} if the row cannot be read, or {@code association_has_two_ends} if
 *     a row names a peer whose row does not name it
 * @param text the details, in a sentence
 */
public record ImportReject(int file, long line, String column, String rule, String text) {}
