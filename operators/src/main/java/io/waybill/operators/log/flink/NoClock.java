package io.waybill.operators.log.flink;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * For a source that stands beside a log and has no clock of its own, such as published profiles. An
 * operator takes the lowest of its inputs' watermarks, so this one is at the end of time from the
 * start, also while nothing comes: the log's ticks alone decide.
 *
 * @param <T> what the source reads
 */
public final class NoClock<T> implements WatermarkGenerator<T> {

  private NoClock() {}

  public static <T> WatermarkStrategy<T> watermarks() {
    return WatermarkStrategy.forGenerator(context -> new NoClock<>());
  }

  @Override
  public void onEvent(T event, long eventTimestamp, WatermarkOutput output) {
    output.emitWatermark(Watermark.MAX_WATERMARK);
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    output.emitWatermark(Watermark.MAX_WATERMARK);
  }
}
