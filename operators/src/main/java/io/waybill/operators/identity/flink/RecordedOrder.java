package io.waybill.operators.identity.flink;

import io.waybill.operators.intake.flink.LogEntries;
import io.waybill.schemas.FactByReference;
import io.waybill.schemas.Link;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.ReferenceMessage;
import io.waybill.schemas.ShipmentFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Puts the messages of one reference in the order in which a history recorded them, so that a fact
 * goes to the shipment that its reference meant at that time, and not to the one that a later link
 * in a raw partition read ahead gave it. For histories only: live, a message goes on at once.
 *
 * <p>State, by reference: messages that the raw clock has not passed; cleared by it. Facts that the
 * first release held back undivided leave as those of today. Timers: one at the recorded time of
 * each.
 */
public final class RecordedOrder
    extends KeyedProcessFunction<String, ReferenceMessage, ReferenceMessage> {

  private static final long serialVersionUID = 1L;

  /** Where a message stood among the raw records. */
  private record Place(int partition, long offset, int position) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::partition)
            .thenComparingLong(Place::offset)
            .thenComparingInt(Place::position);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  private static final Comparator<ReferenceMessage> ORDER =
      Comparator.comparingLong(RecordedOrder::recordedAt).thenComparing(RecordedOrder::place);

  private transient ListState<ReferenceMessage> held;
  private transient LogEntries entries;

  @Override
  public void open(OpenContext context) {
    entries = new LogEntries();
    held =
        getRuntimeContext()
            .getListState(
                new ListStateDescriptor<>("held", new AvroTypeInfo<>(ReferenceMessage.class)));
  }

  @Override
  public void processElement(
      ReferenceMessage message, Context context, Collector<ReferenceMessage> out) throws Exception {
    held.add(message);
    context.timerService().registerEventTimeTimer(recordedAt(message));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<ReferenceMessage> out)
      throws Exception {
    List<ReferenceMessage> due = new ArrayList<>();
    List<ReferenceMessage> later = new ArrayList<>();
    for (ReferenceMessage message : held.get()) {
      if (message.getBody() instanceof ShipmentFact fact) {
        message.setBody(entries.byReference(fact));
      }
      (recordedAt(message) <= time ? due : later).add(message);
    }
    due.sort(ORDER);
    due.forEach(out::collect);
    held.update(later);
  }

  private static long recordedAt(ReferenceMessage message) {
    return message.getBody() instanceof Link link
        ? link.getRecordedAt()
        : ((FactByReference) message.getBody()).getRecordedAt();
  }

  private static Place place(ReferenceMessage message) {
    if (message.getBody() instanceof Link link) {
      RawPointer raw = link.getRaw();
      return new Place(raw.getPartition(), raw.getOffset(), raw.getPosition());
    }
    FactByReference fact = (FactByReference) message.getBody();
    return new Place(fact.getRawPartition(), fact.getRawOffset(), fact.getPosition());
  }
}
