package io.waybill.operators.log.flink;

import java.io.Serializable;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks from ticks and from nothing else, so that no clock of ours has a say. There is no
 * idleness: ticks keep every partition alive.
 *
 * @param <T> record of a log
 */
public final class TickWatermarks<T> implements WatermarkGenerator<T> {

  /** The time of a tick; null for any other record. */
  public interface TickTime<T> extends Function<T, Long>, Serializable {}

  private final TickTime<T> tickTime;
  private final long behind;

  private TickWatermarks(TickTime<T> tickTime, long behind) {
    this.tickTime = tickTime;
    this.behind = behind;
  }

  /** For a log in which records behind a tick may bear its very time: raw records and facts. */
  public static <T> WatermarkStrategy<T> justBefore(TickTime<T> tickTime) {
    return WatermarkStrategy.forGenerator(context -> new TickWatermarks<>(tickTime, 1));
  }

  /** For a log in which all records up to a tick's time stand before it: transitions. */
  public static <T> WatermarkStrategy<T> exactly(TickTime<T> tickTime) {
    return WatermarkStrategy.forGenerator(context -> new TickWatermarks<>(tickTime, 0));
  }

  @Override
  public void onEvent(T event, long eventTimestamp, WatermarkOutput output) {
    Long tick = tickTime.apply(event);
    if (tick != null && tick > Long.MIN_VALUE) {
      output.emitWatermark(new Watermark(tick - behind));
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    // Ticks only: see the class comment.
  }
}
