package io.waybill.local.stack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One job that the stack runs.
 *
 * @param name for people, for folders and for its identity
 * @param tasks names under which its tasks report their progress; none if it follows no clock
 * @param urgency how often its checkpoints complete
 * @param backend where its keyed state lives
 * @param topology builds it
 */
public record StackJob(
    String name, List<String> tasks, Urgency urgency, Backend backend, Topology topology) {

  /** Whether somebody waits for what a checkpoint makes visible. */
  public enum Urgency {
    /** What it writes is visible only after a checkpoint. */
    MONEY_LEAVES,
    RELAXED
  }

  /** State backends by what a job is like. */
  public enum Backend {
    ROCKSDB("rocksdb"),
    /** For Flink CEP, whose iterators are slow on RocksDB. */
    HEAP("hashmap");

    private final String flinkName;

    Backend(String flinkName) {
      this.flinkName = flinkName;
    }

    String flinkName() {
      return flinkName;
    }
  }

  /** Puts the operators of a job into an environment. */
  @FunctionalInterface
  public interface Topology {
    void build(StreamExecutionEnvironment environment);
  }

  /** The same at every start, so that a job finds its checkpoints. */
  JobID id() {
    UUID uuid = UUID.nameUUIDFromBytes(("waybill/" + name).getBytes(StandardCharsets.UTF_8));
    return new JobID(uuid.getLeastSignificantBits(), uuid.getMostSignificantBits());
  }
}
