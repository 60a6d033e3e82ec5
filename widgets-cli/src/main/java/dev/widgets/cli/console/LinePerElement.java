package dev.widgets.cli.console;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.MinimalPrettyPrinter;

/** Writes each element of the outermost JSON array on a line of its own, for grep and diff. */
final class LinePerElement extends MinimalPrettyPrinter {

    private static final long serialVersionUID = 1L;

    /** Returns a context that makes a generator use this layout. */
    static ObjectWriteContext context() {
        return new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                return new LinePerElement();
            }

            @Override
            public boolean hasPrettyPrinter() {
                return true;
            }
        };
    }

    @Override
    public void beforeArrayValues(JsonGenerator json) {
        breakLine(json);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) {
        super.writeArrayValueSeparator(json);
        breakLine(json);
    }

    @Override
    public void writeEndArray(JsonGenerator json, int elements) {
        if (elements > 0) {
            breakLine(json);
        }
        super.writeEndArray(json, elements);
    }

    private static void breakLine(JsonGenerator json) {
        if (json.streamWriteContext().getNestingDepth() == 1) {
            json.writeRaw('\n');
        }
    }
}
