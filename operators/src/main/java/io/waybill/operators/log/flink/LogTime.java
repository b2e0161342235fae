package io.waybill.operators.log.flink;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gives each entry of a log its log time, the running maximum of the timestamps in its partition,
 * and drops the ticks, which have become watermarks at the source. Chained to the source of the
 * log.
 *
 * <p>State: the maximum of each partition (union operator state; every task keeps all entries and
 * merges by maximum, so a partition may move to another task). Timers: none.
 *
 * @param <L> a record of the log: a tick or an entry
 * @param <E> an entry
 */
public class LogTime<L, E> extends AbstractStreamOperator<E>
    implements OneInputStreamOperator<L, E> {

  /** Reads an entry out of a log record; null for a tick. */
  public interface Entry<L, E> extends Function<L, E>, Serializable {}

  /** The key of an entry, from which its partition follows. */
  public interface Key<E> extends Function<E, String>, Serializable {}

  private final Entry<L, E> entry;
  private final Key<E> key;
  private final int partitions;

  private transient ListState<Tuple2<Integer, Long>> maxima;
  private transient Map<Integer, Long> maximumByPartition;
  private transient StreamRecord<E> reused;

  public LogTime(Entry<L, E> entry, Key<E> key, int partitions) {
    this.entry = entry;
    this.key = key;
    this.partitions = partitions;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    maxima =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("log-time", Types.TUPLE(Types.INT, Types.LONG)));
    maximumByPartition = new HashMap<>();
    for (Tuple2<Integer, Long> restored : maxima.get()) {
      maximumByPartition.merge(restored.f0, restored.f1, Math::max);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    reused = new StreamRecord<>(null);
  }

  @Override
  public void processElement(StreamRecord<L> element) {
    E value = entry.apply(element.getValue());
    if (value != null) {
      int partition = TopicRecord.partitionOf(key.apply(value), partitions);
      long logTime = maximumByPartition.merge(partition, element.getTimestamp(), Math::max);
      output.collect(reused.replace(value, logTime));
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    maxima.clear();
    for (Map.Entry<Integer, Long> maximum : maximumByPartition.entrySet()) {
      maxima.add(Tuple2.of(maximum.getKey(), maximum.getValue()));
    }
  }
}
