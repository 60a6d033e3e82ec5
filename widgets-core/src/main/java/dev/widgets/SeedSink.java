package dev.widgets;

import java.io.IOException;
import java.sql.SQLException;

/** Where the bytes of seeded widgets go. */
@FunctionalInterface
interface SeedSink {

    /** Takes the first bytes of a buffer, which is used again afterwards. */
    void write(byte[] buffer, int length) throws IOException, SQLException;
}
