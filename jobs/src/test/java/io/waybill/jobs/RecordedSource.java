package io.waybill.jobs;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A bounded source of records with their timestamps, as Kafka would give them, that goes on where
 * it was after a restore. Each task reads an equal share of the list, in order.
 */
final class RecordedSource<T>
    implements Source<T, NumberSequenceSplit, Collection<NumberSequenceSplit>> {

  record Recorded<T>(T value, long timestamp) {}

  private static final long serialVersionUID = 1L;
  private static final Map<Long, List<?>> RECORDS = new ConcurrentHashMap<>();
  private static final AtomicLong SOURCES = new AtomicLong();

  private final long name = SOURCES.incrementAndGet();
  private final NumberSequenceSource numbers;
  private final int perMillisecond;

  /**
   * @param perMillisecond how fast each task reads; 0 for as fast as it can
   */
  RecordedSource(List<Recorded<T>> records, int perMillisecond) {
    RECORDS.put(name, List.copyOf(records));
    this.numbers = new NumberSequenceSource(0, Math.max(1, records.size()) - 1);
    this.perMillisecond = perMillisecond;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context) {
    return numbers.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context,
      Collection<NumberSequenceSplit> checkpoint) {
    return numbers.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
    return numbers.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<Collection<NumberSequenceSplit>>
      getEnumeratorCheckpointSerializer() {
    return numbers.getEnumeratorCheckpointSerializer();
  }

  @Override
  public SourceReader<T, NumberSequenceSplit> createReader(SourceReaderContext context) {
    @SuppressWarnings("unchecked")
    List<Recorded<T>> records = (List<Recorded<T>>) RECORDS.get(name);
    return new Reader<>(numbers.createReader(context), records, perMillisecond);
  }

  private static final class Reader<T> implements SourceReader<T, NumberSequenceSplit> {

    private final SourceReader<Long, NumberSequenceSplit> numbers;
    private final List<Recorded<T>> records;
    private final int perMillisecond;
    private int read;

    Reader(
        SourceReader<Long, NumberSequenceSplit> numbers,
        List<Recorded<T>> records,
        int perMillisecond) {
      this.numbers = numbers;
      this.records = records;
      this.perMillisecond = perMillisecond;
    }

    @Override
    public void start() {
      numbers.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
      if (perMillisecond > 0 && ++read % perMillisecond == 0) {
        Thread.sleep(1);
      }
      return numbers.pollNext(new Looked<>(records, output));
    }

    @Override
    public List<NumberSequenceSplit> snapshotState(long checkpointId) {
      return numbers.snapshotState(checkpointId);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return numbers.isAvailable();
    }

    @Override
    public void addSplits(List<NumberSequenceSplit> splits) {
      numbers.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
      numbers.notifyNoMoreSplits();
    }

    @Override
    public void close() throws Exception {
      numbers.close();
    }
  }

  /** Looks up each number's record. */
  private record Looked<T>(List<Recorded<T>> records, ReaderOutput<T> output)
      implements ReaderOutput<Long> {

    @Override
    public void collect(Long number) {
      if (number < records.size()) {
        Recorded<T> record = records.get(number.intValue());
        output.collect(record.value(), record.timestamp());
      }
    }

    @Override
    public void collect(Long number, long timestamp) {
      collect(number);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      output.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      output.markIdle();
    }

    @Override
    public void markActive() {
      output.markActive();
    }

    @Override
    public SourceOutput<Long> createOutputForSplit(String splitId) {
      throw new UnsupportedOperationException("One output for all splits");
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      throw new UnsupportedOperationException("One output for all splits");
    }
  }
}
