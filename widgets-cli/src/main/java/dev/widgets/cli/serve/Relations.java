package dev.widgets.cli.serve;

/** {@code /widgets} and {@code /slots}, and what else stands at the top. */
final class Relations {

    void root(Exchange exchange, Method method) {
        exchange.send(Problems.noSuchTable(method.name()));
    }

    void handle(Exchange exchange, String name, Method method) {
        exchange.send(Problems.noSuchTable(name));
    }
}
