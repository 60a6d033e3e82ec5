package dev.widgets.cli.serve.query;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Makes queries at random, most of which follow the grammar, with hostile texts wherever a request
 * may have text.
 *
 * @param random the source of chance
 */
public record QueryMaker(Random random) {

    private static final List<String> COLUMNS = List.of(
            "serial_number",
            "name",
            "ports",
            "peers",
            "slot",
            "port",
            "peer",
            "\"name\"",
            "nosuch");
    private static final List<String> OPERATORS = List.of(
            "eq",
            "neq",
            "gt",
            "gte",
            "lt",
            "lte",
            "like",
            "ilike",
            "match",
            "imatch",
            "is",
            "in",
            "isdistinct",
            "cs",
            "cd",
            "ov",
            "sl",
            "sr",
            "nxr",
            "nxl",
            "adj",
            "fts",
            "plfts",
            "phfts",
            "wfts",
            "fts(english)",
            "eq(any)",
            "like(all)",
            "nosuch");
    private static final List<String> TEXTS = List.of(
            "S-001",
            "null",
            "true",
            "1",
            "{S-001,S-002}",
            "(S-001,\"a,b\")",
            "S-00*",
            "*",
            "",
            "'; DROP TABLE X; --",
            "\"; SELECT PG_SLEEP(9)",
            "$1",
            "?",
            "\\",
            "E'\\''",
            "/*",
            "$$A$$",
            "v.name) OR (1=1",
            "::TEXT",
            "%_",
            "日本",
            "a.b",
            "a:b",
            "..",
            "((",
            "))");

    private String one(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Returns a query string, encoded. */
    public String query() {
        StringBuilder query = new StringBuilder();
        int parts = 1 + random.nextInt(4);
        for (int i = 0; i < parts; i++) {
            query.append(i == 0 ? "" : "&").append(parameter());
        }
        return query.toString();
    }

    private String parameter() {
        return switch (random.nextInt(8)) {
            case 0 -> "select=" + encode(select());
            case 1 -> "order=" + encode(order());
            case 2 -> "limit=" + encode(random.nextBoolean() ? "3" : one(TEXTS));
            case 3 -> (random.nextBoolean() ? "and=" : "not.or=") + encode("(" + tree(2) + ")");
            case 4 -> encode(one(TEXTS)) + "=" + encode(one(TEXTS));
            default -> encode(path()) + "=" + encode(test());
        };
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String path() {
        String path = one(COLUMNS);
        while (random.nextInt(5) == 0) {
            path += one(List.of("->", "->>")) + one(List.of("0", "-1", "key", "\"A'\"", "a'b"));
        }
        return path;
    }

    private String test() {
        return (random.nextInt(4) == 0 ? "not." : "") + one(OPERATORS) + "." + one(TEXTS);
    }

    private String tree(int depth) {
        String first = depth > 0 && random.nextInt(3) == 0
                ? one(List.of("and", "or", "not.and")) + "(" + tree(depth - 1) + ")"
                : path() + "." + test();
        return random.nextBoolean() ? first : first + "," + path() + "." + test();
    }

    private String select() {
        String item = switch (random.nextInt(6)) {
            case 0 -> "*";
            case 1 -> one(List.of("id", "\"A\"\"; DROP\"", "日本", "'--")) + ":" + path();
            case 2 -> path() + "::" + one(List.of("text", "jsonb", "int", "TEXT", "text; DROP"));
            case 3 -> one(TEXTS);
            default -> path();
        };
        return random.nextInt(3) == 0 ? item + "," + path() : item;
    }

    private String order() {
        return path() + one(List.of("", ".asc", ".desc", ".desc.nullslast", ".up", ";DROP"));
    }
}
