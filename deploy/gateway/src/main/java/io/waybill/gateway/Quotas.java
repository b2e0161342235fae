package io.waybill.gateway;

import io.waybill.operators.intake.profile.PartnerProfile;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How many messages a second each partner may send, on average; one who was quiet may send two
 * seconds' worth at once. Kept for partners with a profile only, so names that are made up take no
 * memory.
 */
final class Quotas {

  private static final double BURST_SECONDS = 2;
  private static final double NANOS = 1e9;

  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  Quotas(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Seconds to wait before {@code messages} may be sent; 0 when they are taken now. */
  long takeOrWait(PartnerProfile profile, int messages) {
    int perSecond = profile.terms().limits().messagesPerSecond();
    return perSecond == 0
        ? 0
        : buckets
            .computeIfAbsent(profile.name(), name -> new Bucket(nanoTime.getAsLong()))
            .takeOrWait(perSecond, messages, nanoTime.getAsLong());
  }

  private static final class Bucket {

    private double left = Double.NaN;
    private long at;

    Bucket(long now) {
      at = now;
    }

    synchronized long takeOrWait(int perSecond, int messages, long now) {
      double most = perSecond * BURST_SECONDS;
      left = Double.isNaN(left) ? most : Math.min(most, left + perSecond * ((now - at) / NANOS));
      at = now;
      // A file of more than a whole burst passes when the bucket is full, and the rest is owed.
      double needed = Math.min(messages, most);
      if (left < needed) {
        return Math.max(1, (long) Math.ceil((needed - left) / perSecond));
      }
      left -= messages;
      return 0;
    }
  }
}
