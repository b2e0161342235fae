package io.waybill.operators.shipment.flink;

import io.waybill.operators.billing.RuleBook;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.ClockedFunction;
import io.waybill.operators.log.flink.LogRecord;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.operators.log.flink.WriteBehind;
import io.waybill.operators.shipment.Shipment;
import io.waybill.operators.shipment.Shipments;
import io.waybill.schemas.Dossier;
import io.waybill.schemas.ShipmentStatus;
import io.waybill.schemas.Transition;
import io.waybill.schemas.TransitionLogRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
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
 * open on the heap; what changed of them is packed into the state when they make room for others,
 * and before each snapshot.
 *
 * <p>State, by shipment: one packed {@link Dossier}, in single-object encoding. A snapshot finds no
 * waiting fact: the shipments take them before it, and a timer at their log time sees to it that
 * they are judged; it fires to no effect when they were. Timers: those, and one at the next
 * deadline, or before it: when the deadline moves to later it stays, fires, and is set anew; when
 * it moves to earlier it is cleared and set anew. A settled shipment sets none: its dossier stays
 * as the archive record, in which a later fact finds its place, until dispute horizon and retention
 * have passed since its last fact; the sweep of each log month clears it. A shipment that is not
 * settled is kept: money hangs on it.
 */
public final class ShipmentFunction extends ClockedFunction<LogRecord> {

  private static final long serialVersionUID = 1L;

  /** So many facts wait at most, if the clock stands still for long or partitions run apart. */
  private static final int MOST_WAITING = 100_000;

  private final String rulesJson;
  private final int partitions;
  private final Duration retention;
  private final int cached;

  private transient KeyedStateBackend<String> backend;
  private transient Shipments shipments;
  private transient WriteBehind<Shipment> cache;
  private transient TimerService timers;

  /**
   * Of each partition the facts that are not judged yet. Within one, log times never fall; what is
   * said of the facts of one goes to one partition, and to others there is no order to keep.
   */
  private transient List<Deque<Arrival>> arrivals;

  /** How many of them no shipment has taken. */
  private transient int waiting;

  private transient TopicRecord.Encoder<TransitionLogRecord> transitions;
  private transient TopicRecord.Encoder<ShipmentStatus> statuses;

  /** A fact that is not judged yet. */
  private static final class Arrival {
    private final String shipment;
    private final long logTime;

    /** Null when the shipment has taken it. */
    private byte[] logged;

    Arrival(String shipment, long logTime, byte[] logged) {
      this.shipment = shipment;
      this.logTime = logTime;
      this.logged = logged;
    }
  }

  /**
   * @param rulesJson the rules, as {@link RuleBook#parse} reads them
   * @param partitions of the topics that it writes
   * @param retention log time for which a closed shipment is kept after its dispute horizon
   * @param cached how many shipments a task keeps open on the heap, at least 1
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
    shipments = new Shipments(RuleBook.parse(rulesJson));
    cache = new WriteBehind<>(cached, new Dossiers(), backend);
    arrivals = Stream.<Deque<Arrival>>generate(ArrayDeque::new).limit(partitions).toList();
    transitions =
        new TopicRecord.Encoder<>(
            Topics.TRANSITIONS, partitions, TransitionLogRecord.class, "Transition");
    statuses =
        new TopicRecord.Encoder<>(
            Topics.SHIPMENT_STATUS, partitions, ShipmentStatus.class, "ShipmentStatus");
  }

  /** The packed dossiers in the state. */
  private final class Dossiers implements WriteBehind.Store<Shipment> {

    private final ValueState<byte[]> state = getRuntimeContext().getState(descriptor());

    @Override
    public Shipment read() throws IOException {
      byte[] packed = state.value();
      return packed == null ? null : shipments.open(backend.getCurrentKey(), packed);
    }

    @Override
    public void write(Shipment shipment) throws IOException {
      state.update(shipments.pack(shipment));
    }
  }

  @Override
  public void processElement(LogRecord entry, Context context, Collector<TopicRecord> out)
      throws Exception {
    timers = context.timerService();
    Arrival arrival = new Arrival(entry.key, context.timestamp(), entry.value);
    arrivals.get(TopicRecord.partitionOf(entry.key, partitions)).add(arrival);
    waiting++;
    waitUntil(arrival.logTime);
    if (waiting == MOST_WAITING) {
      takeAll(out);
    }
  }

  @Override
  protected void onWatermark(long watermark, Collector<TopicRecord> out) throws Exception {
    for (Deque<Arrival> partition : arrivals) {
      while (!partition.isEmpty() && partition.peek().logTime <= watermark) {
        judgeFirst(partition, out);
      }
    }
  }

  /** Judges the shipments that were told something at the earliest log time of a partition. */
  private void judgeFirst(Deque<Arrival> partition, Collector<TopicRecord> out) throws Exception {
    Arrival first = partition.poll();
    Shipment shipment = take(first, out);
    if (partition.isEmpty() || partition.peek().logTime != first.logTime) {
      judge(shipment, first.logTime, out);
      return;
    }
    List<String> told = new ArrayList<>();
    told.add(first.shipment);
    while (!partition.isEmpty() && partition.peek().logTime == first.logTime) {
      Arrival next = partition.poll();
      take(next, out);
      told.add(next.shipment);
    }
    for (String key : told) {
      judge(cache.get(key), first.logTime, out);
    }
  }

  private void takeAll(Collector<TopicRecord> out) throws Exception {
    for (Deque<Arrival> partition : arrivals) {
      for (Arrival arrival : partition) {
        take(arrival, out);
      }
    }
  }

  /** The shipment takes a fact, unless it has, and says where it stands. */
  private Shipment take(Arrival arrival, Collector<TopicRecord> out) throws Exception {
    String key = arrival.shipment;
    Shipment known = cache.get(key);
    if (arrival.logged == null) {
      return known;
    }
    waiting--;
    long logTime = arrival.logTime;
    Shipment shipment = known == null ? shipments.unknown(key) : known;
    List<Transition> said = shipment.advance(logTime - 1);
    boolean isNew = shipment.add(arrival.logged, logTime);
    arrival.logged = null;
    if (isNew || !said.isEmpty()) {
      write(said, out);
      if (isNew) {
        ShipmentStatus status = shipment.status(logTime);
        out.collect(statuses.encode(key, logTime, key + "/" + status.getRevision(), status));
      }
      arm(shipment);
      cache.put(key, shipment);
    }
    return shipment;
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TopicRecord> out)
      throws Exception {
    timers = context.timerService();
    Shipment shipment = cache.get(context.getCurrentKey());
    // When it was cleared, the timer was of a deadline that had lost its meaning.
    if (shipment != null) {
      judge(shipment, time, out);
    }
  }

  /** Judges a shipment at a log time, unless it was. */
  private void judge(Shipment shipment, long time, Collector<TopicRecord> out) throws Exception {
    boolean fired = shipment.disarm(time);
    if (fired || shipment.due() <= time) {
      write(shipment.advance(time), out);
      arm(shipment);
      cache.put(shipment.key(), shipment);
    }
  }

  @Override
  protected void beforeSnapshot(Collector<TopicRecord> out) throws Exception {
    takeAll(out);
    cache.flush();
    for (Deque<Arrival> partition : arrivals) {
      for (Arrival arrival : partition) {
        backend.setCurrentKey(arrival.shipment);
        setTimer(timers, arrival.logTime);
      }
    }
  }

  private void arm(Shipment shipment) {
    long before = shipment.armed();
    long now = shipment.arm();
    if (now != before) {
      backend.setCurrentKey(shipment.key());
      timers.deleteEventTimeTimer(before);
      setTimer(timers, now);
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
  protected void sweep(
      long watermark, KeyedStateBackend<String> backend, Collector<TopicRecord> out)
      throws Exception {
    cache.clear();
    backend.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        descriptor(),
        (key, dossier) -> {
          if (shipments.closedBefore(watermark - retention.toMillis(), key, dossier.value())) {
            dossier.clear();
          }
        });
  }
}
