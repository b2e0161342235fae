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
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.Link;
import io.waybill.schemas.ReferenceMessage;
import io.waybill.schemas.ReferenceState;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.wire.AvroCodec;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Finds the shipment of facts that came by a reference. Keyed by reference ({@link #keyOf}). Facts
 * that found theirs leave by the side output {@link #FACTS}; exceptions, dead letters and (from its
 * operator) the progress by the main one.
 *
 * <p>State, for each reference: the link that stands and all facts by it, packed in one {@link
 * ReferenceState}. Cleared when nothing was heard of the reference for the retention; facts that
 * still wait then become dead letters, and so do at once those beyond the most that may wait.
 * Conflicting links raise LINK_CONFLICT.
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

  private transient ReferenceBook book;
  private transient ValueState<ReferenceState> states;
  private transient LogEntries entries;
  private transient AvroCodec<ShipmentLogRecord> factCodec;
  private transient TopicRecord.Encoder<DeadLetter> deadLetters;
  private transient TopicRecord.Encoder<ExceptionRaised> exceptions;

  /**
   * @param unmatchedAfter milliseconds of log time
   * @param retention milliseconds of log time
   * @param partitions of the topics
   */
  public IdentityFunction(
      PublishedRules rules, long unmatchedAfter, long retention, int partitions) {
    this.rules = rules;
    this.unmatchedAfter = unmatchedAfter;
    this.retention = retention;
    this.partitions = partitions;
  }

  /** The key: the reference that a message is about. */
  public static String keyOf(ReferenceMessage message) {
    return message.getBody() instanceof Link link
        ? References.key(link.getReference())
        : References.key(((ShipmentFact) message.getBody()).getEnvelope().getReference());
  }

  @Override
  public void open(OpenContext context) {
    book = new ReferenceBook(rules);
    states =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("reference", new AvroTypeInfo<>(ReferenceState.class)));
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
    ReferenceState state = states.value();
    if (state == null) {
      state = ReferenceBook.unknown();
    }
    if (message.getBody() instanceof ShipmentFact fact && ReferenceBook.isFull(state)) {
      refuse(fact, out);
      return;
    }
    if (message.getBody() instanceof Link link) {
      LinkConflict.between(state.getLink(), link).ifPresent(raised -> raise(raised, out));
    }
    List<Delivery> deliveries =
        message.getBody() instanceof Link link
            ? book.link(state, link)
            : book.fact(state, (ShipmentFact) message.getBody());
    for (Delivery delivery : deliveries) {
      context.output(FACTS, entries.of(delivery.fact(), delivery.logTime()));
    }
    setUnmatchedTimer(state, context.timerService());
    if (state.getRetentionTimer() == null) {
      setRetentionTimer(state, context.timerService());
    }
    states.update(state);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TopicRecord> out)
      throws Exception {
    ReferenceState state = states.value();
    if (state == null) {
      return;
    }
    if (state.getUnmatchedAt() != null && state.getUnmatchedAt() <= time) {
      raise(Unmatched.exception(state, state.getUnmatchedAt()), out);
      state.setUnmatchedRaised(true);
      state.setUnmatchedAt(null);
    }
    if (state.getRetentionTimer() != null && state.getRetentionTimer() <= time) {
      if (state.getLastActivity() + retention <= time) {
        forget(state, time, context.timerService(), out);
        return;
      }
      setRetentionTimer(state, context.timerService());
    }
    states.update(state);
  }

  private void forget(
      ReferenceState state, long time, TimerService timers, Collector<TopicRecord> out) {
    if (state.getUnmatchedAt() != null) {
      timers.deleteEventTimeTimer(state.getUnmatchedAt());
    }
    if (state.getLink() == null) {
      for (ShipmentFact fact : state.getFacts()) {
        refuse(fact, time, out);
      }
    }
    states.clear();
  }

  private void raise(ExceptionRaised raised, Collector<TopicRecord> out) {
    out.collect(
        exceptions.encode(
            raised.getSubject(), raised.getRaisedAt(), raised.getExceptionId(), raised));
  }

  private void refuse(ShipmentFact fact, Collector<TopicRecord> out) {
    refuse(fact, fact.getEnvelope().getRecordedAt(), out);
  }

  private void refuse(ShipmentFact fact, long time, Collector<TopicRecord> out) {
    byte[] content = factCodec.encode(new ShipmentLogRecord(fact));
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
