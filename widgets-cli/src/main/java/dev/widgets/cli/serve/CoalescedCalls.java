package dev.widgets.cli.serve;

import dev.widgets.AsyncWidgetRepository;
import dev.widgets.Outcome;
import dev.widgets.RefusedException;
import dev.widgets.Widget;
import dev.widgets.WidgetFunction;
import dev.widgets.WidgetFunction.Argument;
import dev.widgets.cli.serve.query.QueryException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The hot path: plain calls, which share requests to the database and its commits. */
final class CoalescedCalls {

    private static final ApiResponse NOTHING = ApiResponse.of(204, new byte[0]);

    private final DatabaseWatch watch;
    private final Map<WidgetFunction, Map<MediaType, ApiResponse>> done =
            new EnumMap<>(WidgetFunction.class);

    CoalescedCalls(DatabaseWatch watch) {
        this.watch = watch;
        for (WidgetFunction function : WidgetFunction.values()) {
            Map<MediaType, ApiResponse> answers = new EnumMap<>(MediaType.class);
            for (MediaType type : MediaType.values()) {
                answers.put(
                        type,
                        ApiResponse.result(WidgetJson.quote(function.message().orElse("")), type));
            }
            done.put(function, answers);
        }
    }

    /**
     * A call whose arguments need no conversion by the database.
     *
     * @param function the function
     * @param arguments the arguments
     * @param type the media type of the response
     * @param alone calls the function in a separate transaction instead
     */
    record CoalescedCall(
            WidgetFunction function, Arguments arguments, MediaType type, Runnable alone) {}

    /** Calls a function. */
    void call(Exchange exchange, CoalescedCall call) {
        WidgetFunction function = call.function();
        Arguments arguments = call.arguments();
        MediaType type = call.type();
        if (function == WidgetFunction.GET_WIDGET) {
            get(exchange, call);
            return;
        }
        ApiResponse answer = Objects.requireNonNull(
                Objects.requireNonNull(done.get(function)).get(type));
        CompletableFuture<Void> unused = begin(exchange.caller().widgets(), function, arguments)
                .whenComplete((nothing, failure) -> end(exchange, call.alone(), failure, answer));
    }

    private static CompletableFuture<Void> begin(
            AsyncWidgetRepository widgets, WidgetFunction function, Arguments arguments) {
        String serialNumber = arguments.text(Argument.SERIAL_NUMBER);
        return switch (function) {
            case ADD_WIDGET ->
                widgets.add(serialNumber, arguments.text(Argument.NAME), arguments.ports());
            case REMOVE_WIDGET -> widgets.remove(serialNumber);
            case RENAME_WIDGET -> widgets.rename(serialNumber, arguments.text(Argument.NAME));
            case ASSOCIATE_WIDGETS ->
                widgets.associate(
                        serialNumber,
                        arguments.text(Argument.PEER_SERIAL_NUMBER),
                        arguments.port());
            case REMOVE_ASSOCIATION ->
                widgets.dissociate(
                        serialNumber,
                        arguments.text(Argument.PEER_SERIAL_NUMBER),
                        arguments.port());
            case GET_WIDGET, GET_NEIGHBOURHOOD, GET_PATH, GET_COMPONENT ->
                throw new IllegalArgumentException(function + " does not write");
        };
    }

    private void end(
            Exchange exchange, Runnable alone, @Nullable Throwable failure, ApiResponse answer) {
        try {
            if (failure != null) {
                if (Outcomes.isForbidden(failure)) {
                    // nothing was done; the separate call returns the server's own message
                    alone.run();
                    return;
                }
                if (Outcomes.isUnreachable(failure)) {
                    watch.suspect();
                } else if (watch.isDemotion(failure)) {
                    exchange.send(Problems.DEMOTED);
                    return;
                }
            }
            exchange.finish(failure, answer);
        } catch (Throwable e) {
            // the future would swallow it, and the client would wait for ever
            exchange.fail(e);
        }
    }

    private void get(Exchange exchange, CoalescedCall call) {
        String serialNumber = call.arguments().text(Argument.SERIAL_NUMBER);
        CompletableFuture<Optional<Widget>> unused = exchange.caller()
                .widgets()
                .find(serialNumber)
                .whenComplete((widget, failure) -> {
                    if (failure != null) {
                        end(exchange, call.alone(), failure, NOTHING);
                    } else {
                        found(exchange, call, widget);
                    }
                });
    }

    /** Makes the response from the widgets that exist, by serial number. */
    @FunctionalInterface
    interface Answer {
        ApiResponse of(Map<String, Widget> widgets)
                throws QueryException, ServiceDatabase.RefusedByService;
    }

    /**
     * Reads widgets as they are at one moment, and sends the response.
     *
     * @param alone reads in a separate transaction instead
     */
    void findAll(Exchange exchange, Set<String> serialNumbers, Answer answer, Runnable alone) {
        CompletableFuture<Void> unused = exchange.caller()
                .widgets()
                .findAll(serialNumbers)
                .handle((widgets, failure) -> {
                    if (failure != null && Outcome.unwrap(failure) instanceof RefusedException) {
                        // a text that no widget can have; the database says what is wrong with it
                        alone.run();
                    } else if (failure != null) {
                        end(exchange, alone, failure, NOTHING);
                    } else {
                        found(exchange, answer, widgets);
                    }
                    return null;
                });
    }

    private static void found(Exchange exchange, Answer answer, Map<String, Widget> widgets) {
        try {
            exchange.send(answer.of(widgets));
        } catch (QueryException e) {
            exchange.send(Problems.of(e));
        } catch (ServiceDatabase.RefusedByService e) {
            exchange.send(e.problem());
        } catch (Throwable e) {
            exchange.fail(e);
        }
    }

    private static void found(Exchange exchange, CoalescedCall call, Optional<Widget> widget) {
        try {
            if (widget.isEmpty()) {
                exchange.send(Refusals.noSuchWidget(call.arguments().text(Argument.SERIAL_NUMBER)));
            } else {
                exchange.send(ApiResponse.result(WidgetJson.of(widget.get()), call.type()));
            }
        } catch (Throwable e) {
            exchange.fail(e);
        }
    }
}
