package io.waybill.jobs;

import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.LogRecord;
import io.waybill.schemas.Effect;
import io.waybill.schemas.StockLogRecord;
import io.waybill.schemas.TransitionLogRecord;
import io.waybill.schemas.wire.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** The sources that read Waybill's own topics. */
public final class LogSources {

  private LogSources() {}

  /** Undecoded: the task of the key decodes. */
  public static KafkaSource<LogRecord> shipmentFacts(Configuration config) {
    return of(config, "waybill-shipment", Topics.SHIPMENT_FACTS, new Undecoded());
  }

  public static KafkaSource<StockLogRecord> stockFacts(Configuration config) {
    return of(config, "waybill-stock", Topics.STOCK_FACTS, StockLogRecord.class);
  }

  public static KafkaSource<TransitionLogRecord> transitions(Configuration config) {
    return of(config, "waybill-decision", Topics.TRANSITIONS, TransitionLogRecord.class);
  }

  public static KafkaSource<Effect> effects(Configuration config) {
    return of(config, "waybill-erp-delivery", Topics.EFFECTS, Effect.class);
  }

  /** A topic from its beginning, committed records only. */
  public static <T extends SpecificRecordBase> KafkaSource<T> of(
      Configuration config, String group, String topic, Class<T> type) {
    return of(
        config, group, topic, KafkaRecordDeserializationSchema.valueOnly(new AvroSchema<>(type)));
  }

  private static <T> KafkaSource<T> of(
      Configuration config,
      String group,
      String topic,
      KafkaRecordDeserializationSchema<T> schema) {
    Properties properties = consumer(config);
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return KafkaSource.<T>builder()
        .setBootstrapServers(config.get(WaybillOptions.BOOTSTRAP_SERVERS))
        .setGroupId(group)
        .setTopics(topic)
        .setStartingOffsets(new EarliestOrFail())
        .setProperties(properties)
        .setDeserializer(schema)
        .build();
  }

  static Properties consumer(Configuration config) {
    Properties properties = new Properties();
    properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "8192");
    boolean large = config.get(WaybillOptions.LARGE_BATCHES);
    properties.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, large ? "100" : "50");
    if (large) {
      properties.setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, String.valueOf(100_000));
      // The clock follows the partition that was read least: none may run far ahead.
      properties.setProperty(
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, String.valueOf(131_072));
    }
    return properties;
  }

  /**
   * From the beginning at first; offsets that are gone later fail the job, instead of starting it
   * somewhere else in silence.
   */
  static final class EarliestOrFail implements OffsetsInitializer {

    private static final long serialVersionUID = 1L;

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
        Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
      return retriever.beginningOffsets(partitions);
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
      return OffsetResetStrategy.NONE;
    }
  }

  private static final class Undecoded implements KafkaRecordDeserializationSchema<LogRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<LogRecord> out) {
      String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
      out.collect(new LogRecord(key, record.timestamp(), record.value()));
    }

    @Override
    public TypeInformation<LogRecord> getProducedType() {
      return TypeInformation.of(LogRecord.class);
    }
  }

  private static final class AvroSchema<T extends SpecificRecordBase>
      extends AbstractDeserializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private transient AvroCodec<T> codec;

    AvroSchema(Class<T> type) {
      super(new AvroTypeInfo<>(type));
      this.type = type;
    }

    @Override
    public void open(InitializationContext context) {
      codec = AvroCodec.of(type);
    }

    @Override
    public T deserialize(byte[] message) {
      return codec.decode(message);
    }
  }
}
