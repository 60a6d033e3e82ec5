package dev.widgets.cli.serve;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map that evicts entries that were not used recently and never exceeds twice its nominal size.
 * Lookups never block.
 */
final class RecentMap<K, V> {

    private final int size;
    private volatile ConcurrentHashMap<K, V> recent = new ConcurrentHashMap<>();
    private volatile ConcurrentHashMap<K, V> older = new ConcurrentHashMap<>();

    RecentMap(int size) {
        this.size = size;
    }

    @Nullable
    V get(K key) {
        V value = recent.get(key);
        if (value == null) {
            value = older.get(key);
            if (value != null) {
                put(key, value);
            }
        }
        return value;
    }

    /** Returns the value of a key; if there is none, exactly one caller creates it. */
    V get(K key, Function<K, V> create) {
        V value = get(key);
        return value == null ? create(key, create) : value;
    }

    private synchronized V create(K key, Function<K, V> create) {
        V value = get(key);
        if (value == null) {
            value = create.apply(key);
            put(key, value);
        }
        return value;
    }

    void put(K key, V value) {
        if (recent.size() >= size) {
            turnOver();
        }
        recent.put(key, value);
    }

    void remove(K key) {
        recent.remove(key);
        older.remove(key);
    }

    int size() {
        return recent.size() + older.size();
    }

    private synchronized void turnOver() {
        if (recent.size() >= size) {
            older = recent;
            recent = new ConcurrentHashMap<>();
        }
    }
}
