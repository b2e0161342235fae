package io.waybill.operators.stock;

import io.waybill.schemas.Bucket;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockMovement;
import io.waybill.schemas.StockPlace;
import io.waybill.schemas.Version;
import java.math.BigDecimal;

/** Stock facts for tests: one owner, one item. */
public final class StockFacts {

  public static final String KEY = "ACME|aspirin";
  public static final StockPlace SHELF = new StockPlace(Bucket.ON_HAND, "RDC", "GOOD");
  public static final StockPlace TRANSIT = new StockPlace(Bucket.IN_TRANSIT, "", "GOOD");
  public static final StockPlace CUSTOMER = new StockPlace(Bucket.CUSTOMER, "", "GOOD");
  public static final StockPlace DAMAGED = new StockPlace(Bucket.CUSTOMER, "", "DAMAGED");

  private StockFacts() {}

  public static StockFact shipped(String subject, int supersession, long occurredAt, long packs) {
    return moved(subject, supersession, occurredAt, packs, "PACK", SHELF, TRANSIT);
  }

  public static StockFact delivered(String subject, int supersession, long occurredAt, long packs) {
    return moved(subject, supersession, occurredAt, packs, "PACK", TRANSIT, CUSTOMER);
  }

  public static StockFact moved(
      String subject,
      int supersession,
      long occurredAt,
      long quantity,
      String unit,
      StockPlace source,
      StockPlace target) {
    Envelope envelope =
        Envelope.newBuilder()
            .setFactId(subject + "#" + supersession)
            .setKey(KEY)
            .setRulesVersion(1)
            .setOccurredAt(occurredAt)
            .setOccurredOffset("Z")
            .setRecordedAt(0)
            .setPartner("wms")
            .setProfileVersion(1)
            .setMessageId("m-" + supersession)
            .setSubject(subject)
            .setVersion(new Version(supersession, 0L, "m-" + supersession))
            .setRaw(new RawPointer("raw", 0, 0L, 0, null))
            .build();
    return new StockFact(
        envelope,
        new StockMovement(
            "ACME", "aspirin", BigDecimal.valueOf(quantity).setScale(6), unit, source, target),
        null);
  }

  public static StockFact retracted(StockFact fact) {
    fact.getEnvelope().setRetracted(true);
    return fact;
  }
}
