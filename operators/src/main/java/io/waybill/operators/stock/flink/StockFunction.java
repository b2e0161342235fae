package io.waybill.operators.stock.flink;

import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.ClockedFunction;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.operators.stock.StandingMovements;
import io.waybill.operators.stock.StockJournal;
import io.waybill.operators.stock.StockLedger;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.StandingMovement;
import io.waybill.schemas.StockBook;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockPlace;
import io.waybill.schemas.StockPosition;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

/**
 * Stock positions of each owner's item, reported at once after each change.
 *
 * <p>State, by owner and item:
 *
 * <ul>
 *   <li>{@code book}: the positions, the movements that wait for their time, the last revision, in
 *       one packed value. A position is cleared when it holds nothing and no movement stands on it;
 *       the book itself stays, since a balance never ends by itself.
 *   <li>{@code movements}: for each subject the movement that stands. Cleared when it is folded.
 * </ul>
 *
 * <p>Timers, in log time: one for the earliest waiting movement, moved when that changes and gone
 * when none waits. One for folding, coarse (a sixteenth of the retention), while a movement is
 * kept: those whose last change is older than the retention are cleared, the positions keep what
 * they moved. The folding timer changes no position, so it is not reported as pending: whoever runs
 * the clock need not wait for it.
 */
public class StockFunction extends ClockedFunction<StockFact> {

  private final int partitions;
  private final long retention;

  private transient StockLedger ledger;
  private transient ValueState<StockBook> bookState;
  private transient MapState<String, StandingMovement> movementState;
  private transient StandingMovements movements;
  private transient TopicRecord.Encoder<StockPosition> positionEncoder;
  private transient TopicRecord.Encoder<ExceptionRaised> exceptionEncoder;

  public StockFunction(int partitions, Duration retention) {
    this.partitions = partitions;
    this.retention = retention.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    ledger = new StockLedger(retention);
    bookState =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("book", new AvroTypeInfo<>(StockBook.class)));
    movementState =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "movements", Types.STRING, new AvroTypeInfo<>(StandingMovement.class)));
    movements = new KeyedMovements(movementState);
    positionEncoder =
        new TopicRecord.Encoder<>(
            Topics.STOCK_POSITIONS, partitions, StockPosition.class, "StockPosition");
    exceptionEncoder =
        new TopicRecord.Encoder<>(
            Topics.EXCEPTIONS, partitions, ExceptionRaised.class, "ExceptionRaised");
  }

  @Override
  public void processElement(StockFact fact, Context context, Collector<TopicRecord> out)
      throws Exception {
    StockBook book = bookState.value();
    if (book == null) {
      book = StockLedger.emptyBook();
    }
    Armed before = Armed.of(book);
    ledger.learn(fact, context.timestamp(), book, movements, journal(context.getCurrentKey(), out));
    bookState.update(book);
    rearm(before, Armed.of(book), context.timerService());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<TopicRecord> out)
      throws Exception {
    StockBook book = bookState.value();
    Armed before = Armed.of(book);
    ledger.advance(timestamp, book, movements, journal(context.getCurrentKey(), out));
    bookState.update(book);
    rearm(before, Armed.of(book), context.timerService());
  }

  /** What the book wants timers for. */
  private record Armed(OptionalLong due, Long fold) {

    static Armed of(StockBook book) {
      return new Armed(StockLedger.nextDue(book), book.getFoldAt());
    }

    boolean holds(long time) {
      return (due.isPresent() && due.getAsLong() == time) || (fold != null && fold == time);
    }
  }

  private void rearm(Armed before, Armed after, TimerService timers) {
    if (before.due().isPresent() && !after.holds(before.due().getAsLong())) {
      timers.deleteEventTimeTimer(before.due().getAsLong());
    }
    if (before.fold() != null && !after.holds(before.fold())) {
      timers.deleteEventTimeTimer(before.fold());
    }
    if (after.due().isPresent() && !after.due().equals(before.due())) {
      setTimer(timers, after.due().getAsLong());
    }
    if (after.fold() != null && !after.fold().equals(before.fold())) {
      timers.registerEventTimeTimer(after.fold());
    }
  }

  private StockJournal journal(String key, Collector<TopicRecord> out) {
    return new StockJournal() {
      @Override
      public void changed(StockPosition position) {
        StockPlace place = position.getPlace();
        String id =
            "%s|%s|%s|%s/%d"
                .formatted(
                    key,
                    place.getBucket(),
                    place.getNode(),
                    place.getStatus(),
                    position.getRevision());
        out.collect(positionEncoder.encode(key, position.getLogTime(), id, position));
      }

      @Override
      public void raised(ExceptionRaised exception) {
        out.collect(
            exceptionEncoder.encode(
                key, exception.getRaisedAt(), exception.getExceptionId(), exception));
      }
    };
  }
}
