package io.waybill.operators.log.flink;

import io.waybill.operators.log.LogPartitions;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.Progress;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.StockLogRecord;
import io.waybill.schemas.Tick;
import io.waybill.schemas.TransitionLogRecord;
import io.waybill.schemas.wire.AvroCodec;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.api.common.TaskInfo;

/**
 * What a task writes when its watermark moves: a tick to each partition of the log that it owns,
 * and its progress.
 *
 * @param task name in the progress records, for example "shipment"
 * @param log the log that the task writes; null when it writes none
 * @param partitions of that log
 */
public record LogClock(String task, Log log, int partitions) implements Serializable {

  /** A log and how its ticks look. */
  public enum Log {
    SHIPMENT_FACTS(Topics.SHIPMENT_FACTS, "ShipmentFact") {
      @Override
      Function<Tick, byte[]> encoder() {
        AvroCodec<ShipmentLogRecord> codec = AvroCodec.of(ShipmentLogRecord.class);
        return tick -> codec.encode(new ShipmentLogRecord(tick));
      }
    },
    STOCK_FACTS(Topics.STOCK_FACTS, "StockFact") {
      @Override
      Function<Tick, byte[]> encoder() {
        AvroCodec<StockLogRecord> codec = AvroCodec.of(StockLogRecord.class);
        return tick -> codec.encode(new StockLogRecord(tick));
      }
    },
    TRANSITIONS(Topics.TRANSITIONS, "Transition") {
      @Override
      Function<Tick, byte[]> encoder() {
        AvroCodec<TransitionLogRecord> codec = AvroCodec.of(TransitionLogRecord.class);
        return tick -> codec.encode(new TransitionLogRecord(tick, List.of()));
      }
    };

    private final String topic;
    private final String recordName;

    Log(String topic, String recordName) {
      this.topic = topic;
      this.recordName = recordName;
    }

    public String topic() {
      return topic;
    }

    /** Of its records, beside the ticks. */
    public String recordName() {
      return recordName;
    }

    /** Made once a task: a codec is dear to make and belongs to one thread. */
    abstract Function<Tick, byte[]> encoder();
  }

  /** The clock of one task. */
  Writer writer(TaskInfo taskInfo) {
    return new Writer(this, taskInfo);
  }

  /** Writes ticks and progress of one task; belongs to its thread. */
  static final class Writer {

    private final LogClock clock;
    private final int subtask;
    private final int parallelism;
    private final AvroCodec<Progress> progress = AvroCodec.of(Progress.class);
    private final Function<Tick, byte[]> ticks;

    private Writer(LogClock clock, TaskInfo taskInfo) {
      this.clock = clock;
      this.subtask = taskInfo.getIndexOfThisSubtask();
      this.parallelism = taskInfo.getNumberOfParallelSubtasks();
      this.ticks = clock.log == null ? null : clock.log.encoder();
    }

    void write(long watermark, long pendingUntil, Consumer<TopicRecord> output) {
      if (clock.log != null) {
        byte[] tick = ticks.apply(new Tick(watermark));
        int from = LogPartitions.firstOwned(subtask, parallelism, clock.partitions);
        int to = LogPartitions.firstOwned(subtask + 1, parallelism, clock.partitions);
        for (int partition = from; partition < to; partition++) {
          output.accept(TopicRecord.tick(clock.log.topic, partition, Math.max(0, watermark), tick));
        }
      }
      output.accept(
          TopicRecord.progress(
              new Progress(clock.task, subtask, parallelism, watermark, pendingUntil), progress));
    }
  }
}
