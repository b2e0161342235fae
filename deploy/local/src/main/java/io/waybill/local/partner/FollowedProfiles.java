package io.waybill.local.partner;

import io.waybill.local.feed.TopicFollower;
import io.waybill.operators.intake.flink.DecodeFunction;
import io.waybill.operators.intake.profile.ProfileReader;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.PartnerProfileVersion;
import io.waybill.schemas.wire.AvroCodec;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The profiles as a running intake has them, a moment later. */
public final class FollowedProfiles implements Supplier<Profiles>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FollowedProfiles.class);
  private static final Duration EVERY = Duration.ofMillis(500);

  private final AvroCodec<PartnerProfileVersion> codec = AvroCodec.of(PartnerProfileVersion.class);
  private final TopicFollower follower;
  private volatile Profiles profiles = Profiles.bundled();

  public FollowedProfiles(String bootstrapServers) {
    follower =
        new TopicFollower(
            bootstrapServers,
            Topics.PARTNER_PROFILES,
            EVERY,
            record -> accept(codec.decode(record.value())));
  }

  @Override
  public Profiles get() {
    return profiles;
  }

  private void accept(PartnerProfileVersion version) {
    try {
      profiles = profiles.with(ProfileReader.read(DecodeFunction.key(version), version.getYaml()));
    } catch (IllegalArgumentException e) {
      LOG.error("A published profile is left out, and what held before goes on holding.", e);
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
