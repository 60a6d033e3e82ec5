package dev.widgets.cli.transfer;

import dev.widgets.TransferFormat;

/** The formats of files, as they are typed. */
enum FileFormat {
    csv(TransferFormat.CSV),
    jsonl(TransferFormat.JSON_LINES);

    private final TransferFormat format;

    FileFormat(TransferFormat format) {
        this.format = format;
    }

    TransferFormat format() {
        return format;
    }
}
