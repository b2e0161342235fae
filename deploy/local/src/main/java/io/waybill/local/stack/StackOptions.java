package io.waybill.local.stack;

import io.waybill.operators.log.LogPartitions;
import io.waybill.operators.log.Topics;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;

/**
 * How a stack runs.
 *
 * @param parallelism of every job
 * @param partitions of every log topic
 * @param pace how often checkpoints complete, and what happens when a job fails
 * @param ports which ports it would like
 */
public record StackOptions(int parallelism, int partitions, Pace pace, Ports ports) {

  public StackOptions {
    LogPartitions.requireOneWriter(parallelism, partitions);
  }

  /** For a stack that stays. */
  public static StackOptions running(int parallelism) {
    return new StackOptions(
        parallelism, Topics.DEFAULT_PARTITIONS, Pace.STANDING, Ports.WELL_KNOWN);
  }

  /** For a stack that is thrown away when its input is done. */
  public static StackOptions throwaway(int parallelism) {
    return new StackOptions(parallelism, Topics.DEFAULT_PARTITIONS, Pace.PASSING, Ports.ANY);
  }

  /** The same for a history, with tasks that are made to fail or without. */
  public static StackOptions history(int parallelism, boolean failures) {
    return new StackOptions(
        parallelism,
        Topics.DEFAULT_PARTITIONS,
        failures ? Pace.WITH_FAILURES : Pace.HISTORY,
        Ports.ANY);
  }

  /** Ports that a stack would like; those that are taken step aside, 0 is any. */
  public record Ports(int kafka, int database, int web) {
    static final Ports WELL_KNOWN = new Ports(9092, 5432, 8081);
    static final Ports ANY = new Ports(0, 0, 0);
  }

  /** Checkpoints and restarts. */
  public enum Pace {
    /** Runs for days. */
    STANDING {
      @Override
      void setRestarts(Configuration config) {
        FlinkSettings.restartForEver(config);
      }
    },
    /** Runs until its input is done; a job that fails repeatedly ends it. */
    PASSING {
      @Override
      void setRestarts(Configuration config) {
        FlinkSettings.restart(config, 3);
      }
    },
    /** Runs until a history is done; nobody waits for any one record of it. */
    HISTORY {
      @Override
      Duration checkpointInterval(StackJob job) {
        return super.checkpointInterval(job).plusSeconds(5);
      }

      @Override
      Duration bufferTimeout() {
        return Duration.ofMillis(100);
      }

      @Override
      void setRestarts(Configuration config) {
        PASSING.setRestarts(config);
      }
    },
    /** Tasks are made to fail. */
    WITH_FAILURES {
      @Override
      Duration checkpointInterval(StackJob job) {
        return Duration.ofSeconds(1);
      }

      @Override
      void setRestarts(Configuration config) {
        FlinkSettings.restart(config, 1_000_000);
      }
    };

    Duration checkpointInterval(StackJob job) {
      return switch (job.urgency()) {
        case MONEY_LEAVES -> Duration.ofSeconds(1);
        case RELAXED -> Duration.ofSeconds(10);
      };
    }

    /** How long a record may wait for others on its way between two tasks. */
    Duration bufferTimeout() {
      return Duration.ofMillis(10);
    }

    abstract void setRestarts(Configuration config);
  }
}
