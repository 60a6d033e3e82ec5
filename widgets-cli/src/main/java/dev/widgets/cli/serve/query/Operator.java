package dev.widgets.cli.serve.query;

/** The operators with one value, in the order in which they are recognized. */
enum Operator {
    NEQ("neq", "<>", false),
    CS("cs", "@>", false),
    CD("cd", "<@", false),
    OV("ov", "&&", false),
    SL("sl", "<<", false),
    SR("sr", ">>", false),
    NXR("nxr", "&<", false),
    NXL("nxl", "&>", false),
    ADJ("adj", "-|-", false),
    EQ("eq", "=", true),
    GTE("gte", ">=", true),
    GT("gt", ">", true),
    LTE("lte", "<=", true),
    LT("lt", "<", true),
    LIKE("like", "like", true),
    ILIKE("ilike", "ilike", true),
    MATCH("match", "~", true),
    IMATCH("imatch", "~*", true);

    private final String word;
    private final String sql;
    private final boolean quantified;

    Operator(String word, String sql, boolean quantified) {
        this.word = word;
        this.sql = sql;
        this.quantified = quantified;
    }

    String word() {
        return word;
    }

    String sql() {
        return sql;
    }

    /** Returns whether it may be followed by any or all. */
    boolean isQuantified() {
        return quantified;
    }

    /** Returns whether an asterisk in the value stands for any characters. */
    boolean hasPattern() {
        return this == LIKE || this == ILIKE;
    }
}
