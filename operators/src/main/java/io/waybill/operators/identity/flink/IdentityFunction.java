package io.waybill.operators.identity.flink;

import io.waybill.operators.identity.Address;
import io.waybill.operators.identity.LinkConflict;
import io.waybill.operators.identity.Move;
import io.waybill.operators.identity.ReferenceBook;
import io.waybill.operators.identity.Unmatched;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.flink.LogEntries;
import io.waybill.operators.intake.flink.LogEntry;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.ClockedFunction;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.operators.log.flink.WireTypeInfo;
import io.waybill.operators.log.flink.WriteBehind;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.FactByReference;
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
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
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
 * cleared when nothing was heard of the reference for the retention, by the next message about it
 * or the next sweep of a log month; facts that still wait then become dead letters, and so do at
 * once those beyond the most that may wait. Conflicting links raise LINK_CONFLICT.
 *
 * <p>Timers, for each reference: one at the first waiting fact's recorded time plus the option
 * {@code waybill.identity.unmatched-after}, which raises UNMATCHED; cleared by a link.
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

  private transient StoredReferences stored;
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
  private static final class Known {

    private final ReferenceState state;
    private final List<FactByReference> newFacts = new ArrayList<>(2);

    /** Whether the state has facts of it; a link of a new reference need not look. */
    private boolean hasStoredFacts;

    Known(ReferenceState state) {
      this.state = state;
    }
  }

  /** The key: the reference that a message is about. */
  public static String keyOf(ReferenceMessage message) {
    return message.getBody() instanceof Link link
        ? References.key(link.getReference())
        : ((FactByReference) message.getBody()).getReference();
  }

  @Override
  protected void keyedBackend(KeyedStateBackend<String> backend) {
    this.backend = backend;
  }

  private static ValueStateDescriptor<ReferenceState> descriptor() {
    return new ValueStateDescriptor<>("reference", new WireTypeInfo<>(ReferenceState.class));
  }

  @Override
  public void open(OpenContext context) {
    book = new ReferenceBook(rules);
    states = getRuntimeContext().getState(descriptor());
    facts =
        getRuntimeContext()
            .getListState(
                new ListStateDescriptor<>(
                    "facts", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    stored = new StoredReferences();
    references = new WriteBehind<>(cached, stored, backend);
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
    Known known = known(key, context.timerService().currentWatermark(), out);
    ReferenceState state = known.state;
    if (message.getBody() instanceof Link link) {
      LinkConflict.between(state.getLink(), link).ifPresent(raised -> raise(raised, out));
      Optional<Move> move = book.link(state, link);
      if (move.isPresent()) {
        move(known, move.get(), context);
      }
    } else {
      FactByReference fact = (FactByReference) message.getBody();
      if (ReferenceBook.isFull(state)) {
        refuse(fact, fact.getRecordedAt(), out);
        return;
      }
      if (ReferenceBook.take(state, fact.getFactId(), fact.getRecordedAt())) {
        known.newFacts.add(fact);
        book.address(state, fact.getRecordedAt())
            .ifPresent(address -> deliver(fact, address, context));
      }
    }
    setUnmatchedTimer(state, context.timerService());
    references.put(key, known);
  }

  @Override
  protected void beforeSnapshot(Collector<TopicRecord> out) throws Exception {
    references.flush();
  }

  /** What is known of the reference of the current key. */
  private Known known(String key, long watermark, Collector<TopicRecord> out) throws Exception {
    Known known = references.get(key);
    if (known != null && isOver(known.state, watermark)) {
      forget(key, known, out);
      known = null;
    }
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
      known.hasStoredFacts = !state.getFactIds().isEmpty();
      for (ShipmentFact kept : state.getFacts()) {
        FactByReference fact = entries.byReference(kept);
        ReferenceBook.take(state, fact.getFactId(), fact.getRecordedAt());
        known.newFacts.add(fact);
      }
      state.setFacts(List.of());
      return known;
    }

    @Override
    public void write(Known known) throws IOException {
      states.update(copy(known.state));
      try {
        facts.addAll(known.newFacts.stream().map(fact -> fact.getFact().array()).toList());
      } catch (Exception e) {
        throw new IOException("The facts of a reference cannot be kept.", e);
      }
      known.hasStoredFacts |= !known.newFacts.isEmpty();
      known.newFacts.clear();
    }
  }

  private static ReferenceState copy(ReferenceState state) {
    // Of what it refers to, only the ids ever change.
    return new ReferenceState(
        state.getLink(),
        state.getFacts(),
        state.getUnmatchedAt(),
        state.getUnmatchedRaised(),
        state.getLastActivity(),
        new ArrayList<>(state.getFactIds()),
        state.getFirstRecordedAt());
  }

  /** The facts by the reference of the current key, in the order of their arrival. */
  private List<FactByReference> facts(Known known) throws Exception {
    List<FactByReference> all = new ArrayList<>();
    if (known.hasStoredFacts) {
      for (byte[] fact : facts.get()) {
        all.add(entries.byReference(fact));
      }
    }
    all.addAll(known.newFacts);
    return all;
  }

  private ShipmentFact decoded(byte[] fact) {
    return (ShipmentFact) factCodec.decode(fact).getBody();
  }

  private void move(Known known, Move move, Context context) throws Exception {
    move.told().ifPresent(fact -> context.output(FACTS, entries.of(fact, move.moment())));
    for (FactByReference fact : facts(known)) {
      deliver(fact, book.address(fact.getRecordedAt(), move), context);
    }
  }

  private void deliver(FactByReference fact, Address address, Context context) {
    context.output(
        FACTS,
        entries.of(
            fact, address.shipment(), address.link(), address.rulesVersion(), address.logTime()));
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
      List<FactByReference> waiting = facts(known);
      ShipmentFact first = decoded(waiting.get(0).getFact().array());
      raise(Unmatched.exception(first, waiting.size(), state.getUnmatchedAt()), out);
      state.setUnmatchedRaised(true);
      state.setUnmatchedAt(null);
    }
    references.put(key, known);
  }

  @Override
  protected void sweep(
      long watermark, KeyedStateBackend<String> backend, Collector<TopicRecord> out)
      throws Exception {
    references.clear();
    backend.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        descriptor(),
        (key, reference) -> {
          Known known = stored.read();
          if (isOver(known.state, watermark)) {
            forget(key, known, out);
          }
        });
  }

  private boolean isOver(ReferenceState state, long watermark) {
    return state.getLastActivity() + retention <= watermark;
  }

  private void forget(String key, Known known, Collector<TopicRecord> out) throws Exception {
    if (known.state.getLink() == null) {
      long time = known.state.getLastActivity() + retention;
      for (FactByReference fact : facts(known)) {
        refuse(fact, time, out);
      }
    }
    facts.clear();
    states.clear();
    references.forget(key);
  }

  private void raise(ExceptionRaised raised, Collector<TopicRecord> out) {
    out.collect(
        exceptions.encode(
            raised.getSubject(), raised.getRaisedAt(), raised.getExceptionId(), raised));
  }

  private void refuse(FactByReference fact, long time, Collector<TopicRecord> out) {
    byte[] content = fact.getFact().array();
    DeadLetter deadLetter = Unmatched.deadLetter(decoded(content), content);
    out.collect(
        deadLetters.encode(
            deadLetter.getPartner(), Math.max(0, time), deadLetter.getDeadLetterId(), deadLetter));
  }

  private void setUnmatchedTimer(ReferenceState state, TimerService timers) {
    Long due = ReferenceBook.unmatchedAt(state, unmatchedAfter);
    if (Objects.equals(due, state.getUnmatchedAt())) {
      return;
    }
    if (state.getUnmatchedAt() != null) {
      timers.deleteEventTimeTimer(state.getUnmatchedAt());
    }
    if (due != null) {
      setTimer(timers, due);
    }
    state.setUnmatchedAt(due);
  }
}
