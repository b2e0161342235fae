package io.waybill.jobs;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A source of a few records after which nothing comes, and which does not end: a quiet topic. */
final class EndlessSource<T>
    implements Source<T, NumberSequenceSplit, Collection<NumberSequenceSplit>> {

  private static final long serialVersionUID = 1L;

  private final RecordedSource<T> records;

  EndlessSource(List<T> records) {
    this.records =
        new RecordedSource<>(
            records.stream().map(record -> new RecordedSource.Recorded<>(record, 0)).toList(), 0);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context) {
    return records.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context,
      Collection<NumberSequenceSplit> checkpoint) {
    return records.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
    return records.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<Collection<NumberSequenceSplit>>
      getEnumeratorCheckpointSerializer() {
    return records.getEnumeratorCheckpointSerializer();
  }

  @Override
  public SourceReader<T, NumberSequenceSplit> createReader(SourceReaderContext context) {
    return new Reader<>(records.createReader(context));
  }

  private static final class Reader<T> implements SourceReader<T, NumberSequenceSplit> {

    private final SourceReader<T, NumberSequenceSplit> records;
    private boolean quiet;

    Reader(SourceReader<T, NumberSequenceSplit> records) {
      this.records = records;
    }

    @Override
    public void start() {
      records.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
      InputStatus status = quiet ? InputStatus.END_OF_INPUT : records.pollNext(output);
      quiet = status == InputStatus.END_OF_INPUT;
      return quiet ? InputStatus.NOTHING_AVAILABLE : status;
    }

    @Override
    public List<NumberSequenceSplit> snapshotState(long checkpointId) {
      return records.snapshotState(checkpointId);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return quiet ? new CompletableFuture<>() : records.isAvailable();
    }

    @Override
    public void addSplits(List<NumberSequenceSplit> splits) {
      records.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
      records.notifyNoMoreSplits();
    }

    @Override
    public void close() throws Exception {
      records.close();
    }
  }
}
