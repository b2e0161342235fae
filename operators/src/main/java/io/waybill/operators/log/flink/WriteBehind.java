package io.waybill.operators.log.flink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.KeyedStateBackend;

/**
 * The values of the keys that were touched of late, on the heap in front of the state. What changed
 * is written when it makes room for others, and by {@link #flush}, which is to be called before
 * each snapshot: so the state is whole whenever it is stored.
 *
 * @param <V> what is known of a key
 */
public final class WriteBehind<V> {

  /** The state of the current key. */
  public interface Store<V> {

    /** Null when nothing is known of it. */
    V read() throws IOException;

    void write(V value) throws IOException;
  }

  private final int capacity;
  private final Store<V> store;
  private final KeyedStateBackend<String> backend;

  /** The oldest first; who was touched since goes once more to the end before it makes room. */
  private final Map<String, Kept<V>> kept = new LinkedHashMap<>();

  private final List<String> unwritten = new ArrayList<>();

  private static final class Kept<V> {
    private V value;
    private boolean changed;
    private boolean touched;
  }

  /**
   * @param capacity how many values it holds, at least 1
   */
  public WriteBehind(int capacity, Store<V> store, KeyedStateBackend<String> backend) {
    this.capacity = capacity;
    this.store = store;
    this.backend = backend;
  }

  /** What is known of a key, or null; the current key is this one afterwards, or the one before. */
  public V get(String key) throws IOException {
    Kept<V> known = kept.get(key);
    if (known != null) {
      known.touched = true;
      return known.value;
    }
    backend.setCurrentKey(key);
    return store.read();
  }

  /** Keeps the value of a key; the current key may be another one afterwards. */
  public void put(String key, V value) throws IOException {
    Kept<V> known = kept.computeIfAbsent(key, name -> new Kept<>());
    known.value = value;
    known.touched = true;
    if (!known.changed) {
      known.changed = true;
      unwritten.add(key);
    }
    while (kept.size() > capacity) {
      evictOne();
    }
  }

  private void evictOne() throws IOException {
    Iterator<Map.Entry<String, Kept<V>>> oldest = kept.entrySet().iterator();
    Map.Entry<String, Kept<V>> candidate = oldest.next();
    oldest.remove();
    Kept<V> value = candidate.getValue();
    if (value.touched) {
      value.touched = false;
      kept.put(candidate.getKey(), value);
    } else {
      write(candidate.getKey(), value);
    }
  }

  /** Keeps nothing of a key whose state is cleared. */
  public void forget(String key) {
    kept.remove(key);
  }

  /** Writes all that changed; the current key may be another one afterwards. */
  public void flush() throws IOException {
    for (String key : unwritten) {
      Kept<V> known = kept.get(key);
      if (known != null) {
        write(key, known);
      }
    }
    unwritten.clear();
  }

  /** Writes all that changed and keeps nothing, so that others may change the state. */
  public void clear() throws IOException {
    flush();
    kept.clear();
  }

  private void write(String key, Kept<V> known) throws IOException {
    if (known.changed) {
      backend.setCurrentKey(key);
      store.write(known.value);
      known.changed = false;
    }
  }
}
