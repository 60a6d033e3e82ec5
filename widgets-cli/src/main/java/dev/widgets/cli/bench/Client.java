package dev.widgets.cli.bench;

import dev.widgets.Outcome;
import dev.widgets.PortType;
import java.util.SplittableRandom;

/** Selects the operations of one client. Not safe for concurrent use. */
final class Client {

    private static final PortType[] TYPES = PortType.values();

    private final int number;
    private final Partition own;
    private final Verb[] mix;
    private final double hot;
    private final SplittableRandom random;
    private final Request request = new Request();
    private boolean onHot;

    Client(int number, Partition own, Verb[] mix, double hot, SplittableRandom random) {
        this.number = number;
        this.own = own;
        this.mix = mix;
        this.hot = hot;
        this.random = random;
    }

    int number() {
        return number;
    }

    Partition own() {
        return own;
    }

    /**
     * Returns the next operation. If none of the chosen kind can succeed, it has the opposite kind.
     */
    Request next() {
        Verb verb = mix[random.nextInt(mix.length)];
        boolean onOld = verb != Verb.ADD && verb != Verb.REMOVE;
        onHot = hot > 0 && onOld && random.nextDouble() < hot;
        if (onHot) {
            pickHot(verb);
            return request;
        }
        boolean picked = switch (verb) {
            case ASSOCIATE -> own.associate(random, request) || own.dissociate(random, request);
            case DISSOCIATE -> own.dissociate(random, request) || own.associate(random, request);
            case REMOVE -> own.remove(request);
            case FIND, ADD -> false;
        };
        if (!picked) {
            if (onOld) {
                own.find(random, request);
            } else {
                own.add(request);
            }
        }
        return request;
    }

    Request request() {
        return request;
    }

    /** Records the outcome of the operation. */
    void settle(Outcome outcome) {
        if (!onHot) {
            own.settle(request, outcome);
        }
    }

    /** Selects an operation on the hot widgets. All clients share them, so it may be refused. */
    private void pickHot(Verb verb) {
        int one = 1 + random.nextInt(BenchPlan.HOT_WIDGETS);
        if (verb == Verb.FIND) {
            request.onOne(verb, BenchSerials.of(one));
            return;
        }
        int other = 1 + random.nextInt(BenchPlan.HOT_WIDGETS - 1);
        request.onPair(
                verb,
                BenchSerials.of(one),
                BenchSerials.of(other < one ? other : other + 1),
                TYPES[random.nextInt(TYPES.length)]);
    }
}
