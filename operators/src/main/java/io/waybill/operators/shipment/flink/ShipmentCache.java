package io.waybill.operators.shipment.flink;

import io.waybill.operators.billing.RuleBook;
import io.waybill.operators.shipment.Shipment;
import io.waybill.schemas.Dossier;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.wire.AvroCodec;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.KeyedStateBackend;

/**
 * The shipments that were touched last, decoded, in front of the state: a fact, its judgement and
 * the next fact find the shipment as it was left. What changed is written when it leaves the cache,
 * and before each snapshot, so the state is whole whenever it is stored.
 */
final class ShipmentCache {

  private final int capacity;
  private final RuleBook ruleBook;
  private final AvroCodec<ShipmentLogRecord> log;
  private final AvroCodec<Dossier> dossiers;
  private final ValueState<byte[]> state;
  private final KeyedStateBackend<String> backend;

  /** By the time of the last touch, the oldest first. */
  private final Map<String, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);

  private static final class Entry {
    private final Shipment shipment;
    private boolean changed;

    Entry(Shipment shipment) {
      this.shipment = shipment;
    }
  }

  /**
   * @param capacity how many shipments it holds, at least 1
   */
  ShipmentCache(
      int capacity,
      RuleBook ruleBook,
      AvroCodec<ShipmentLogRecord> log,
      AvroCodec<Dossier> dossiers,
      ValueState<byte[]> state,
      KeyedStateBackend<String> backend) {
    this.capacity = capacity;
    this.ruleBook = ruleBook;
    this.log = log;
    this.dossiers = dossiers;
    this.state = state;
    this.backend = backend;
  }

  /** The shipment of the current key; a new one when nothing is known of it. */
  Shipment get(String key) throws IOException {
    Entry entry = entries.get(key);
    if (entry == null) {
      byte[] kept = state.value();
      Dossier dossier = kept == null ? Shipment.emptyDossier() : dossiers.decode(kept);
      entry = new Entry(Shipment.of(key, dossier, ruleBook, log));
      entries.put(key, entry);
      if (entries.size() > capacity) {
        evictOldest(key);
      }
    }
    return entry.shipment;
  }

  /** The shipment of the current key will be written. */
  void changed(String key) {
    entries.get(key).changed = true;
  }

  /** Writes all that changed. */
  void flush() throws IOException {
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      write(entry.getKey(), entry.getValue());
    }
  }

  /** Writes all that changed and forgets everything, so that others may change the state. */
  void clear() throws IOException {
    flush();
    entries.clear();
  }

  private void evictOldest(String currentKey) throws IOException {
    Iterator<Map.Entry<String, Entry>> oldest = entries.entrySet().iterator();
    Map.Entry<String, Entry> evicted = oldest.next();
    write(evicted.getKey(), evicted.getValue());
    oldest.remove();
    backend.setCurrentKey(currentKey);
  }

  private void write(String key, Entry entry) throws IOException {
    if (entry.changed) {
      backend.setCurrentKey(key);
      state.update(dossiers.encode(entry.shipment.dossier()));
      entry.changed = false;
    }
  }
}
