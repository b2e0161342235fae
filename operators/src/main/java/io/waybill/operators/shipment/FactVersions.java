package io.waybill.operators.shipment;

import io.waybill.schemas.Version;
import java.util.Comparator;

/** Which of two conflicting things stands; arrival has no say. */
public final class FactVersions {

  public static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::getSupersession)
          .thenComparingLong(Version::getCreatedAt)
          .thenComparing(Version::getMessageId);

  private FactVersions() {}

  /** Which of two facts about the same subject stands. */
  static Fact<?> standing(Fact<?> one, Fact<?> other) {
    int order = ORDER.compare(one.version(), other.version());
    if (order == 0) {
      order = one.factId().compareTo(other.factId());
    }
    return order > 0 ? one : other;
  }

  /** Whether a link version is older than another; null (no link) is the oldest. */
  static boolean older(Version one, Version other) {
    if (one == null || other == null) {
      return one == null && other != null;
    }
    return ORDER.compare(one, other) < 0;
  }
}
