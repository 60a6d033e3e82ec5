package dev.widgets.cli;

import static org.assertj.core.api.Assertions.assertThat;

/** All that a command has left: what it printed, and its exit code. */
record Screen(int exitCode, String out, String err) {

    /** Checks the whole of it. */
    void shows(int exitCode, String out, String err) {
        assertThat(this).isEqualTo(new Screen(exitCode, out, err));
    }

    @Override
    public String toString() {
        return "exit code " + exitCode + "\n--- standard output\n" + out + "--- standard error\n"
                + err;
    }
}
