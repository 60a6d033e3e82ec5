package dev.widgets.deployments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A value in a document, with a path that finds others in it. */
record Yaml(Object value) {

    /** Keeps tags such as {@code !Ref}, which stand before a value in CloudFormation. */
    private static final class Tagged extends SafeConstructor {

        Tagged() {
            super(new LoaderOptions());
        }

        private Object plain(Node node) {
            String tag = node.getTag().getValue();
            Object value;
            if (node instanceof MappingNode mapping) {
                flattenMapping(mapping);
                Map<String, Object> map = new LinkedHashMap<>();
                for (NodeTuple tuple : mapping.getValue()) {
                    map.put(
                            ((ScalarNode) tuple.getKeyNode()).getValue(),
                            plain(tuple.getValueNode()));
                }
                value = map;
            } else if (node instanceof SequenceNode sequence) {
                List<Object> list = new ArrayList<>();
                sequence.getValue().forEach(element -> list.add(plain(element)));
                value = list;
            } else {
                String text = ((ScalarNode) node).getValue();
                return tag.startsWith("!") ? tag + " " + text : text;
            }
            return tag.startsWith("!") ? Map.of(tag, value) : value;
        }
    }

    /** All documents of a file; every scalar is a text, and {@code !Ref X} is the text "!Ref X". */
    static List<Yaml> readAll(String text) {
        org.yaml.snakeyaml.Yaml parser = new org.yaml.snakeyaml.Yaml();
        Tagged tagged = new Tagged();
        List<Yaml> all = new ArrayList<>();
        for (Node node : parser.composeAll(new java.io.StringReader(text))) {
            all.add(new Yaml(tagged.plain(node)));
        }
        return all;
    }

    static Yaml read(String text) {
        return readAll(text).get(0);
    }

    /**
     * What stands at a path such as {@code spec/containers/0/name}; an empty text where nothing
     * does.
     */
    Yaml at(String path) {
        Object found = value;
        for (String step : path.split("/", -1)) {
            if (found instanceof Map<?, ?> map) {
                found = map.get(step);
            } else if (found instanceof List<?> list && step.matches("\\d+")) {
                int index = Integer.parseInt(step);
                found = index < list.size() ? list.get(index) : "";
            } else {
                found = "";
            }
            if (found == null) {
                found = "";
            }
        }
        return new Yaml(found);
    }

    /** The elements of a list, none of anything else. */
    List<Yaml> elements() {
        return value instanceof List<?> list ? list.stream().map(Yaml::new).toList() : List.of();
    }

    /** The keys of a map with their values, none of anything else. */
    Map<String, Yaml> entries() {
        Map<String, Yaml> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> entries.put(String.valueOf(key), new Yaml(element)));
        }
        return entries;
    }

    String text() {
        return String.valueOf(value);
    }

    int seconds() {
        return (int) java.time.Duration.parse("PT" + text().toUpperCase(java.util.Locale.ROOT))
                .toSeconds();
    }
}
