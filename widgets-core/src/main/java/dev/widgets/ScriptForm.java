package dev.widgets;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The forms of the functions and views. Statements that only some databases need are comments in
 * the scripts, so that they cost nothing elsewhere.
 */
enum ScriptForm {
    /** As in the scripts. */
    PLAIN("(?!)"),
    /** Records the history. */
    HISTORY("(?m)^( *)--history "),
    /** For a table that Citus distributes. It also works, but slower, on a table of one server. */
    CITUS("(?m)^( *)--citus ");

    private final Pattern comment;

    ScriptForm(String comment) {
        this.comment = Pattern.compile(comment);
    }

    /** Returns a script in this form. */
    String of(String script) {
        return comment.matcher(script).replaceAll("$1");
    }

    /** Returns the form that belongs in a database. */
    static ScriptForm belonging(Connection connection) throws SQLException {
        if (HistoryScripts.isOn(connection)) {
            return HISTORY;
        }
        return InstalledSchema.isDistributed(connection) ? CITUS : PLAIN;
    }

    /** Returns all scripts of functions in this form. */
    List<String> functions() {
        return SqlScripts.functions().stream().map(this::of).toList();
    }

    /** Puts the functions in force in this form, if they differ from those of another form. */
    void replace(ScriptForm other, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String script : SqlScripts.functions()) {
                if (!of(script).equals(other.of(script))) {
                    statement.execute(of(script));
                }
            }
        }
    }
}
