package io.waybill.operators.log.flink;

import io.waybill.operators.log.LogPartitions;
import io.waybill.schemas.Progress;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.StockLogRecord;
import io.waybill.schemas.Tick;
import io.waybill.schemas.TransitionLogRecord;
import io.waybill.schemas.wire.AvroCodec;
import java.io.Serializable;
import java.util.function.Consumer;

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
    SHIPMENT_FACTS(io.waybill.operators.log.Topics.SHIPMENT_FACTS) {
      @Override
      byte[] tick(Tick tick) {
        return AvroCodec.of(ShipmentLogRecord.class).encode(new ShipmentLogRecord(tick));
      }
    },
    STOCK_FACTS(io.waybill.operators.log.Topics.STOCK_FACTS) {
      @Override
      byte[] tick(Tick tick) {
        return AvroCodec.of(StockLogRecord.class).encode(new StockLogRecord(tick));
      }
    },
    TRANSITIONS(io.waybill.operators.log.Topics.TRANSITIONS) {
      @Override
      byte[] tick(Tick tick) {
        return AvroCodec.of(TransitionLogRecord.class).encode(new TransitionLogRecord(tick));
      }
    };

    private final String topic;

    Log(String topic) {
      this.topic = topic;
    }

    abstract byte[] tick(Tick tick);
  }

  void write(
      long watermark,
      long pendingUntil,
      int subtask,
      int parallelism,
      AvroCodec<Progress> progressCodec,
      Consumer<TopicRecord> output) {
    if (log != null) {
      byte[] tick = log.tick(new Tick(watermark));
      int from = LogPartitions.firstOwned(subtask, parallelism, partitions);
      int to = LogPartitions.firstOwned(subtask + 1, parallelism, partitions);
      for (int partition = from; partition < to; partition++) {
        output.accept(TopicRecord.tick(log.topic, partition, Math.max(0, watermark), tick));
      }
    }
    Progress progress = new Progress(task, subtask, parallelism, watermark, pendingUntil);
    output.accept(TopicRecord.progress(progress, progressCodec));
  }
}
