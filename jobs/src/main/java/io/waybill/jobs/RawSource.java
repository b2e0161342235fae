package io.waybill.jobs;

import io.waybill.operators.intake.flink.RawRecord;
import io.waybill.operators.log.RawHeaders;
import io.waybill.operators.log.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The sources that read a raw topic from its beginning. */
final class RawSource {

  private static final int MAX_POLL = 8192;
  private static final int MAX_OVERFLOW_POLL = 100;

  private RawSource() {}

  /** The topic with the clock. */
  static KafkaSource<RawRecord> of(Configuration config) {
    return of(config, "waybill-intake", Topics.RAW, MAX_POLL);
  }

  /** What partners sent beyond their quota; few at a time, since they are read slowly. */
  static KafkaSource<RawRecord> overflow(Configuration config) {
    return of(config, "waybill-intake-overflow", Topics.RAW_OVERFLOW, MAX_OVERFLOW_POLL);
  }

  private static KafkaSource<RawRecord> of(
      Configuration config, String group, String topic, int maxPoll) {
    Properties properties = LogSources.consumer(config);
    properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(maxPoll));
    return KafkaSource.<RawRecord>builder()
        .setBootstrapServers(config.get(WaybillOptions.BOOTSTRAP_SERVERS))
        .setGroupId(group)
        .setTopics(topic)
        .setStartingOffsets(new LogSources.EarliestOrFail())
        .setProperties(properties)
        .setDeserializer(new Schema())
        .build();
  }

  /** Keeps where a record is; refuses nothing, since what is wrong becomes a dead letter. */
  static final class Schema implements KafkaRecordDeserializationSchema<RawRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
      RawRecord raw = new RawRecord();
      raw.topic = record.topic();
      raw.partition = record.partition();
      raw.offset = record.offset();
      raw.timestamp = Math.max(0, record.timestamp());
      raw.clock = record.headers().lastHeader(RawHeaders.CLOCK) != null;
      raw.redriven = record.headers().lastHeader(RawHeaders.DEAD_LETTER) != null;
      Header partner = record.headers().lastHeader(RawHeaders.PARTNER);
      if (partner != null && partner.value() != null) {
        raw.partner = new String(partner.value(), StandardCharsets.UTF_8);
      }
      if (record.value() != null) {
        raw.value = record.value();
      }
      out.collect(raw);
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
      return TypeInformation.of(RawRecord.class);
    }
  }
}
