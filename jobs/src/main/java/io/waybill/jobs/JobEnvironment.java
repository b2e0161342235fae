package io.waybill.jobs;

import io.waybill.operators.billing.RuleBook;
import io.waybill.operators.log.LogPartitions;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What every job asks of its environment, checked before it starts. */
final class JobEnvironment {

  private JobEnvironment() {}

  /**
   * Prepares the environment of a job.
   *
   * @throws IllegalArgumentException with a sentence if the configuration would break the design
   */
  static void prepare(StreamExecutionEnvironment env, Configuration config) {
    LogPartitions.requireOneWriter(env.getParallelism(), config.get(WaybillOptions.LOG_PARTITIONS));
    env.setMaxParallelism(LogPartitions.MAX_PARALLELISM);
    env.getConfig().enableObjectReuse();
    Configuration pipeline = new Configuration();
    pipeline.set(PipelineOptions.GENERIC_TYPES, false);
    pipeline.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    env.configure(pipeline);
  }

  /** The rules as JSON: the configured ones, or those that come with Waybill. */
  static String rulesJson(Configuration config) {
    return config.getOptional(WaybillOptions.RULES).orElseGet(RuleBook::standardJson);
  }

  /**
   * The configured rules.
   *
   * @throws IllegalArgumentException if a rule settles later than billing readiness waits for
   */
  static RuleBook ruleBook(Configuration config) {
    RuleBook ruleBook = RuleBook.parse(rulesJson(config));
    Duration allowed = config.get(WaybillOptions.MAX_SETTLE);
    if (ruleBook.longestSettle().compareTo(allowed) > 0) {
      throw new IllegalArgumentException(
          ("A rule settles after %s, but billing readiness waits for %s at most and would never"
                  + " bill: raise %s or shorten the settle time.")
              .formatted(ruleBook.longestSettle(), allowed, WaybillOptions.MAX_SETTLE.key()));
    }
    return ruleBook;
  }
}
