package io.waybill.operators.log.flink;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Last operator before a log: passes its records on and puts the ticks of the watermark behind
 * them. Its input is cut along key groups, so that it owns whole partitions.
 *
 * <p>State: none. Timers: none.
 */
public class LogAppender extends AbstractStreamOperator<TopicRecord>
    implements OneInputStreamOperator<TopicRecord, TopicRecord> {

  private final LogClock clock;

  private transient LogClock.Writer clockWriter;

  public LogAppender(LogClock clock) {
    this.clock = clock;
  }

  @Override
  public void open() throws Exception {
    super.open();
    clockWriter = clock.writer(getRuntimeContext().getTaskInfo());
  }

  @Override
  public void processElement(StreamRecord<TopicRecord> element) {
    output.collect(element);
  }

  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    clockWriter.write(
        watermark.getTimestamp(),
        Long.MIN_VALUE,
        record -> output.collect(new StreamRecord<>(record, record.timestamp)));
    super.processWatermark(watermark);
  }
}
