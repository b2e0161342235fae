package io.waybill.jobs;

import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.ClockedOperator;
import io.waybill.operators.log.flink.LogClock;
import io.waybill.operators.log.flink.LogTime;
import io.waybill.operators.log.flink.TickWatermarks;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.operators.stock.flink.StockFunction;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockLogRecord;
import io.waybill.schemas.Tick;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * {@code facts.stock} to {@code stock.position}: the positions of each owner's item, at once.
 *
 * @param config the options of the jobs
 * @param facts the fact log
 * @param sink for positions, exceptions and progress
 */
public record StockJob(
    Configuration config, Source<StockLogRecord, ?, ?> facts, Sink<TopicRecord> sink) {

  public static final String NAME = "stock";

  public static StockJob onKafka(Configuration config) {
    return new StockJob(
        config,
        LogSources.stockFacts(config),
        TopicSinks.atLeastOnce(config, Topics.STOCK_POSITIONS, Topics.EXCEPTIONS, Topics.PROGRESS));
  }

  public void build(StreamExecutionEnvironment env) {
    JobEnvironment.prepare(env, config);
    int partitions = config.get(WaybillOptions.LOG_PARTITIONS);

    SingleOutputStreamOperator<StockLogRecord> log =
        env.fromSource(
                facts,
                TickWatermarks.justBefore(
                    entry -> entry.getBody() instanceof Tick tick ? tick.getLogTime() : null),
                "stock facts",
                new AvroTypeInfo<>(StockLogRecord.class))
            .uid("stock-facts");
    FailurePoints.in(NAME, log, config)
        .transform(
            "log time",
            new AvroTypeInfo<>(StockFact.class),
            new LogTime<>(
                entry -> entry.getBody() instanceof StockFact fact ? fact : null,
                fact -> fact.getEnvelope().getKey(),
                partitions))
        .uid("log-time")
        .keyBy(fact -> fact.getEnvelope().getKey())
        .transform(
            "stock ledger",
            TypeInformation.of(TopicRecord.class),
            new ClockedOperator<>(
                new StockFunction(partitions, config.get(WaybillOptions.RETENTION)),
                new LogClock(NAME, null, partitions)))
        .uid("stock-ledger")
        .sinkTo(sink)
        .name("stock positions")
        .uid("stock-sink");
  }

  /** Runs on a cluster; the arguments are {@code --key value} options. */
  public static void main(String[] args) throws Exception {
    JobMain.run(NAME, args, config -> onKafka(config)::build);
  }
}
