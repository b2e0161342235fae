package io.waybill.operators.intake.message;

import io.waybill.schemas.Reference;
import io.waybill.schemas.Version;

/**
 * What all facts of a message share.
 *
 * @param messageId identity of the message at its source
 * @param version which of two conflicting facts stands
 * @param retracted whether the message takes its subjects back
 * @param reference the shipment that it is about; null on a stock movement
 * @param controlNumbers of an EDI message, or null
 */
public record MessageHeader(
    String messageId,
    Version version,
    boolean retracted,
    Reference reference,
    String controlNumbers) {

  MessageHeader asRetraction() {
    return new MessageHeader(messageId, version, true, reference, controlNumbers);
  }
}
