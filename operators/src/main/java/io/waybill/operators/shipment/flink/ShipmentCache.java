package io.waybill.operators.shipment.flink;

import io.waybill.operators.billing.RuleBook;
import io.waybill.operators.shipment.Shipment;
import io.waybill.schemas.Dossier;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.wire.AvroCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.KeyedStateBackend;

/**
 * The shipments that were touched last, in front of the state. Those touched since the clock last
 * moved are open, so that a fact and its judgement find the same object; the others are packed, as
 * the state would hold them: a thousand bytes each and one object, which the collector does not
 * feel. What changed is written when it leaves the cache, and before each snapshot, so the state is
 * whole whenever it is stored.
 */
final class ShipmentCache {

  /** So many are open at most, if the clock stands still for long. */
  private static final int MOST_OPEN = 4096;

  private final int capacity;
  private final RuleBook ruleBook;
  private final AvroCodec<ShipmentLogRecord> log;
  private final AvroCodec<Dossier> dossiers;
  private final ValueState<byte[]> state;
  private final KeyedStateBackend<String> backend;

  private final Map<String, Opened> open = new LinkedHashMap<>();

  /** By the time of the last touch, the oldest first. */
  private final Map<String, Packed> packed = new LinkedHashMap<>(64, 0.75f, true);

  private final List<String> unwritten = new ArrayList<>();

  private static final class Opened {
    private final Shipment shipment;
    private boolean changed;

    Opened(Shipment shipment) {
      this.shipment = shipment;
    }
  }

  private static final class Packed {
    private byte[] dossier;
    private boolean changed;
  }

  /**
   * @param capacity how many shipments it holds packed, at least 1
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
    Opened opened = open.get(key);
    if (opened == null) {
      if (open.size() == MOST_OPEN) {
        pack();
        backend.setCurrentKey(key);
      }
      byte[] kept = kept(key);
      Dossier dossier = kept == null ? Shipment.emptyDossier() : dossiers.decode(kept);
      opened = new Opened(Shipment.of(key, dossier, ruleBook, log));
      open.put(key, opened);
    }
    return opened.shipment;
  }

  private byte[] kept(String key) throws IOException {
    Packed known = packed.get(key);
    return known == null ? state.value() : known.dossier;
  }

  /** The shipment of the current key will be written. */
  void changed(String key) {
    open.get(key).changed = true;
  }

  /** Packs those that are open; the current key may be another one afterwards. */
  void pack() throws IOException {
    for (Map.Entry<String, Opened> opened : open.entrySet()) {
      if (opened.getValue().changed) {
        put(opened.getKey(), dossiers.encode(opened.getValue().shipment.dossier()));
      }
    }
    open.clear();
    while (packed.size() > capacity) {
      Iterator<Map.Entry<String, Packed>> oldest = packed.entrySet().iterator();
      Map.Entry<String, Packed> evicted = oldest.next();
      write(evicted.getKey(), evicted.getValue());
      oldest.remove();
    }
  }

  private void put(String key, byte[] dossier) {
    Packed known = packed.computeIfAbsent(key, name -> new Packed());
    known.dossier = dossier;
    if (!known.changed) {
      known.changed = true;
      unwritten.add(key);
    }
  }

  /** Writes all that changed; the current key may be another one afterwards. */
  void flush() throws IOException {
    pack();
    for (String key : unwritten) {
      Packed known = packed.get(key);
      if (known != null) {
        write(key, known);
      }
    }
    unwritten.clear();
  }

  /** Writes all that changed and forgets everything, so that others may change the state. */
  void clear() throws IOException {
    flush();
    packed.clear();
  }

  private void write(String key, Packed known) throws IOException {
    if (known.changed) {
      backend.setCurrentKey(key);
      state.update(known.dossier);
      known.changed = false;
    }
  }
}
