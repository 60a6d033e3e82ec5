package dev.widgets.cli.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The benchmark widgets, divided among the clients.
 *
 * @param widgets the number of seeded widgets
 * @param hot the number of hot widgets at the beginning, which belong to no client
 * @param parts one partition per client
 */
record Partitions(int widgets, int hot, List<Partition> parts) {

    /** Reads the partitions from the database. */
    static Partitions read(Holdings holdings, BenchPlan plan, String run) throws SQLException {
        int hot = plan.hotWidgets();
        List<Partition> parts = new ArrayList<>();
        for (int i = 0; i < plan.clients(); i++) {
            int size = (plan.widgets() - hot - i - 1) / plan.clients() + 1;
            parts.add(new Partition(
                    hot + 1 + i,
                    plan.clients(),
                    size,
                    BenchSerials.ADDED + run + "-" + (i + 1) + "-"));
        }
        Partitions all = new Partitions(plan.widgets(), hot, parts);
        holdings.associated(plan.widgets(), all::adopt);
        List<String> added = holdings.added();
        for (int i = 0; i < added.size(); i++) {
            parts.get(i % parts.size()).adopt(added.get(i));
        }
        return all;
    }

    /**
     * An association belongs to the owner of its lower widget. The owner of the other widget treats
     * its port as taken for the whole run, because it does not learn when the port becomes free.
     */
    private void adopt(int index, @Nullable String[] peers) {
        if (index <= hot) {
            return;
        }
        Partition owner = parts.get((index - hot - 1) % parts.size());
        for (int port = 0; port < peers.length; port++) {
            String serialNumber = peers[port];
            if (serialNumber == null) {
                continue;
            }
            int peer = BenchSerials.index(serialNumber);
            if (peer > index && peer <= widgets) {
                owner.adopt(index, peer, port);
            } else {
                owner.take(index, port);
            }
        }
    }

    /** Returns the differences between the database and these partitions. */
    Differences compare(Partitions stored) {
        Differences differences = new Differences();
        Set<String> there = new HashSet<>();
        stored.parts.forEach(part -> there.addAll(part.added()));
        for (int i = 0; i < parts.size(); i++) {
            Partition part = parts.get(i);
            part.compare(stored.parts.get(i), differences);
            there.removeAll(part.doubtful());
            for (String added : part.added()) {
                if (!there.remove(added)) {
                    differences.missing("the widget " + added);
                }
            }
        }
        there.forEach(added -> differences.unexpected("the widget " + added));
        return differences;
    }
}
