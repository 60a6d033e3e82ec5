package dev.widgets;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A COPY in the binary format into a table of the import, over a connection and in a transaction of
 * its own. The connection is taken when the first row arrives.
 */
final class StagingCopy implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int NULL = -1;
    private static final int TEXT_OID = 25;

    /** The header of an array: dimensions, flags, element type, length and lower bound. */
    private static final int ARRAY_HEAD = 5 * Integer.BYTES;

    private final DataSource dataSource;
    private final String sql;
    private final short columns;
    private byte[] buffer = new byte[BUFFER];
    private int length;
    private Connection connection;
    private CopyIn copy;
    private long rows;

    @SuppressWarnings("NullAway.Init")
    StagingCopy(DataSource dataSource, String sql, int columns) {
        this.dataSource = dataSource;
        this.sql = sql;
        this.columns = (short) columns;
    }

    long rows() {
        return rows;
    }

    void beginRow() throws SQLException {
        if (rows++ == 0) {
            open();
        }
        if (length > BUFFER / 2) {
            flush();
        }
        putShort(columns);
    }

    private void open() throws SQLException {
        connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        byte[] header = BinaryRows.header();
        put(header, 0, header.length);
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, length);
        length = 0;
    }

    void smallint(int value) {
        putInt(Short.BYTES);
        putShort((short) value);
    }

    void integer(int value) {
        putInt(Integer.BYTES);
        putInt(value);
    }

    void bigint(long value) {
        putInt(Long.BYTES);
        putInt((int) (value >>> Integer.SIZE));
        putInt((int) value);
    }

    void nothing() {
        putInt(NULL);
    }

    void text(byte[] bytes, int start, int size) {
        putInt(size);
        put(bytes, start, size);
    }

    void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        text(bytes, 0, bytes.length);
    }

    /** Puts the head of an array of texts, whose elements follow. */
    void array(int elements, int bytesOfTexts, boolean anyNull) {
        putInt(ARRAY_HEAD + elements * Integer.BYTES + bytesOfTexts);
        putInt(1);
        putInt(anyNull ? 1 : 0);
        putInt(TEXT_OID);
        putInt(elements);
        putInt(1);
    }

    /** Ends the COPY and commits. */
    void complete() throws SQLException {
        if (rows > 0) {
            byte[] trailer = BinaryRows.trailer();
            put(trailer, 0, trailer.length);
            flush();
            copy.endCopy();
            connection.commit();
        }
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            try (Connection closing = connection) {
                if (copy != null && copy.isActive()) {
                    copy.cancelCopy();
                }
                closing.rollback();
                closing.setAutoCommit(true);
            }
        }
    }

    private void put(byte[] bytes, int start, int size) {
        ensure(size);
        System.arraycopy(bytes, start, buffer, length, size);
        length += size;
    }

    private void putShort(short value) {
        ensure(Short.BYTES);
        buffer[length++] = (byte) (value >> Byte.SIZE);
        buffer[length++] = (byte) value;
    }

    private void putInt(int value) {
        ensure(Integer.BYTES);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            buffer[length++] = (byte) (value >> shift);
        }
    }

    private void ensure(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
        }
    }
}
