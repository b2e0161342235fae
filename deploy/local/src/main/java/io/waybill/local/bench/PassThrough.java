package io.waybill.local.bench;

import io.waybill.jobs.TopicSinks;
import io.waybill.jobs.WaybillOptions;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.LogAppender;
import io.waybill.operators.log.flink.LogClock;
import io.waybill.operators.log.flink.TickWatermarks;
import io.waybill.operators.log.flink.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The yardstick: the bytes of the fact log from one topic to another, undecoded, exactly once, with
 * their headers. The ticks pass through as well; they only tell how far it is.
 */
final class PassThrough {

  static final String TASK = "pass-through";

  private PassThrough() {}

  static void build(StreamExecutionEnvironment env, Configuration config, String round) {
    Properties properties = new Properties();
    properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "8192");
    KafkaSource<TopicRecord> source =
        KafkaSource.<TopicRecord>builder()
            .setBootstrapServers(config.get(WaybillOptions.BOOTSTRAP_SERVERS))
            .setGroupId("bench-" + round)
            .setTopics(Topics.SHIPMENT_FACTS)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setProperties(properties)
            .setDeserializer(new Bytes())
            .build();
    SingleOutputStreamOperator<TopicRecord> passed =
        env.fromSource(
                source,
                TickWatermarks.justBefore(record -> record.key == null ? record.timestamp : null),
                "facts as bytes")
            .uid("bytes")
            .transform(
                "pass through",
                TypeInformation.of(TopicRecord.class),
                new LogAppender(
                    new LogClock(TASK, null, config.get(WaybillOptions.LOG_PARTITIONS))))
            .uid("pass-through");
    passed
        .filter(record -> !record.topic.equals(Topics.PROGRESS))
        .uid("bytes-out")
        .sinkTo(TopicSinks.exactlyOnce(config, "bench-" + round + "-", Topics.EFFECTS))
        .uid("bytes-sink");
    passed
        .filter(record -> record.topic.equals(Topics.PROGRESS))
        .uid("progress-out")
        .sinkTo(TopicSinks.atLeastOnce(config, Topics.PROGRESS))
        .uid("progress-sink");
  }

  private static final class Bytes implements KafkaRecordDeserializationSchema<TopicRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<TopicRecord> out) {
      TopicRecord passed = new TopicRecord();
      passed.topic = Topics.EFFECTS;
      passed.partition = record.partition();
      passed.timestamp = record.timestamp();
      passed.key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
      passed.value = record.value();
      Header id = record.headers().lastHeader("ce_id");
      passed.id = id == null ? null : new String(id.value(), StandardCharsets.UTF_8);
      passed.type = LogClock.Log.SHIPMENT_FACTS.recordName();
      out.collect(passed);
    }

    @Override
    public TypeInformation<TopicRecord> getProducedType() {
      return TypeInformation.of(TopicRecord.class);
    }
  }
}
