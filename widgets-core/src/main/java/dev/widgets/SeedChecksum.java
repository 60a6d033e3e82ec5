package dev.widgets;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32C;

/** The checksums of blocks and of runs. */
final class SeedChecksum {

    private SeedChecksum() {}

    /** What is written down of a block: the checksum of its rows in the binary format. */
    static SeedRuns.Block block(SeedBlock block, CRC32C rows) {
        int ports = 0;
        for (int i = 0; i < block.size(); i++) {
            ports += block.ports(i).types().size();
        }
        return new SeedRuns.Block(true, (int) rows.getValue(), ports, 2 * block.pairCount());
    }

    static String run(SortedMap<Long, SeedRuns.Block> blocks) {
        CRC32C checksum = new CRC32C();
        for (Map.Entry<Long, SeedRuns.Block> entry : blocks.entrySet()) {
            checksum.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                    .putLong(entry.getKey())
                    .putInt(entry.getValue().checksum())
                    .flip());
        }
        return String.format("%08x", checksum.getValue());
    }
}
