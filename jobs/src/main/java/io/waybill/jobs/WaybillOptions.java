package io.waybill.jobs;

import io.waybill.operators.log.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Every option of the jobs. */
public final class WaybillOptions {

  public static final ConfigOption<String> BOOTSTRAP_SERVERS =
      ConfigOptions.key("waybill.kafka.bootstrap-servers")
          .stringType()
          .noDefaultValue()
          .withDescription("Kafka brokers, host:port, separated by commas.");

  public static final ConfigOption<Integer> LOG_PARTITIONS =
      ConfigOptions.key("waybill.log.partitions")
          .intType()
          .defaultValue(Topics.DEFAULT_PARTITIONS)
          .withDescription(
              "Partitions of every topic but the progress. Divides 128, and the parallelism of"
                  + " every job divides it. Cannot be changed later.");

  public static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
      ConfigOptions.key("waybill.kafka.transaction-timeout")
          .durationType()
          .defaultValue(Duration.ofDays(7))
          .withDescription(
              "How long an open transaction of the effects outlives a stopped job. Not above the"
                  + " brokers' transaction.max.timeout.ms; longer than the longest stop, or what"
                  + " was pre-committed is lost.");

  public static final ConfigOption<Boolean> LARGE_BATCHES =
      ConfigOptions.key("waybill.kafka.large-batches")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Gather records for up to 100 ms wherever they are written or read: half the work for"
                  + " a history, of which nobody waits for any one record. Live, they move at"
                  + " once.");

  public static final ConfigOption<Boolean> HISTORY =
      ConfigOptions.key("waybill.intake.history")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Hold facts until the raw clock has passed them and log them in the order of their"
                  + " recorded time: for feeding a history. Live, facts are logged at once.");

  public static final ConfigOption<Integer> OVERFLOW_RATE =
      ConfigOptions.key("waybill.intake.overflow-rate")
          .intType()
          .defaultValue(200)
          .withDescription(
              "Messages a second that are read of what partners sent beyond their quota.");

  public static final ConfigOption<String> PROFILES_FOLDER =
      ConfigOptions.key("waybill.intake.profiles-folder")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Folder of partner profiles (YAML) beside those that come with Waybill.");

  public static final ConfigOption<Duration> UNMATCHED_AFTER =
      ConfigOptions.key("waybill.identity.unmatched-after")
          .durationType()
          .defaultValue(Duration.ofDays(30))
          .withDescription(
              "Log time after which a fact whose reference nobody linked becomes an UNMATCHED"
                  + " exception. It still waits until the retention ends.");

  public static final ConfigOption<Duration> CONTROL_NUMBER_WAIT =
      ConfigOptions.key("waybill.intake.control-number-wait")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription(
              "Log time for which the control number of an interchange may come after a higher one,"
                  + " before it is told as missing (CONTROL_NUMBER_GAP).");

  public static final ConfigOption<Duration> CIRCUIT_WINDOW =
      ConfigOptions.key("waybill.intake.circuit-window")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription(
              "Window of log time in which a partner's share of rubbish is judged. Its circuit"
                  + " opens within one, and closes at the end of one without too much.");

  public static final ConfigOption<Duration> RETENTION =
      ConfigOptions.key("waybill.retention")
          .durationType()
          .defaultValue(Duration.ofDays(400))
          .withDescription(
              "Log time for which closed shipments, references and stock movements are kept.");

  public static final ConfigOption<Integer> CACHED_REFERENCES =
      ConfigOptions.key("waybill.cached-references")
          .intType()
          .defaultValue(10_000)
          .withDescription(
              "How many references a task of the intake keeps on the heap, in front of RocksDB:"
                  + " those that were heard of last. One takes 1 to 3 KB, and each of its facts half"
                  + " a KB until the next checkpoint.");

  public static final ConfigOption<Integer> CACHED_SHIPMENTS =
      ConfigOptions.key("waybill.cached-shipments")
          .intType()
          .defaultValue(10_000)
          .withDescription(
              "How many shipments a task of the shipment join keeps open on the heap, in front of"
                  + " RocksDB: those that were touched last. One takes 3 to 6 KB.");

  public static final ConfigOption<String> RULES =
      ConfigOptions.key("waybill.rules")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "The rules, as JSON: a list of versions. Without it, the rules that come with"
                  + " Waybill.");

  public static final ConfigOption<Duration> MAX_SETTLE =
      ConfigOptions.key("waybill.decision.max-settle")
          .durationType()
          .defaultValue(Duration.ofDays(7))
          .withDescription("Longest settle time that a rule may have; longer ones are refused.");

  public static final ConfigOption<String> ERP_NAME =
      ConfigOptions.key("waybill.erp.name")
          .stringType()
          .defaultValue("interface-tables")
          .withDescription("Name of the ERP on its receipts.");

  public static final ConfigOption<String> ERP_JDBC_URL =
      ConfigOptions.key("waybill.erp.jdbc-url")
          .stringType()
          .noDefaultValue()
          .withDescription("PostgreSQL database of the ERP interface tables.");

  public static final ConfigOption<Duration> ERP_RETRY_DELAY =
      ConfigOptions.key("waybill.erp.retry-delay")
          .durationType()
          .defaultValue(Duration.ofMillis(200))
          .withDescription(
              "Wait before the second attempt to deliver an effect to an ERP that is away; each"
                  + " further wait is twice as long.");

  public static final ConfigOption<Duration> ERP_LONGEST_RETRY_DELAY =
      ConfigOptions.key("waybill.erp.longest-retry-delay")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("Longest wait between two attempts to deliver an effect.");

  public static final ConfigOption<Duration> ERP_GIVE_UP_AFTER =
      ConfigOptions.key("waybill.erp.give-up-after")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription(
              "Sum of the waits after which the delivery job fails and starts again from its last"
                  + " checkpoint. Shorter than the checkpoint timeout: no checkpoint completes"
                  + " while an effect waits.");

  public static final ConfigOption<String> VIEW_JDBC_URL =
      ConfigOptions.key("waybill.view.jdbc-url")
          .stringType()
          .noDefaultValue()
          .withDescription("PostgreSQL database of the read tables.");

  public static final ConfigOption<Boolean> FAILURE_POINTS =
      ConfigOptions.key("waybill.testing.failure-points")
          .booleanType()
          .defaultValue(false)
          .withDescription("Lets a test in the same process make tasks fail.");

  /** All of them, in the order of the documentation. */
  public static List<ConfigOption<?>> all() {
    return List.of(
        BOOTSTRAP_SERVERS,
        LOG_PARTITIONS,
        TRANSACTION_TIMEOUT,
        LARGE_BATCHES,
        HISTORY,
        OVERFLOW_RATE,
        PROFILES_FOLDER,
        UNMATCHED_AFTER,
        CONTROL_NUMBER_WAIT,
        CIRCUIT_WINDOW,
        RETENTION,
        CACHED_REFERENCES,
        CACHED_SHIPMENTS,
        RULES,
        MAX_SETTLE,
        ERP_NAME,
        ERP_JDBC_URL,
        ERP_RETRY_DELAY,
        ERP_LONGEST_RETRY_DELAY,
        ERP_GIVE_UP_AFTER,
        VIEW_JDBC_URL,
        FAILURE_POINTS);
  }

  private WaybillOptions() {}
}
