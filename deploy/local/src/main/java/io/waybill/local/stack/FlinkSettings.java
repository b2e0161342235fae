package io.waybill.local.stack;

import io.waybill.jobs.ShipmentJob;
import io.waybill.operators.log.LogPartitions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;

/** How Flink is set up for one small machine, and how every job of the stack runs. */
final class FlinkSettings {

  private static final int RETAINED_CHECKPOINTS = 3;

  /** Shared by all RocksDB instances of the process; managed memory is split over all slots. */
  private static final MemorySize ROCKSDB_MEMORY = MemorySize.ofMebiBytes(384);

  private FlinkSettings() {}

  static Configuration ofCluster(Path scratch, int webPort, int parallelism) {
    Configuration config = new Configuration();
    config.set(CoreOptions.TMP_DIRS, scratch.toString());
    config.set(RocksDBOptions.LOCAL_DIRECTORIES, scratch.resolve("rocksdb").toString());
    config.set(RestOptions.ADDRESS, LoopbackPort.HOST);
    config.set(RestOptions.BIND_ADDRESS, LoopbackPort.HOST);
    config.set(RestOptions.PORT, webPort);
    config.set(RestOptions.BIND_PORT, String.valueOf(webPort));
    config.set(WebOptions.SUBMIT_ENABLE, false);

    boolean fewChannels = parallelism <= 2;
    MemorySize network = MemorySize.ofMebiBytes(fewChannels ? 128 : 48L * parallelism);
    if (fewChannels) {
      // Twice the usual: each buffer that is full wakes its reader.
      config.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, new MemorySize(64 * 1024));
    }
    config.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
    config.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
    config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
    config.set(RocksDBOptions.USE_MANAGED_MEMORY, false);
    config.set(RocksDBOptions.FIX_PER_TM_MEMORY_SIZE, ROCKSDB_MEMORY);
    // A key that is new is looked for in every file otherwise.
    config.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    // A memtable takes an eighth of its size at once, and there are dozens of states: with 64 MB
    // each, every write would find the shared memory full and flush.
    config.set(RocksDBConfigurableOptions.WRITE_BUFFER_SIZE, MemorySize.ofMebiBytes(8));
    // Each checkpoint writes what changed since the last one: merged by level, compaction took more
    // time than the join itself.
    config.set(RocksDBConfigurableOptions.COMPACTION_STYLE, CompactionStyle.UNIVERSAL);
    config.set(
        RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL, List.of(CompressionType.LZ4_COMPRESSION));
    config.set(
        RocksDBOptions.TIMER_SERVICE_FACTORY,
        EmbeddedRocksDBStateBackend.PriorityQueueStateType.HEAP);

    // A busy machine is not a lost one.
    config.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofMinutes(3));
    config.set(RpcOptions.ASK_TIMEOUT_DURATION, Duration.ofMinutes(1));
    return config;
  }

  static Configuration ofJob(
      StackJob job, Path checkpoints, int parallelism, StackOptions.Pace pace) {
    Configuration config = new Configuration();
    config.set(PipelineOptions.NAME, job.name());
    config.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    config.set(PipelineOptions.MAX_PARALLELISM, LogPartitions.MAX_PARALLELISM);
    config.set(PipelineOptions.GENERIC_TYPES, false);
    config.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    config.set(PipelineOptions.OBJECT_REUSE, true);
    config.set(ExecutionOptions.BUFFER_TIMEOUT, pace.bufferTimeout());

    config.set(StateBackendOptions.STATE_BACKEND, job.backend().flinkName());
    config.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    config.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    config.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    config.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, RETAINED_CHECKPOINTS);
    config.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    config.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, pace.checkpointInterval(job));
    config.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(10));
    config.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 10);
    if (job.tasks().contains(ShipmentJob.NAME)) {
      // One state, and most of what is written: small memtables would make compaction dear.
      config.set(RocksDBConfigurableOptions.WRITE_BUFFER_SIZE, MemorySize.ofMebiBytes(64));
    }
    pace.setRestarts(config);
    return config;
  }

  /** A stack that runs for days tries again for ever, and less and less often. */
  static void restartForEver(Configuration config) {
    config.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    config.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofMillis(500));
    config.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(30));
  }

  /** A run with an end gives up when a job fails again and again. */
  static void restart(Configuration config, int attempts) {
    config.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, attempts);
    config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
  }
}
