package io.waybill.referee;

/**
 * One thing that one message says about a shipment.
 *
 * @param subject what it is about; of all facts of one subject the greatest version stands
 * @param cancelled whether it takes the subject back
 * @param occurredAt when it happened, milliseconds since 1970-01-01T00:00:00Z
 * @param recordedAt when the message arrived first
 * @param reference by which name it speaks of the shipment
 */
record Fact(
    String subject,
    Version version,
    boolean cancelled,
    long occurredAt,
    long recordedAt,
    Reference reference,
    Payload payload) {

  /** Whether it must have happened before it counts; the others are agreements, valid at once. */
  boolean countsOnlyOnceItOccurred() {
    return payload instanceof Payload.Shipped
        || payload instanceof Payload.Milestone
        || payload instanceof Payload.Proof;
  }

  /** Whether it is no mere claim at this log time. */
  boolean hasOccurredBy(long time) {
    return !countsOnlyOnceItOccurred() || occurredAt <= time;
  }
}
