package dev.widgets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places the first node in the middle and the others on rings by their number of hops.
 *
 * <p>Each node gets a sector of its ring inside the sector of its parent, as in the radial layout
 * of trees (Eades, Drawing Free Trees, 1992). The children of a node are then sorted by the mean
 * direction of their other neighbours, several times, and the order with the fewest crossings wins
 * (the barycentre method of Sugiyama, Tagawa and Toda, 1981). A ring is as wide as its labels need.
 */
final class RingLayout {

    /** A place in the picture; y grows downwards. */
    record Point(double x, double y) {}

    /** The size of the box of a node. */
    record Box(double width, double height) {}

    private static final int ROUNDS = 12;
    private static final double RING_DISTANCE = 96;
    private static final double GAP = 12;

    /** How much of the direction of a node comes from an even division of its ring. */
    private static final double EVEN = 0.6;

    private final DrawnGraph graph;
    private final List<Box> boxes;
    private final List<List<Integer>> neighbours = new ArrayList<>();
    private final List<List<Integer>> children = new ArrayList<>();
    private final List<List<Integer>> rings = new ArrayList<>();
    private final double[] angles;
    private final double[] leaves;

    RingLayout(DrawnGraph graph, List<Box> boxes) {
        this.graph = graph;
        this.boxes = boxes;
        int count = graph.nodes().size();
        angles = new double[count];
        leaves = new double[count];
        for (int i = 0; i < count; i++) {
            neighbours.add(new ArrayList<>());
            children.add(new ArrayList<>());
        }
        for (DrawnGraph.Edge edge : graph.edges()) {
            neighbours.get(edge.from()).add(edge.to());
            neighbours.get(edge.to()).add(edge.from());
        }
        for (int i = 1; i < count; i++) {
            children.get(parent(i)).add(i);
        }
    }

    /** The first neighbour that is nearer to the middle; nodes are ordered by their hops. */
    private int parent(int node) {
        return neighbours.get(node).stream()
                .filter(other -> hops(other) == hops(node) - 1)
                .min(Comparator.naturalOrder())
                .orElse(0);
    }

    private int hops(int node) {
        return graph.nodes().get(node).hops();
    }

    /** Returns the centre of each node. */
    List<Point> place() {
        countLeaves(0);
        direct();
        double[] best = angles.clone();
        int fewest = crossings();
        for (int round = 0; round < ROUNDS && fewest > 0; round++) {
            sortChildren();
            direct();
            int crossings = crossings();
            if (crossings < fewest) {
                fewest = crossings;
                best = angles.clone();
            }
        }
        System.arraycopy(best, 0, angles, 0, best.length);
        return widen();
    }

    private double countLeaves(int node) {
        double sum = 0;
        for (int child : children.get(node)) {
            sum += countLeaves(child);
        }
        leaves[node] = Math.max(1, sum);
        return leaves[node];
    }

    /** Gives each node the middle of its sector, then spreads each ring. */
    private void direct() {
        rings.clear();
        direct(0, -Math.PI / 2, 2 * Math.PI);
        for (List<Integer> ring : rings) {
            double step = 2 * Math.PI / ring.size();
            // the even division is turned to where the sectors are on average
            double turn = 0;
            for (int i = 0; i < ring.size(); i++) {
                turn += angles[ring.get(i)] - i * step;
            }
            turn /= ring.size();
            for (int i = 0; i < ring.size(); i++) {
                int node = ring.get(i);
                angles[node] = (1 - EVEN) * angles[node] + EVEN * (turn + i * step);
            }
        }
    }

    private void direct(int node, double from, double width) {
        while (rings.size() <= hops(node)) {
            rings.add(new ArrayList<>());
        }
        rings.get(hops(node)).add(node);
        angles[node] = from + width / 2;
        double start = from;
        for (int child : children.get(node)) {
            double part = width * leaves[child] / leaves[node];
            direct(child, start, part);
            start += part;
        }
    }

    private void sortChildren() {
        for (int node = 0; node < children.size(); node++) {
            int parent = node;
            children.get(node).sort(Comparator.comparingDouble(child -> pull(child, parent)));
        }
    }

    /** The mean of the angles of the neighbours of a node and of its children, seen from there. */
    private double pull(int node, int parent) {
        double sum = angles[node];
        int count = 1;
        for (int other : neighbours.get(node)) {
            if (other != parent) {
                sum += angles[node] + difference(angles[other], angles[node]);
                count++;
            }
        }
        return sum / count;
    }

    private static double difference(double angle, double other) {
        return Math.IEEEremainder(angle - other, 2 * Math.PI);
    }

    private int crossings() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < angles.length; i++) {
            points.add(point(i, hops(i) * RING_DISTANCE));
        }
        List<DrawnGraph.Edge> edges = graph.edges();
        int crossings = 0;
        for (int i = 0; i < edges.size(); i++) {
            for (int j = i + 1; j < edges.size(); j++) {
                if (cross(edges.get(i), edges.get(j), points)) {
                    crossings++;
                }
            }
        }
        return crossings;
    }

    private static boolean cross(DrawnGraph.Edge one, DrawnGraph.Edge two, List<Point> points) {
        if (one.from() == two.from()
                || one.from() == two.to()
                || one.to() == two.from()
                || one.to() == two.to()) {
            return false;
        }
        Point a = points.get(one.from());
        Point b = points.get(one.to());
        Point c = points.get(two.from());
        Point d = points.get(two.to());
        return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
    }

    private static double side(Point a, Point b, Point c) {
        return Math.signum((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
    }

    private Point point(int node, double radius) {
        return new Point(radius * Math.cos(angles[node]), radius * Math.sin(angles[node]));
    }

    /** Makes each ring wide enough for its boxes and those of the ring within. */
    private List<Point> widen() {
        Point[] points = new Point[angles.length];
        double radius = 0;
        for (int hops = 0; hops < rings.size(); hops++) {
            List<Integer> ring = rings.get(hops);
            List<Integer> within = hops == 0 ? List.of() : rings.get(hops - 1);
            radius = hops == 0 ? 0 : radius + RING_DISTANCE;
            put(ring, radius, points);
            while (overlaps(ring, within, points)) {
                radius *= 1.04;
                put(ring, radius, points);
            }
        }
        return List.of(points);
    }

    private void put(List<Integer> ring, double radius, Point[] points) {
        ring.forEach(node -> points[node] = point(node, radius));
    }

    private boolean overlaps(List<Integer> ring, List<Integer> within, Point[] points) {
        for (int i = 0; i < ring.size(); i++) {
            for (int j = i + 1; j < ring.size(); j++) {
                if (overlap(ring.get(i), ring.get(j), points)) {
                    return true;
                }
            }
            for (int other : within) {
                if (overlap(ring.get(i), other, points)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean overlap(int one, int two, Point[] points) {
        double x = Math.abs(points[one].x - points[two].x);
        double y = Math.abs(points[one].y - points[two].y);
        return x < (boxes.get(one).width + boxes.get(two).width) / 2 + GAP
                && y < (boxes.get(one).height + boxes.get(two).height) / 2 + GAP;
    }
}
