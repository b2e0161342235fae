package io.waybill.operators.intake.flink;

import java.util.ArrayList;
import java.util.PriorityQueue;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Holds the facts of a history until the raw clock has passed them and lets them go by log time,
 * then by their place in the raw topic, so that the log is the same however the raw partitions were
 * interleaved. Its input is cut along key groups.
 *
 * <p>State: the entries that are held (union operator state; after a change of parallelism a task
 * keeps those of its own key groups). They leave with the watermark that reaches their log time.
 * Timers: none.
 */
public class HistoryOrder extends AbstractStreamOperator<LogEntry>
    implements OneInputStreamOperator<LogEntry, LogEntry> {

  private static final long serialVersionUID = 1L;

  private transient ListState<LogEntry> state;
  private transient PriorityQueue<LogEntry> held;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("held", TypeInformation.of(LogEntry.class)));
    held = new PriorityQueue<>(LogEntry.ORDER);
    for (LogEntry entry : state.get()) {
      if (owns(entry.key)) {
        held.add(entry);
      }
    }
  }

  @Override
  public void processElement(StreamRecord<LogEntry> element) {
    held.add(element.getValue());
  }

  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    while (!held.isEmpty() && held.peek().logTime <= watermark.getTimestamp()) {
      LogEntry entry = held.poll();
      output.collect(new StreamRecord<>(entry, entry.logTime));
    }
    super.processWatermark(watermark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(new ArrayList<>(held));
  }

  private boolean owns(String key) {
    var task = getRuntimeContext().getTaskInfo();
    int owner =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            key, task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks());
    return owner == task.getIndexOfThisSubtask();
  }
}
