package io.waybill.operators.identity.flink;

import io.waybill.operators.identity.Delivery;
import io.waybill.operators.identity.LinkConflict;
import io.waybill.operators.identity.ReferenceBook;
import io.waybill.operators.identity.Unmatched;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.flink.LogEntries;
import io.waybill.operators.intake.flink.LogEntry;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.ClockedFunction;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.operators.log.flink.WriteBehind;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.Link;
import io.waybill.schemas.ReferenceMessage;
import io.waybill.schemas.ReferenceState;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.wire.AvroCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificData;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Finds the shipment of facts that came by a reference. Keyed by reference ({@link #keyOf}). Facts
 * that found theirs leave by the side output {@link #FACTS}; exceptions, dead letters and (from its
 * operator) the progress by the main one.
 *
 * <p>State, for each reference: the link that stands and what is known of its facts, packed in one
 * {@link ReferenceState}; and the facts, a list that only a link or a deadline reads. The
 * references touched last stay on the heap, with their new facts, until a snapshot. The state is
 * cleared when nothing was heard of the reference for the retention; facts that still wait then
 * become dead letters, and so do at once those beyond the most that may wait. Conflicting links
 * raise LINK_CONFLICT.
 *
 * <p>Timers, for each reference: one at the first waiting fact's recorded time plus the option
 * {@code waybill.identity.unmatched-after}, which raises UNMATCHED; cleared by a link, or with the
 * state. One at the last activity plus the retention, set anew when it fires early; it is gone with
 * the state. Whoever runs the clock on after a history waits for the first kind only: a replay need
 * not run through the retention.
 */
public class IdentityFunction extends ClockedFunction<ReferenceMessage> {

  private static final long serialVersionUID = 1L;

  public static final OutputTag<LogEntry> FACTS = new OutputTag<>("facts") {};

  private final PublishedRules rules;
  private final long unmatchedAfter;
  private final long retention;
  private final int partitions;
  private final int cached;

  private transient ReferenceBook book;
  private transient KeyedStateBackend<String> backend;
  private transient ValueState<ReferenceState> states;

  /** In single-object encoding. */
  private transient ListState<byte[]> facts;

  private transient WriteBehind<Known> references;
  private transient LogEntries entries;
  private transient AvroCodec<ShipmentLogRecord> factCodec;
  private transient TopicRecord.Encoder<DeadLetter> deadLetters;
  private transient TopicRecord.Encoder<ExceptionRaised> exceptions;

  /**
   * @param unmatchedAfter milliseconds of log time
   * @param retention milliseconds of log time
   * @param partitions of the topics
   * @param cached how many references a task keeps on the heap, at least 1
   */
  public IdentityFunction(
      PublishedRules rules, long unmatchedAfter, long retention, int partitions, int cached) {
    this.rules = rules;
    this.unmatchedAfter = unmatchedAfter;
    this.retention = retention;
    this.partitions = partitions;
    this.cached = cached;
  }

  /** A reference, and its facts that the state does not have yet. */
  private record Known(ReferenceState state, List<byte[]> newFacts) {

    Known(ReferenceState state) {
      this(state, new ArrayList<>(2));
    }
  }

  /** The key: the reference that a message is about. */
  public static String keyOf(ReferenceMessage message) {
    return message.getBody() instanceof Link link
        ? References.key(link.getReference())
        : References.key(((ShipmentFact) message.getBody()).getEnvelope().getReference());
  }

  @Override
  protected void keyedBackend(KeyedStateBackend<String> backend) {
    this.backend = backend;
  }

  @Override
  public void open(OpenContext context) {
    book = new ReferenceBook(rules);
    states =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("reference", new AvroTypeInfo<>(ReferenceState.class)));
    facts =
        getRuntimeContext()
            .getListState(
                new ListStateDescriptor<>(
                    "facts", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    references = new WriteBehind<>(cached, new StoredReferences(), backend);
    entries = new LogEntries();
    factCodec = AvroCodec.of(ShipmentLogRecord.class);
    deadLetters =
        new TopicRecord.Encoder<>(Topics.DEAD_LETTERS, partitions, DeadLetter.class, "DeadLetter");
    exceptions =
        new TopicRecord.Encoder<>(
            Topics.EXCEPTIONS, partitions, ExceptionRaised.class, "ExceptionRaised");
  }

  @Override
  public void processElement(ReferenceMessage message, Context context, Collector<TopicRecord> out)
      throws Exception {
    String key = context.getCurrentKey();
    Known known = known(key);
    ReferenceState state = known.state;
    if (message.getBody() instanceof Link link) {
      LinkConflict.between(state.getLink(), link).ifPresent(raised -> raise(raised, out));
      book.link(state, link, decoded(known)).forEach(delivery -> deliver(delivery, context));
    } else {
      ShipmentFact fact = (ShipmentFact) message.getBody();
      if (ReferenceBook.isFull(state)) {
        refuse(fact, encoded(fact), fact.getEnvelope().getRecordedAt(), out);
        return;
      }
      if (ReferenceBook.take(state, fact)) {
        known.newFacts.add(encoded(fact));
        book.delivery(state, fact).ifPresent(delivery -> deliver(delivery, context));
      }
    }
    setUnmatchedTimer(state, context.timerService());
    if (state.getRetentionTimer() == null) {
      setRetentionTimer(state, context.timerService());
    }
    references.put(key, known);
  }

  @Override
  protected void beforeSnapshot(Collector<TopicRecord> out) throws Exception {
    references.flush();
  }

  /** What is known of the reference of the current key. */
  private Known known(String key) throws IOException {
    Known known = references.get(key);
    return known == null ? new Known(ReferenceBook.unknown()) : known;
  }

  /**
   * The references in the state. A backend on the heap stores what it was given while the task goes
   * on, so it is given copies.
   */
  private final class StoredReferences implements WriteBehind.Store<Known> {

    @Override
    public Known read() throws IOException {
      ReferenceState stored = states.value();
      if (stored == null) {
        return null;
      }
      ReferenceState state = copy(stored);
      Known known = new Known(state);
      for (ShipmentFact fact : state.getFacts()) {
        ReferenceBook.take(state, fact);
        known.newFacts.add(encoded(fact));
      }
      state.setFacts(new ArrayList<>(0));
      return known;
    }

    @Override
    public void write(Known known) throws IOException {
      states.update(copy(known.state));
      try {
        facts.addAll(known.newFacts);
      } catch (Exception e) {
        throw new IOException("The facts of a reference cannot be kept.", e);
      }
      known.newFacts.clear();
    }
  }

  private static ReferenceState copy(ReferenceState state) {
    return SpecificData.get().deepCopy(ReferenceState.SCHEMA$, state);
  }

  /** The facts by the reference of the current key, in the order of their arrival. */
  private List<byte[]> facts(Known known) throws Exception {
    List<byte[]> all = new ArrayList<>();
    facts.get().forEach(all::add);
    all.addAll(known.newFacts);
    return all;
  }

  private List<ShipmentFact> decoded(Known known) throws Exception {
    return facts(known).stream().map(this::decoded).toList();
  }

  private ShipmentFact decoded(byte[] fact) {
    return (ShipmentFact) factCodec.decode(fact).getBody();
  }

  private byte[] encoded(ShipmentFact fact) {
    return factCodec.encode(new ShipmentLogRecord(fact));
  }

  private void deliver(Delivery delivery, Context context) {
    context.output(FACTS, entries.of(delivery.fact(), delivery.logTime()));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TopicRecord> out)
      throws Exception {
    String key = context.getCurrentKey();
    Known known = references.get(key);
    if (known == null) {
      return;
    }
    ReferenceState state = known.state;
    if (state.getUnmatchedAt() != null && state.getUnmatchedAt() <= time) {
      List<byte[]> waiting = facts(known);
      raise(
          Unmatched.exception(decoded(waiting.get(0)), waiting.size(), state.getUnmatchedAt()),
          out);
      state.setUnmatchedRaised(true);
      state.setUnmatchedAt(null);
    }
    if (state.getRetentionTimer() != null && state.getRetentionTimer() <= time) {
      if (state.getLastActivity() + retention <= time) {
        forget(known, time, context.timerService(), out);
        references.forget(key);
        return;
      }
      setRetentionTimer(state, context.timerService());
    }
    references.put(key, known);
  }

  private void forget(Known known, long time, TimerService timers, Collector<TopicRecord> out)
      throws Exception {
    if (known.state.getUnmatchedAt() != null) {
      timers.deleteEventTimeTimer(known.state.getUnmatchedAt());
    }
    if (known.state.getLink() == null) {
      for (byte[] fact : facts(known)) {
        refuse(decoded(fact), fact, time, out);
      }
    }
    facts.clear();
    states.clear();
  }

  private void raise(ExceptionRaised raised, Collector<TopicRecord> out) {
    out.collect(
        exceptions.encode(
            raised.getSubject(), raised.getRaisedAt(), raised.getExceptionId(), raised));
  }

  private void refuse(ShipmentFact fact, byte[] content, long time, Collector<TopicRecord> out) {
    DeadLetter deadLetter = Unmatched.deadLetter(fact, content);
    out.collect(
        deadLetters.encode(
            deadLetter.getPartner(), Math.max(0, time), deadLetter.getDeadLetterId(), deadLetter));
  }

  private void setUnmatchedTimer(ReferenceState state, TimerService timers) {
    Long due = ReferenceBook.unmatchedAt(state, unmatchedAfter);
    if (Objects.equals(due, state.getUnmatchedAt())) {
      return;
    }
    Long before = state.getUnmatchedAt();
    if (before != null && !before.equals(state.getRetentionTimer())) {
      timers.deleteEventTimeTimer(before);
    }
    if (due != null) {
      setTimer(timers, due);
    }
    state.setUnmatchedAt(due);
  }

  private void setRetentionTimer(ReferenceState state, TimerService timers) {
    long due = state.getLastActivity() + retention;
    timers.registerEventTimeTimer(due);
    state.setRetentionTimer(due);
  }
}
