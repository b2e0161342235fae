package io.waybill.operators.shipment.flink;

import io.waybill.operators.billing.RuleBook;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.ClockedFunction;
import io.waybill.operators.log.flink.LogRecord;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.operators.shipment.Shipment;
import io.waybill.schemas.Dossier;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.ShipmentStatus;
import io.waybill.schemas.Transition;
import io.waybill.schemas.TransitionLogRecord;
import io.waybill.schemas.wire.AvroCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

/**
 * Hosts the join. Reads the facts of a shipment at their log time; writes its status at once and
 * its transitions when the clock has passed. The shipments touched last stay decoded on the heap;
 * what changed of them goes into the state when they make room for others, and before each
 * snapshot.
 *
 * <p>State, by shipment: one packed {@link Dossier}, in single-object encoding. A fact waits on the
 * heap for the watermark of its log time, to be judged; a snapshot puts a timer in its place.
 * Timers: those, and one at the next deadline, re-armed when it fires too early. A settled shipment
 * has none: its dossier stays as the archive record, in which a later fact finds its place, until
 * dispute horizon and retention have passed since its last fact; the sweep of each log month clears
 * it. A shipment that is not settled is kept: money hangs on it.
 */
public final class ShipmentFunction extends ClockedFunction<LogRecord> {

  private static final long serialVersionUID = 1L;

  private final String rulesJson;
  private final int partitions;
  private final Duration retention;
  private final int cached;

  private transient KeyedStateBackend<String> backend;
  private transient RuleBook ruleBook;
  private transient AvroCodec<ShipmentLogRecord> log;
  private transient AvroCodec<Dossier> dossiers;
  private transient ShipmentCache cache;
  private transient TimerService timers;

  /** Keys of shipments with facts that are not judged yet, by the facts' log time. */
  private transient TreeMap<Long, List<String>> unjudged;

  private transient TopicRecord.Encoder<TransitionLogRecord> transitions;
  private transient TopicRecord.Encoder<ShipmentStatus> statuses;

  /**
   * @param rulesJson the rules, as {@link RuleBook#parse} reads them
   * @param partitions of the topics that it writes
   * @param retention log time for which a closed shipment is kept after its dispute horizon
   * @param cached how many shipments a task keeps decoded on the heap, at least 1
   */
  public ShipmentFunction(String rulesJson, int partitions, Duration retention, int cached) {
    this.rulesJson = rulesJson;
    this.partitions = partitions;
    this.retention = retention;
    this.cached = cached;
  }

  private static ValueStateDescriptor<byte[]> descriptor() {
    return new ValueStateDescriptor<>(
        "dossier", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
  }

  @Override
  protected void keyedBackend(KeyedStateBackend<String> backend) {
    this.backend = backend;
  }

  @Override
  public void open(OpenContext context) {
    ruleBook = RuleBook.parse(rulesJson);
    log = AvroCodec.of(ShipmentLogRecord.class);
    dossiers = AvroCodec.of(Dossier.class);
    unjudged = new TreeMap<>();
    cache =
        new ShipmentCache(
            cached, ruleBook, log, dossiers, getRuntimeContext().getState(descriptor()), backend);
    transitions =
        new TopicRecord.Encoder<>(
            Topics.TRANSITIONS, partitions, TransitionLogRecord.class, "Transition");
    statuses =
        new TopicRecord.Encoder<>(
            Topics.SHIPMENT_STATUS, partitions, ShipmentStatus.class, "ShipmentStatus");
  }

  @Override
  public void processElement(LogRecord entry, Context context, Collector<TopicRecord> out)
      throws Exception {
    long logTime = context.timestamp();
    String key = context.getCurrentKey();
    Shipment shipment = cache.get(key);
    List<Transition> said = shipment.advance(logTime - 1);
    boolean isNew = shipment.add(entry.value, logTime);
    if (!isNew && said.isEmpty()) {
      return;
    }
    write(said, out);
    if (isNew) {
      ShipmentStatus status = shipment.status(logTime);
      String id = key + "/" + status.getRevision();
      out.collect(statuses.encode(key, logTime, id, status));
      unjudged.computeIfAbsent(logTime, time -> new ArrayList<>()).add(key);
      waitUntil(logTime);
    }
    timers = context.timerService();
    arm(shipment.dossier());
    cache.changed(key);
  }

  @Override
  protected void onWatermark(long watermark, Collector<TopicRecord> out) throws Exception {
    while (!unjudged.isEmpty() && unjudged.firstKey() <= watermark) {
      Map.Entry<Long, List<String>> due = unjudged.pollFirstEntry();
      for (String key : due.getValue()) {
        backend.setCurrentKey(key);
        advance(key, due.getKey(), out);
      }
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TopicRecord> out)
      throws Exception {
    timers = context.timerService();
    advance(context.getCurrentKey(), time, out);
  }

  private void advance(String key, long time, Collector<TopicRecord> out) throws Exception {
    Shipment shipment = cache.get(key);
    Dossier dossier = shipment.dossier();
    write(shipment.advance(time), out);
    if (dossier.getArmed() != null && dossier.getArmed() <= time) {
      dossier.setArmed(null);
    }
    arm(dossier);
    cache.changed(key);
  }

  @Override
  protected void beforeSnapshot() throws Exception {
    cache.flush();
    for (Map.Entry<Long, List<String>> waiting : unjudged.entrySet()) {
      for (String key : waiting.getValue()) {
        backend.setCurrentKey(key);
        setTimer(timers, waiting.getKey());
      }
    }
  }

  private void arm(Dossier dossier) {
    Long deadline = dossier.getNextDeadline();
    if (deadline != null && (dossier.getArmed() == null || deadline < dossier.getArmed())) {
      setTimer(timers, deadline);
      dossier.setArmed(deadline);
    }
  }

  private void write(List<Transition> said, Collector<TopicRecord> out) {
    for (int from = 0, to; from < said.size(); from = to) {
      Transition first = said.get(from);
      to = from + 1;
      while (to < said.size() && said.get(to).getTime() == first.getTime()) {
        to++;
      }
      out.collect(
          transitions.encode(
              first.getShipment(),
              first.getTime(),
              first.getShipment() + "/" + first.getNumber(),
              new TransitionLogRecord(first, said.subList(from + 1, to))));
    }
  }

  @Override
  protected void sweep(long watermark, KeyedStateBackend<String> backend) throws Exception {
    cache.clear();
    backend.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        descriptor(),
        (key, dossier) -> {
          Dossier kept = dossiers.decode(dossier.value());
          // The cheap question first: most dossiers are young or open.
          if (kept.getLastLogTime() + retention.toMillis() < watermark) {
            Shipment shipment = Shipment.of(key, kept, ruleBook, log);
            if (shipment.closed() && shipment.closesAt() + retention.toMillis() < watermark) {
              dossier.clear();
            }
          }
        });
  }
}
