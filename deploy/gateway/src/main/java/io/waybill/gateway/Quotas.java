package io.waybill.gateway;

import io.waybill.operators.intake.profile.PartnerProfile;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * How many messages a second each partner may send, on average; one who was quiet may send two
 * seconds' worth at once. What is beyond the quota, and all of a partner whose circuit is open
 * since too much of it was rubbish, goes to the overflow, up to ten times the quota; what is beyond
 * that has to wait. Kept for partners with a profile only, so names that are made up take no
 * memory.
 */
final class Quotas {

  private static final double BURST_SECONDS = 2;
  private static final double NANOS = 1e9;
  private static final int OVERFLOW_TIMES = 9;

  private final LongSupplier nanoTime;
  private final Predicate<String> circuits;
  private final Map<String, Buckets> buckets = new ConcurrentHashMap<>();

  /**
   * @param circuits whether the circuit of a partner is open: all it sends goes to the overflow
   */
  Quotas(LongSupplier nanoTime, Predicate<String> circuits) {
    this.circuits = circuits;
    this.nanoTime = nanoTime;
  }

  /**
   * Where messages go.
   *
   * @param waitSeconds after which to try again; 0 when they are taken
   * @param beyondQuota whether they go to the overflow
   */
  record Admission(long waitSeconds, boolean beyondQuota) {}

  Admission admit(PartnerProfile profile, int messages) {
    int perSecond = profile.terms().limits().messagesPerSecond();
    long now = nanoTime.getAsLong();
    return buckets
        .computeIfAbsent(profile.name(), name -> new Buckets(new Bucket(now), new Bucket(now)))
        .admit(perSecond, messages, now, circuits.test(profile.name()));
  }

  private record Buckets(Bucket quota, Bucket overflow) {

    Admission admit(int perSecond, int messages, long now, boolean open) {
      if (!open && quota.takeOrWait(perSecond, messages, now) == 0) {
        return new Admission(0, false);
      }
      return new Admission(overflow.takeOrWait(perSecond * OVERFLOW_TIMES, messages, now), true);
    }
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
