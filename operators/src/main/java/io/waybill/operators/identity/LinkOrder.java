package io.waybill.operators.identity;

import io.waybill.schemas.Version;
import java.util.Comparator;

/** Which of two links of one reference stands: never the one that arrived last. */
final class LinkOrder {

  static final Comparator<Version> BY_VERSION =
      Comparator.comparingInt(Version::getSupersession)
          .thenComparingLong(Version::getCreatedAt)
          .thenComparing(Version::getMessageId);

  private LinkOrder() {}
}
