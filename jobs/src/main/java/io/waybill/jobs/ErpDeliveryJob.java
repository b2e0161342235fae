package io.waybill.jobs;

import io.waybill.operators.delivery.ErpConnector;
import io.waybill.operators.delivery.InterfaceTables;
import io.waybill.operators.delivery.Patience;
import io.waybill.operators.delivery.flink.ErpDelivery;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.Effect;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * {@code erp.effect} to the ERP, and its answers to {@code erp.receipt}. The effects of a shipment
 * are delivered in their order.
 *
 * @param config the options of the jobs
 * @param effects committed effects
 * @param connectors the way to the ERP
 * @param sink for receipts
 */
public record ErpDeliveryJob(
    Configuration config,
    Source<Effect, ?, ?> effects,
    ErpConnector.Factory connectors,
    Sink<TopicRecord> sink) {

  public static final String NAME = "erp-delivery";

  public static ErpDeliveryJob onKafka(Configuration config) {
    Patience patience =
        new Patience(
            config.get(WaybillOptions.ERP_RETRY_DELAY),
            config.get(WaybillOptions.ERP_LONGEST_RETRY_DELAY),
            config.get(WaybillOptions.ERP_GIVE_UP_AFTER));
    return new ErpDeliveryJob(
        config,
        LogSources.effects(config),
        InterfaceTables.factory(
            config.get(WaybillOptions.ERP_NAME), config.get(WaybillOptions.ERP_JDBC_URL), patience),
        TopicSinks.atLeastOnce(config, Topics.RECEIPTS));
  }

  public void build(StreamExecutionEnvironment env) {
    JobEnvironment.prepare(env, config);
    SingleOutputStreamOperator<Effect> committed =
        env.fromSource(
                effects,
                WatermarkStrategy.noWatermarks(),
                "effects",
                new AvroTypeInfo<>(Effect.class))
            .uid("effects");
    FailurePoints.in(NAME, committed, config)
        .keyBy(Effect::getShipment)
        .map(new ErpDelivery(connectors, config.get(WaybillOptions.LOG_PARTITIONS)))
        .returns(TypeInformation.of(TopicRecord.class))
        .name("delivery")
        .uid("delivery")
        .sinkTo(sink)
        .name("receipts")
        .uid("receipt-sink");
  }

  /** Runs on a cluster; the arguments are {@code --key value} options. */
  public static void main(String[] args) throws Exception {
    JobMain.run(NAME, args, config -> onKafka(config)::build);
  }
}
