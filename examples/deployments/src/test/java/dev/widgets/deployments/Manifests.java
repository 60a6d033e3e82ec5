package dev.widgets.deployments;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.JSON;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Manifests of Kubernetes, read by the models of its Java client, which know every field. */
final class Manifests {

    private static final String MODELS = "io.kubernetes.client.openapi.models.";
    private static final Map<String, String> PREFIXES = Map.of(
            "v1", "V1",
            "apps/v1", "V1",
            "batch/v1", "V1",
            "policy/v1", "V1",
            "networking.k8s.io/v1", "V1",
            "autoscaling/v2", "V2");

    private Manifests() {}

    /** The objects of a text, by {@code Kind/name}. */
    static Map<String, dev.widgets.deployments.Yaml> objects(String text) {
        Map<String, dev.widgets.deployments.Yaml> objects = new LinkedHashMap<>();
        for (dev.widgets.deployments.Yaml object : dev.widgets.deployments.Yaml.readAll(text)) {
            objects.put(
                    object.at("kind").text() + "/" + object.at("metadata/name").text(), object);
        }
        return objects;
    }

    /** What the models find wrong: fields that do not exist, are missing, or of another type. */
    static List<String> complaints(String text) {
        List<String> complaints = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text)) {
            if (document instanceof Map<?, ?> object) {
                complaint(object).ifPresent(complaints::add);
            }
        }
        return complaints;
    }

    private static Optional<String> complaint(Map<?, ?> object) {
        String kind = String.valueOf(object.get("kind"));
        String prefix = PREFIXES.get(String.valueOf(object.get("apiVersion")));
        if (prefix == null) {
            return kind.equals("ServiceMonitor")
                    ? Optional.empty()
                    : Optional.of("unknown API of " + object.get("apiVersion") + " " + kind);
        }
        Gson gson = new Gson();
        try {
            Class<?> model = Class.forName(MODELS + prefix + kind);
            model.getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, gson.toJsonTree(object));
            if (!kind.equals("Secret")) { // whose bytes are read by a library that is left out here
                JSON.deserialize(gson.toJson(object), (Type) model);
            }
            return Optional.empty();
        } catch (InvocationTargetException e) {
            return Optional.of(kind + ": " + e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            return Optional.of("unknown kind " + kind);
        } catch (RuntimeException e) {
            return Optional.of(kind + ": " + e.getMessage());
        }
    }
}
