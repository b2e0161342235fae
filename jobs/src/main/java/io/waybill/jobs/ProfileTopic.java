package io.waybill.jobs;

import io.waybill.operators.intake.profile.ProfileReader;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.PartnerProfileVersion;
import io.waybill.schemas.wire.AvroCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The compacted topic of published profiles. */
public final class ProfileTopic {

  private static final Logger LOG = LoggerFactory.getLogger(ProfileTopic.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private ProfileTopic() {}

  /** Every version, and then what is published. */
  static Source<PartnerProfileVersion, ?, ?> source(Configuration config) {
    return LogSources.of(
        config, "waybill-profiles", Topics.PARTNER_PROFILES, PartnerProfileVersion.class);
  }

  /**
   * What an intake knows when it starts: the profiles that come with Waybill, those of the folder,
   * and every version that has been published by now. So a replay reads each message by the version
   * that held then, however fast it reads; the source alone would leave that to chance.
   */
  static Profiles known(Configuration config) {
    Profiles profiles = base(config);
    for (PartnerProfileVersion version : versions(config.get(WaybillOptions.BOOTSTRAP_SERVERS))) {
      try {
        profiles =
            profiles.with(
                ProfileReader.read(
                    version.getPartner() + "/" + version.getVersion(), version.getYaml()));
      } catch (IllegalArgumentException e) {
        LOG.error("A published profile is left out, and what held before goes on holding.", e);
      }
    }
    return profiles;
  }

  private static Profiles base(Configuration config) {
    return config
        .getOptional(WaybillOptions.PROFILES_FOLDER)
        .map(folder -> Profiles.bundledAnd(Path.of(folder)))
        .orElseGet(Profiles::bundled);
  }

  /** The published versions by name and number; of one that was published twice, the last. */
  public static List<PartnerProfileVersion> versions(String bootstrapServers) {
    Map<String, TreeMap<Integer, PartnerProfileVersion>> versions = new TreeMap<>();
    AvroCodec<PartnerProfileVersion> codec = AvroCodec.of(PartnerProfileVersion.class);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.PARTNER_PROFILES).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          PartnerProfileVersion version = codec.decode(record.value());
          versions
              .computeIfAbsent(version.getPartner(), partner -> new TreeMap<>())
              .put(version.getVersion(), version);
        }
      }
    }
    return versions.values().stream().flatMap(numbers -> numbers.values().stream()).toList();
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
