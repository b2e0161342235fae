package io.waybill.operators.shipment.flink;

import io.waybill.operators.billing.RuleBook;
import io.waybill.operators.log.flink.WriteBehind;
import io.waybill.operators.shipment.Shipment;
import io.waybill.schemas.Dossier;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.wire.AvroCodec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.KeyedStateBackend;

/**
 * The shipments that were touched last, in front of the state. Those touched since the clock last
 * moved are open, so that a fact and its judgement find the same object; the others are packed, as
 * the state would hold them: a thousand bytes each and one object, which the collector does not
 * feel.
 */
final class ShipmentCache {

  /** So many are open at most, if the clock stands still for long. */
  private static final int MOST_OPEN = 4096;

  private final RuleBook ruleBook;
  private final AvroCodec<ShipmentLogRecord> log;
  private final AvroCodec<Dossier> dossiers;
  private final KeyedStateBackend<String> backend;
  private final WriteBehind<byte[]> packed;
  private final Map<String, Opened> open = new LinkedHashMap<>();

  private static final class Opened {
    private final Shipment shipment;
    private boolean changed;

    Opened(Shipment shipment) {
      this.shipment = shipment;
    }
  }

  /** The packed dossiers in the state. */
  private record Dossiers(ValueState<byte[]> state) implements WriteBehind.Store<byte[]> {

    @Override
    public byte[] read() throws IOException {
      return state.value();
    }

    @Override
    public void write(byte[] dossier) throws IOException {
      state.update(dossier);
    }
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
    this.ruleBook = ruleBook;
    this.log = log;
    this.dossiers = dossiers;
    this.backend = backend;
    this.packed = new WriteBehind<>(capacity, new Dossiers(state), backend);
  }

  /** The shipment of the current key; a new one when nothing is known of it. */
  Shipment get(String key) throws IOException {
    Opened opened = open.get(key);
    if (opened == null) {
      if (open.size() == MOST_OPEN) {
        pack();
        backend.setCurrentKey(key);
      }
      byte[] kept = packed.get(key);
      Dossier dossier = kept == null ? Shipment.emptyDossier() : dossiers.decode(kept);
      opened = new Opened(Shipment.of(key, dossier, ruleBook, log));
      open.put(key, opened);
    }
    return opened.shipment;
  }

  /** The shipment of the current key will be written. */
  void changed(String key) {
    open.get(key).changed = true;
  }

  /** Packs those that are open; the current key may be another one afterwards. */
  void pack() throws IOException {
    for (Map.Entry<String, Opened> opened : open.entrySet()) {
      if (opened.getValue().changed) {
        packed.put(opened.getKey(), dossiers.encode(opened.getValue().shipment.dossier()));
      }
    }
    open.clear();
  }

  /** Writes all that changed; the current key may be another one afterwards. */
  void flush() throws IOException {
    pack();
    packed.flush();
  }

  /** Writes all that changed and forgets everything, so that others may change the state. */
  void clear() throws IOException {
    pack();
    packed.clear();
  }
}
