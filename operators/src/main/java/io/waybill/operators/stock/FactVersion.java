package io.waybill.operators.stock;

import io.waybill.operators.shipment.FactVersions;
import io.waybill.schemas.StandingMovement;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.Version;
import java.util.Comparator;

/**
 * Which of two facts of one subject stands: the higher one, whichever came first.
 *
 * @param version what the source says
 * @param factId breaks the last tie
 */
record FactVersion(Version version, String factId) implements Comparable<FactVersion> {

  private static final Comparator<FactVersion> ORDER =
      Comparator.comparing(FactVersion::version, FactVersions.ORDER)
          .thenComparing(FactVersion::factId);

  static FactVersion of(StockFact fact) {
    return new FactVersion(fact.getEnvelope().getVersion(), fact.getEnvelope().getFactId());
  }

  static FactVersion of(StandingMovement standing) {
    return new FactVersion(standing.getVersion(), standing.getFactId());
  }

  @Override
  public int compareTo(FactVersion other) {
    return ORDER.compare(this, other);
  }
}
