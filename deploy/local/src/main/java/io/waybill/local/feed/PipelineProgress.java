package io.waybill.local.feed;

import io.waybill.operators.log.Topics;
import io.waybill.schemas.Progress;
import io.waybill.schemas.wire.AvroCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the tasks of the pipeline have come, from the topic in which they say so. What a
 * transactional task says is seen when it is committed.
 */
public final class PipelineProgress implements AutoCloseable {

  /** What a watermark may stay behind a tick on its way through the logs, in milliseconds. */
  private static final long BEHIND = 5;

  private final TopicReader reader;
  private final AvroCodec<Progress> codec = AvroCodec.of(Progress.class);
  private final Map<String, Map<Integer, Progress>> latest = new TreeMap<>();

  public PipelineProgress(String bootstrapServers) {
    this.reader = new TopicReader(bootstrapServers, Topics.PROGRESS);
  }

  /** Forgets what was said before: for a stack that has run for long. */
  public PipelineProgress fromNow() {
    reader.skipToEnd();
    return this;
  }

  /** Takes in what has come since the last call. */
  public void refresh() {
    reader.poll(record -> accept(codec.decode(record.value())));
  }

  /** Takes in everything that was said until now. */
  public void catchUp() {
    reader.readToEnd(record -> accept(codec.decode(record.value())));
  }

  void accept(Progress progress) {
    latest
        .computeIfAbsent(progress.getJob(), task -> new TreeMap<>())
        .put(progress.getSubtask(), progress);
  }

  /** Those of the tasks that have not yet seen the clock at {@code time}, with what they saw. */
  public List<String> behind(List<String> tasks, long time) {
    List<String> behind = new ArrayList<>();
    for (String task : tasks) {
      long reached = logTime(task);
      if (reached < time - BEHIND) {
        behind.add(
            reached == Long.MIN_VALUE
                ? task + " (no sign yet)"
                : "%s (at %s)".formatted(task, java.time.Instant.ofEpochMilli(reached)));
      }
    }
    return behind;
  }

  /** The log time that all subtasks of a task have reached. */
  public long logTime(String task) {
    Map<Integer, Progress> subtasks = latest.get(task);
    if (subtasks == null
        || subtasks.size() < subtasks.values().iterator().next().getParallelism()) {
      return Long.MIN_VALUE;
    }
    return subtasks.values().stream().mapToLong(Progress::getLogTime).min().getAsLong();
  }

  /** The latest timer that any of the tasks ever set. */
  public long pendingUntil(List<String> tasks) {
    return tasks.stream()
        .flatMap(task -> latest.getOrDefault(task, Map.of()).values().stream())
        .mapToLong(Progress::getPendingUntil)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  @Override
  public void close() {
    reader.close();
  }
}
