package io.waybill.operators.identity;

import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.message.References;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ShipmentFact;
import java.nio.ByteBuffer;

/** What is said about facts whose reference nobody linked to a shipment. */
public final class Unmatched {

  public static final String CODE = "UNMATCHED";

  private Unmatched() {}

  /**
   * One exception for each reference, however many facts wait.
   *
   * @param firstFact that waits
   * @param waiting how many do
   */
  public static ExceptionRaised exception(ShipmentFact firstFact, int waiting, long raisedAt) {
    Envelope first = firstFact.getEnvelope();
    String key = References.key(first.getReference());
    return new ExceptionRaised(
        CODE + "/" + key,
        CODE,
        key,
        raisedAt,
        "transport planning",
        ("%d facts wait for reference %s, the first of them %s from %s; no load or ship order has"
                + " linked it to a shipment. Send one that does, or correct the reference.")
            .formatted(
                waiting, named(first.getReference()), first.getSubject(), first.getPartner()));
  }

  /**
   * A fact that waited until its reference was forgotten.
   *
   * @param content the fact in Avro single-object encoding
   */
  public static DeadLetter deadLetter(ShipmentFact fact, byte[] content) {
    Envelope envelope = fact.getEnvelope();
    return new DeadLetter(
        CODE + "/" + envelope.getFactId(),
        envelope.getPartner(),
        Reason.UNMATCHED.name(),
        "reference",
        References.key(envelope.getReference()),
        "No load or ship order linked the reference to a shipment: send one that does, then send"
            + " the message again.",
        envelope.getRaw(),
        envelope.getRecordedAt(),
        ByteBuffer.wrap(content));
  }

  private static String named(Reference reference) {
    return reference.getIssuer().isEmpty()
        ? reference.getType() + " " + reference.getValue()
        : "%s %s of %s".formatted(reference.getType(), reference.getValue(), reference.getIssuer());
  }
}
