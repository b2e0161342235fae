package io.waybill.jobs;

import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.wire.AvroCodec;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.execution.JobClient;

/** A sink whose records the test reads; like Kafka's at least once, it keeps repeats. */
final class CollectedRecords implements Sink<TopicRecord> {

  private static final long serialVersionUID = 1L;
  private static final Map<Long, Queue<TopicRecord>> COLLECTED = new ConcurrentHashMap<>();

  private static final AtomicLong SINKS = new AtomicLong();

  private final long name = SINKS.incrementAndGet();

  CollectedRecords() {
    COLLECTED.put(name, new ConcurrentLinkedQueue<>());
  }

  /** The values of a topic, in the order in which they came. */
  <T extends SpecificRecordBase> List<T> of(String topic, Class<T> type) {
    AvroCodec<T> codec = AvroCodec.of(type);
    return COLLECTED.get(name).stream()
        .filter(record -> record.topic.equals(topic))
        .map(record -> codec.decode(record.value))
        .toList();
  }

  /**
   * Waits until so many records have come.
   *
   * @throws IllegalStateException if the job ends before
   */
  void await(int count, JobClient job) throws Exception {
    while (true) {
      boolean ended = job.getJobStatus().get().isTerminalState();
      int size = COLLECTED.get(name).size();
      if (size >= count) {
        return;
      }
      if (ended) {
        throw new IllegalStateException(
            "The job ended after %d records, before the %d that were awaited"
                .formatted(size, count));
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Override
  public SinkWriter<TopicRecord> createWriter(WriterInitContext context) {
    Queue<TopicRecord> collected = COLLECTED.get(name);
    return new SinkWriter<>() {
      @Override
      public void write(TopicRecord record, Context context) {
        collected.add(record);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
