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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * Hosts the join. A fact waits for the watermark of its log time; then the shipment takes it, says
 * its status, and is judged with all that it was told at that time. The shipments touched last stay
 * on the heap; what changed of them goes into the state when they make room for others, and before
 * each snapshot.
 *
 * <p>State, by shipment: one packed {@link Dossier}, in single-object encoding. A snapshot finds no
 * waiting fact: the shipments take them before it, and a timer at their log time sees to it that
 * they are judged. Timers: those, and one at the next deadline, re-armed when it fires too early. A
 * settled shipment has none: its dossier stays as the archive record, in which a later fact finds
 * its place, until dispute horizon and retention have passed since its last fact; the sweep of each
 * log month clears it. A shipment that is not settled is kept: money hangs on it.
 */
public final class ShipmentFunction extends ClockedFunction<LogRecord> {

  private static final long serialVersionUID = 1L;

  /** So many facts wait at most, if the clock stands still for long or partitions run apart. */
  private static final int MOST_ARRIVALS = 100_000;

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

  /** Facts that no shipment has taken yet, by their log time, in their order of arrival. */
  private transient TreeMap<Long, List<Arrival>> arrivals;

  private transient int arrived;

  /** Keys of shipments that have taken facts and are not judged yet, by the facts' log time. */
  private transient TreeMap<Long, Set<String>> unjudged;

  private transient TopicRecord.Encoder<TransitionLogRecord> transitions;
  private transient TopicRecord.Encoder<ShipmentStatus> statuses;

  private record Arrival(String key, byte[] logged) {}

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
    arrivals = new TreeMap<>();
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
    timers = context.timerService();
    arrivals
        .computeIfAbsent(logTime, time -> new ArrayList<>())
        .add(new Arrival(context.getCurrentKey(), entry.value));
    arrived++;
    waitUntil(logTime);
    if (arrived == MOST_ARRIVALS) {
      takeAll(out);
    }
  }

  @Override
  protected void onWatermark(long watermark, Collector<TopicRecord> out) throws Exception {
    for (long time = nextTime(); time <= watermark; time = nextTime()) {
      take(arrivals.remove(time), time, out);
      for (String key : unjudged.getOrDefault(time, Set.of())) {
        backend.setCurrentKey(key);
        advance(key, time, out);
      }
      unjudged.remove(time);
    }
    cache.pack();
  }

  /** The earliest log time of which facts wait; {@link Long#MAX_VALUE} when none does. */
  private long nextTime() {
    return Math.min(
        arrivals.isEmpty() ? Long.MAX_VALUE : arrivals.firstKey(),
        unjudged.isEmpty() ? Long.MAX_VALUE : unjudged.firstKey());
  }

  private void takeAll(Collector<TopicRecord> out) throws Exception {
    for (Map.Entry<Long, List<Arrival>> waiting : arrivals.entrySet()) {
      take(waiting.getValue(), waiting.getKey(), out);
    }
    arrivals.clear();
  }

  /** The shipments take the facts of one log time, and say where they stand. */
  private void take(List<Arrival> facts, long logTime, Collector<TopicRecord> out)
      throws Exception {
    if (facts == null) {
      return;
    }
    arrived -= facts.size();
    Set<String> changed = unjudged.computeIfAbsent(logTime, time -> new LinkedHashSet<>());
    for (Arrival fact : facts) {
      backend.setCurrentKey(fact.key);
      Shipment shipment = cache.get(fact.key);
      List<Transition> said = shipment.advance(logTime - 1);
      boolean isNew = shipment.add(fact.logged, logTime);
      if (!isNew && said.isEmpty()) {
        continue;
      }
      write(said, out);
      if (isNew) {
        ShipmentStatus status = shipment.status(logTime);
        String id = fact.key + "/" + status.getRevision();
        out.collect(statuses.encode(fact.key, logTime, id, status));
        changed.add(fact.key);
      }
      arm(shipment.dossier());
      cache.changed(fact.key);
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
  protected void beforeSnapshot(Collector<TopicRecord> out) throws Exception {
    takeAll(out);
    cache.flush();
    for (Map.Entry<Long, Set<String>> waiting : unjudged.entrySet()) {
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
