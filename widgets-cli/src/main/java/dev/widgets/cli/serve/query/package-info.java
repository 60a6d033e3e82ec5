/**
 * The query language of PostgREST: what a request asks of the rows of a view or of the result of a
 * function, and the SQL statements for it. Text of a request is passed to the database as
 * parameters only.
 */
@org.jspecify.annotations.NullMarked
package dev.widgets.cli.serve.query;
