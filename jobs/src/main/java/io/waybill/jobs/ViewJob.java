package io.waybill.jobs;

import io.waybill.operators.log.Topics;
import io.waybill.operators.view.ViewTable;
import io.waybill.operators.view.ViewTables;
import io.waybill.schemas.BillingDecision;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.DeadLetterAction;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.MessageRecord;
import io.waybill.schemas.Receipt;
import io.waybill.schemas.ShipmentStatus;
import io.waybill.schemas.StockPosition;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Every topic that others read into the read tables, each record guarded by its revision, so that
 * at least once is enough. The topics are separate pipelines: one does not hold up another.
 *
 * @param config the options of the jobs
 * @param statuses of shipments
 * @param decisions of the billing gates
 * @param exceptions for people
 * @param positions of stock
 * @param receipts of the ERP
 * @param deadLetters of intake
 * @param messages what became of them
 * @param deadLetterActions what operators did with dead letters
 */
public record ViewJob(
    Configuration config,
    Source<ShipmentStatus, ?, ?> statuses,
    Source<BillingDecision, ?, ?> decisions,
    Source<ExceptionRaised, ?, ?> exceptions,
    Source<StockPosition, ?, ?> positions,
    Source<Receipt, ?, ?> receipts,
    Source<DeadLetter, ?, ?> deadLetters,
    Source<MessageRecord, ?, ?> messages,
    Source<DeadLetterAction, ?, ?> deadLetterActions) {

  public static final String NAME = "view";

  private static final Duration LONGEST_WAIT = Duration.ofMillis(200);
  private static final int BATCH = 500;
  private static final int RETRIES = 5;

  public static ViewJob onKafka(Configuration config) {
    return new ViewJob(
        config,
        source(config, Topics.SHIPMENT_STATUS, ShipmentStatus.class),
        source(config, Topics.BILLING_DECISIONS, BillingDecision.class),
        source(config, Topics.EXCEPTIONS, ExceptionRaised.class),
        source(config, Topics.STOCK_POSITIONS, StockPosition.class),
        source(config, Topics.RECEIPTS, Receipt.class),
        source(config, Topics.DEAD_LETTERS, DeadLetter.class),
        source(config, Topics.MESSAGES, MessageRecord.class),
        source(config, Topics.DEAD_LETTER_ACTIONS, DeadLetterAction.class));
  }

  private static <T extends SpecificRecordBase> Source<T, ?, ?> source(
      Configuration config, String topic, Class<T> type) {
    return LogSources.of(config, "waybill-view", topic, type);
  }

  public void build(StreamExecutionEnvironment env) {
    JobEnvironment.prepare(env, config);
    keep(env, "shipment-status", statuses, ShipmentStatus.class, ViewTables.SHIPMENT_STATUS);
    keep(env, "billing-decision", decisions, BillingDecision.class, ViewTables.BILLING_DECISION);
    keep(env, "exception", exceptions, ExceptionRaised.class, ViewTables.EXCEPTION);
    keep(env, "stock-position", positions, StockPosition.class, ViewTables.STOCK_POSITION);
    keep(env, "receipt", receipts, Receipt.class, ViewTables.RECEIPT);
    keep(env, "dead-letter", deadLetters, DeadLetter.class, ViewTables.DEAD_LETTER);
    keep(env, "partner", messages, MessageRecord.class, ViewTables.PARTNER);
    DataStream<DeadLetterAction> actions =
        read(env, "dead-letter-action", deadLetterActions, DeadLetterAction.class);
    write(
        actions
            .filter(action -> action.getContent() != null)
            .uid("dead-letter-edit")
            .name("corrections"),
        "dead-letter-edit",
        ViewTables.DEAD_LETTER_EDIT);
    write(
        actions
            .filter(action -> action.getSentTo() != null)
            .uid("dead-letter-redrive")
            .name("sent again"),
        "dead-letter-redrive",
        ViewTables.DEAD_LETTER_REDRIVE);
  }

  private <T extends SpecificRecordBase> void keep(
      StreamExecutionEnvironment env,
      String name,
      Source<T, ?, ?> source,
      Class<T> type,
      ViewTable<T> table) {
    write(read(env, name, source, type), name, table);
  }

  private static <T extends SpecificRecordBase> DataStream<T> read(
      StreamExecutionEnvironment env, String name, Source<T, ?, ?> source, Class<T> type) {
    return env.fromSource(
            source,
            WatermarkStrategy.noWatermarks(),
            name.replace('-', ' '),
            new AvroTypeInfo<>(type))
        .uid(name);
  }

  private <T> void write(DataStream<T> records, String name, ViewTable<T> table) {
    records
        .sinkTo(sink(table))
        .name("read table of " + name.replace('-', ' '))
        .uid(name + "-table");
  }

  private <T> Sink<T> sink(ViewTable<T> table) {
    return JdbcSink.<T>builder()
        .withQueryStatement(
            table.upsert(), (statement, value) -> table.binder().bind(statement, value))
        .withExecutionOptions(
            JdbcExecutionOptions.builder()
                .withBatchSize(BATCH)
                .withBatchIntervalMs(LONGEST_WAIT.toMillis())
                .withMaxRetries(RETRIES)
                .build())
        .buildAtLeastOnce(
            new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                .withUrl(config.get(WaybillOptions.VIEW_JDBC_URL))
                .withDriverName("org.postgresql.Driver")
                .build());
  }

  /** Runs on a cluster; the arguments are {@code --key value} options. */
  public static void main(String[] args) throws Exception {
    JobMain.run(NAME, args, config -> onKafka(config)::build);
  }
}
