package io.waybill.local.partner;

import io.waybill.local.feed.TopicReader;
import io.waybill.operators.intake.flink.DecodeFunction;
import io.waybill.operators.intake.profile.ProfileReader;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.PartnerProfileVersion;
import io.waybill.schemas.wire.AvroCodec;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The profiles as a running intake has them, a moment later. */
public final class FollowedProfiles implements Supplier<Profiles>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FollowedProfiles.class);
  private static final long EVERY_MILLIS = 500;

  private final AvroCodec<PartnerProfileVersion> codec = AvroCodec.of(PartnerProfileVersion.class);
  private final TopicReader reader;
  private final ScheduledExecutorService follower =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "waybill-profiles");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Profiles profiles = Profiles.bundled();

  public FollowedProfiles(String bootstrapServers) {
    reader = new TopicReader(bootstrapServers, Topics.PARTNER_PROFILES);
    reader.readToEnd(record -> accept(codec.decode(record.value())));
    follower.scheduleWithFixedDelay(
        this::follow, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public Profiles get() {
    return profiles;
  }

  private void follow() {
    try {
      reader.poll(record -> accept(codec.decode(record.value())));
    } catch (RuntimeException e) {
      LOG.warn("The published profiles could not be read; it is tried again", e);
    }
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
    follower.shutdown();
    try {
      follower.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reader.close();
  }
}
