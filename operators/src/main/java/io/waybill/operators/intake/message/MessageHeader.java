package io.waybill.operators.intake.message;

import io.waybill.schemas.Reference;
import io.waybill.schemas.Version;

/**
 * What all facts of a message share.
 *
 * @param messageId identity of the message at its source
 * @param version which of two conflicting facts stands
 * @param identifying the version that is part of the facts' ids. It differs from the other where
 *     the rule of versions has changed since: the ids may not
 * @param retracted whether the message takes its subjects back
 * @param reference the shipment that it is about; null on a stock movement
 * @param controlNumbers of an EDI message, or null
 */
public record MessageHeader(
    String messageId,
    Version version,
    Version identifying,
    boolean retracted,
    Reference reference,
    String controlNumbers) {

  public MessageHeader(
      String messageId,
      Version version,
      boolean retracted,
      Reference reference,
      String controlNumbers) {
    this(messageId, version, version, retracted, reference, controlNumbers);
  }

  /** The same about another shipment. */
  public MessageHeader about(Reference other) {
    return new MessageHeader(messageId, version, identifying, retracted, other, controlNumbers);
  }

  /** The same, taking its subjects back. */
  public MessageHeader asRetraction() {
    return new MessageHeader(messageId, version, identifying, true, reference, controlNumbers);
  }

  /** The same with another version, of which the ids know nothing. */
  public MessageHeader standingAs(Version other) {
    return new MessageHeader(messageId, other, identifying, retracted, reference, controlNumbers);
  }
}
