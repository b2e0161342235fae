package io.waybill.jobs;

import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.ClockedOperator;
import io.waybill.operators.log.flink.LogClock;
import io.waybill.operators.log.flink.LogRecord;
import io.waybill.operators.log.flink.LogTime;
import io.waybill.operators.log.flink.TickWatermarks;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.operators.shipment.flink.ShipmentFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The join: {@code facts.shipment} to {@code shipment.transition} and {@code shipment.status}.
 *
 * @param config the options of the jobs
 * @param facts the fact log
 * @param sink for transitions, ticks, statuses and progress; keeps the order of each partition
 */
public record ShipmentJob(
    Configuration config, Source<LogRecord, ?, ?> facts, Sink<TopicRecord> sink) {

  public static final String NAME = "shipment";

  public static ShipmentJob onKafka(Configuration config) {
    return new ShipmentJob(
        config,
        LogSources.shipmentFacts(config),
        TopicSinks.atLeastOnce(
            config, Topics.TRANSITIONS, Topics.SHIPMENT_STATUS, Topics.PROGRESS));
  }

  public void build(StreamExecutionEnvironment env) {
    JobEnvironment.prepare(env, config);
    JobEnvironment.ruleBook(config);
    int partitions = config.get(WaybillOptions.LOG_PARTITIONS);

    SingleOutputStreamOperator<LogRecord> log =
        env.fromSource(
                facts,
                TickWatermarks.justBefore(entry -> entry.isTick() ? entry.timestamp : null),
                "shipment facts",
                TypeInformation.of(LogRecord.class))
            .uid("shipment-facts");
    FailurePoints.in(NAME, log, config)
        .transform(
            "log time",
            TypeInformation.of(LogRecord.class),
            new LogTime<>(entry -> entry.isTick() ? null : entry, LogRecord::key, partitions))
        .uid("log-time")
        .keyBy(LogRecord::key)
        .transform(
            "shipment join",
            TypeInformation.of(TopicRecord.class),
            new ClockedOperator<>(
                new ShipmentFunction(
                    JobEnvironment.rulesJson(config),
                    partitions,
                    config.get(WaybillOptions.RETENTION),
                    config.get(WaybillOptions.CACHED_SHIPMENTS)),
                new LogClock(NAME, LogClock.Log.TRANSITIONS, partitions)))
        .uid("shipment-join")
        .sinkTo(sink)
        .name("transitions and statuses")
        .uid("shipment-sink");
  }

  /** Runs on a cluster; the arguments are {@code --key value} options. */
  public static void main(String[] args) throws Exception {
    JobMain.run(NAME, args, config -> onKafka(config)::build);
  }
}
