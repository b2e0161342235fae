package io.waybill.local.partner;

import io.waybill.jobs.ProfileTopic;
import io.waybill.local.stack.StackFailure;
import io.waybill.operators.intake.flink.DecodeFunction;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.ProfileReader;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.PartnerProfileVersion;
import io.waybill.schemas.wire.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The profiles of a running stack, and the way to publish one more version. */
public final class PublishedProfiles {

  private final String bootstrapServers;

  public PublishedProfiles(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * A version of a profile, and when and by whom it was published; null for one that comes with
   * Waybill.
   */
  public record Version(PartnerProfile profile, PartnerProfileVersion published) {}

  /** What came of publishing a version. */
  public enum Outcome {
    ADDED,
    /** The very same was published before. */
    KNOWN
  }

  /** All profiles as an intake chooses among them. */
  public Profiles profiles() {
    Profiles profiles = Profiles.bundled();
    for (PartnerProfileVersion published : ProfileTopic.versions(bootstrapServers)) {
      Optional<PartnerProfile> profile = read(published);
      if (profile.isPresent()) {
        profiles = profiles.with(profile.get());
      }
    }
    return profiles;
  }

  /** The versions of a name, by the time from which they hold. */
  public List<Version> history(String name) {
    List<PartnerProfileVersion> published = ProfileTopic.versions(bootstrapServers);
    List<Version> history = new ArrayList<>();
    for (PartnerProfile profile : profiles().versions(name)) {
      history.add(
          new Version(
              profile,
              published.stream()
                  .filter(
                      version ->
                          version.getPartner().equals(name)
                              && version.getVersion() == profile.version())
                  .findFirst()
                  .orElse(null)));
    }
    return history;
  }

  /**
   * Publishes a version; returns when Kafka has it.
   *
   * @throws StackFailure if the number stands for another text already, or is not the highest
   */
  public Outcome add(PartnerProfile profile, String yaml, String by) {
    List<Version> history = history(profile.name());
    for (Version known : history) {
      if (known.profile().version() == profile.version() && known.published() != null) {
        if (known.published().getYaml().equals(yaml)) {
          return Outcome.KNOWN;
        }
        throw new StackFailure(
            ("Version %d of %s is published already and says something else. A version never"
                    + " changes: give the new text the version %d.")
                .formatted(profile.version(), profile.name(), highest(history) + 1));
      }
    }
    if (!history.isEmpty() && profile.version() <= highest(history)) {
      throw new StackFailure(
          "The profile %s has the version %d already. Give this one the version %d."
              .formatted(profile.name(), highest(history), highest(history) + 1));
    }
    send(
        new PartnerProfileVersion(
            profile.name(), profile.version(), yaml, System.currentTimeMillis(), by));
    return Outcome.ADDED;
  }

  private static int highest(List<Version> history) {
    return history.stream().mapToInt(version -> version.profile().version()).max().orElse(0);
  }

  private void send(PartnerProfileVersion version) {
    Properties settings = new Properties();
    settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    byte[] value = AvroCodec.of(PartnerProfileVersion.class).encode(version);
    byte[] key = DecodeFunction.key(version).getBytes(StandardCharsets.UTF_8);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.PARTNER_PROFILES, null, version.getPublishedAt(), key, value))
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted before Kafka had the profile.", e);
    } catch (ExecutionException e) {
      throw new StackFailure(
          "Kafka did not take the profile (%s); nothing has changed."
              .formatted(e.getCause().getMessage()),
          e);
    }
  }

  private static Optional<PartnerProfile> read(PartnerProfileVersion published) {
    try {
      return Optional.of(ProfileReader.read(DecodeFunction.key(published), published.getYaml()));
    } catch (IllegalArgumentException leftOutByTheIntakeToo) {
      return Optional.empty();
    }
  }
}
