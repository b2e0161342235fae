package io.waybill.operators.shipment;

import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.Version;
import java.util.Comparator;

/** Which of two conflicting things stands; arrival has no say. */
public final class FactVersions {

  public static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::getSupersession)
          .thenComparingLong(Version::getCreatedAt)
          .thenComparing(Version::getMessageId);

  private FactVersions() {}

  /** Whether {@code one} stands against {@code other}, which is about the same subject. */
  static boolean stands(ShipmentFact one, ShipmentFact other) {
    int order = ORDER.compare(one.getEnvelope().getVersion(), other.getEnvelope().getVersion());
    if (order == 0) {
      order = one.getEnvelope().getFactId().compareTo(other.getEnvelope().getFactId());
    }
    return order > 0;
  }

  /** Whether a link version is older than another; null (no link) is the oldest. */
  static boolean older(Version one, Version other) {
    if (one == null || other == null) {
      return one == null && other != null;
    }
    return ORDER.compare(one, other) < 0;
  }
}
