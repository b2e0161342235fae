package io.waybill.operators.intake.control.flink;

import io.waybill.operators.intake.control.ControlNotices;
import io.waybill.operators.intake.control.NumberBook;
import io.waybill.operators.intake.control.NumberBook.Hole;
import io.waybill.operators.intake.control.NumberBook.Seen;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.ClockedFunction;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.operators.log.flink.WireTypeInfo;
import io.waybill.operators.log.flink.WriteBehind;
import io.waybill.schemas.Acknowledgement;
import io.waybill.schemas.ControlNumber;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.MessageRecord;
import io.waybill.schemas.NumberSeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ListTypeInfo;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

/**
 * Watches the control numbers of each series ({@link ControlNumber#getSeries}): who sends what to
 * whom. Repeats leave a record and, where the format has one, another answer to the sender; numbers
 * that are missing for the wait become an exception; everything else is answered as it was read.
 * The facts are not held up: they are known by their business identity, so a repeat is not counted
 * twice.
 *
 * <p>Numbers are judged in the order in which they were recorded, up to a second of log time later,
 * so which of two is the repeat does not depend on which raw partition was read first.
 *
 * <p>State, for each series: the numbers that wait for the clock, by their second, and the series,
 * bounded by {@link NumberBook}. What came since the last snapshot waits on the heap, so that a
 * number does not rewrite all those of its second, and so do the series heard of last; before a
 * snapshot they go into the state. Cleared when nothing came for the retention. Timers: one at the
 * end of the second of waiting numbers, one when the first hole is to be told, one at the
 * retention.
 */
public class ControlNumberFunction extends ClockedFunction<ControlNumber> {

  private static final long serialVersionUID = 1L;

  private static final long TOGETHER = 1_000;

  /** So many numbers wait on the heap at most, if the clock stands still for long. */
  private static final int MOST_ARRIVALS = 50_000;

  /** So many series stay on the heap at most. */
  private static final int MOST_SERIES = 1_000;

  private static final Comparator<ControlNumber> ORDER =
      Comparator.comparingLong(ControlNumber::getRecordedAt)
          .thenComparing(number -> number.getRaw().getTopic())
          .thenComparingInt(number -> number.getRaw().getPartition())
          .thenComparingLong(number -> number.getRaw().getOffset())
          .thenComparingInt(number -> number.getRaw().getPosition());

  private final long wait;
  private final long retention;
  private final int partitions;

  private record SeriesSecond(String series, long second) {}

  /**
   * The series in the state. A backend on the heap stores what it was given while the task goes on,
   * so it is given copies.
   */
  private record StoredSeries(ValueState<NumberSeries> state)
      implements WriteBehind.Store<NumberSeries> {

    @Override
    public NumberSeries read() throws IOException {
      NumberSeries stored = state.value();
      return stored == null ? null : NumberSeries.newBuilder(stored).build();
    }

    @Override
    public void write(NumberSeries series) throws IOException {
      state.update(NumberSeries.newBuilder(series).build());
    }
  }

  private transient KeyedStateBackend<String> backend;
  private transient Map<SeriesSecond, List<ControlNumber>> arrivals;
  private transient int arrived;
  private transient MapState<Long, List<ControlNumber>> held;
  private transient WriteBehind<NumberSeries> allSeries;
  private transient ValueState<NumberSeries> states;
  private transient TopicRecord.Encoder<MessageRecord> records;
  private transient TopicRecord.Encoder<ExceptionRaised> exceptions;
  private transient TopicRecord.Encoder<Acknowledgement> acknowledgements;

  /**
   * @param wait milliseconds of log time that a number may come after a higher one
   * @param retention milliseconds of log time
   * @param partitions of the topics
   */
  public ControlNumberFunction(long wait, long retention, int partitions) {
    this.wait = wait;
    this.retention = retention;
    this.partitions = partitions;
  }

  @Override
  protected void keyedBackend(KeyedStateBackend<String> backend) {
    this.backend = backend;
  }

  @Override
  public void open(OpenContext context) {
    arrivals = new LinkedHashMap<>();
    held =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "held",
                    Types.LONG,
                    new ListTypeInfo<>(new AvroTypeInfo<>(ControlNumber.class))));
    states =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("series", new WireTypeInfo<>(NumberSeries.class)));
    allSeries = new WriteBehind<>(MOST_SERIES, new StoredSeries(states), backend);
    records =
        new TopicRecord.Encoder<>(
            Topics.MESSAGES, partitions, MessageRecord.class, "MessageRecord");
    exceptions =
        new TopicRecord.Encoder<>(
            Topics.EXCEPTIONS, partitions, ExceptionRaised.class, "ExceptionRaised");
    acknowledgements =
        new TopicRecord.Encoder<>(
            Topics.ACKNOWLEDGEMENTS, partitions, Acknowledgement.class, "Acknowledgement");
  }

  @Override
  public void processElement(ControlNumber number, Context context, Collector<TopicRecord> out)
      throws Exception {
    long second = endOfSecond(number.getRecordedAt());
    arrivals
        .computeIfAbsent(
            new SeriesSecond(context.getCurrentKey(), second),
            together -> {
              setTimer(context.timerService(), second);
              return new ArrayList<>();
            })
        .add(number);
    arrived++;
    if (arrived == MOST_ARRIVALS) {
      hold();
    }
  }

  @Override
  protected void beforeSnapshot(Collector<TopicRecord> out) throws Exception {
    hold();
    allSeries.flush();
  }

  /** What waits on the heap goes into the state; the current key may be another one afterwards. */
  private void hold() throws Exception {
    for (Map.Entry<SeriesSecond, List<ControlNumber>> waiting : arrivals.entrySet()) {
      backend.setCurrentKey(waiting.getKey().series);
      long second = waiting.getKey().second;
      List<ControlNumber> together = held(second);
      together.addAll(waiting.getValue());
      held.put(second, together);
    }
    arrivals.clear();
    arrived = 0;
  }

  private List<ControlNumber> held(long second) throws Exception {
    List<ControlNumber> numbers = held.get(second);
    return numbers == null ? new ArrayList<>() : numbers;
  }

  private static long endOfSecond(long time) {
    return Math.floorDiv(time, TOGETHER) * TOGETHER + TOGETHER - 1;
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TopicRecord> out)
      throws Exception {
    String key = context.getCurrentKey();
    NumberSeries series = allSeries.get(key);
    List<ControlNumber> due = due(key, time);
    if (series == null && due.isEmpty()) {
      return;
    }
    for (ControlNumber number : due) {
      series = series == null ? NumberBook.begin(number) : series;
      judge(series, number, out);
    }
    for (Hole hole : NumberBook.due(series, time, wait)) {
      ExceptionRaised raised = ControlNotices.gap(series.getLast(), hole, time);
      out.collect(exceptions.encode(raised.getSubject(), time, raised.getExceptionId(), raised));
    }
    TimerService timers = context.timerService();
    if (series.getRetentionTimer() != null && series.getRetentionTimer() <= time) {
      series.setRetentionTimer(null);
      if (series.getLastActivity() + retention <= time && isNoneWaiting(key)) {
        if (series.getHoleTimer() != null) {
          timers.deleteEventTimeTimer(series.getHoleTimer());
        }
        states.clear();
        allSeries.forget(key);
        return;
      }
    }
    setTimers(series, timers);
    allSeries.put(key, series);
  }

  private boolean isNoneWaiting(String key) throws Exception {
    return held.isEmpty()
        && arrivals.keySet().stream().noneMatch(waiting -> waiting.series.equals(key));
  }

  private List<ControlNumber> due(String key, long time) throws Exception {
    long second = endOfSecond(time);
    List<ControlNumber> waiting = held(second);
    boolean wasHeld = !waiting.isEmpty();
    List<ControlNumber> came = arrivals.remove(new SeriesSecond(key, second));
    if (came != null) {
      waiting.addAll(came);
      arrived -= came.size();
    }
    List<ControlNumber> due = new ArrayList<>(waiting);
    List<ControlNumber> later = new ArrayList<>();
    due.removeIf(number -> number.getRecordedAt() > time && later.add(number));
    if (!later.isEmpty()) {
      held.put(second, later);
    } else if (wasHeld) {
      held.remove(second);
    }
    due.sort(ORDER);
    return due;
  }

  private void judge(NumberSeries series, ControlNumber number, Collector<TopicRecord> out) {
    Acknowledgement answer = number.getAnswer();
    if (!number.getRedriven()) {
      Seen seen = NumberBook.take(series, number);
      ControlNotices.record(number, seen)
          .ifPresent(
              record ->
                  out.collect(
                      records.encode(
                          record.getPartner(),
                          number.getRecordedAt(),
                          record.getRecordId(),
                          record)));
      ControlNotices.reused(number, seen)
          .ifPresent(
              raised ->
                  out.collect(
                      exceptions.encode(
                          raised.getSubject(),
                          number.getRecordedAt(),
                          raised.getExceptionId(),
                          raised)));
      if (seen.repeats() && number.getAnswerToRepeat() != null) {
        answer = number.getAnswerToRepeat();
      }
      // The series keeps the number, not what was answered.
      number.setAnswer(null);
      number.setAnswerToRepeat(null);
    }
    if (answer != null) {
      out.collect(
          acknowledgements.encode(
              answer.getPartner(), number.getRecordedAt(), answer.getAcknowledgementId(), answer));
    }
  }

  private void setTimers(NumberSeries series, TimerService timers) {
    Long hole = NumberBook.nextDue(series, wait);
    if (!Objects.equals(hole, series.getHoleTimer())) {
      // The earlier timer, if it is one of another purpose too, finds nothing to do for this one.
      if (hole != null) {
        setTimer(timers, hole);
      }
      series.setHoleTimer(hole);
    }
    if (series.getRetentionTimer() == null) {
      long due = series.getLastActivity() + retention;
      timers.registerEventTimeTimer(due);
      series.setRetentionTimer(due);
    }
  }
}
