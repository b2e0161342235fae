package io.waybill.local.deadletter;

import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.Reason;
import java.time.Instant;

/**
 * A dead letter, as the read table has it, and what an operator made of it.
 *
 * @param id of the dead letter
 * @param partner empty when the message did not say
 * @param reason kind of problem
 * @param field what was wrong
 * @param value what stands there; may be personal data
 * @param remedy what to do
 * @param at where the raw message is
 * @param position of the part in the message
 * @param controlNumbers of an EDI message, or null
 * @param recordedAt of the raw message
 * @param content of the message or the part; may be personal data
 * @param edit the operator's correction, or null
 * @param redrive null while it was not sent again
 */
public record Letter(
    String id,
    String partner,
    String reason,
    String field,
    String value,
    String remedy,
    RawPlace at,
    int position,
    String controlNumbers,
    Instant recordedAt,
    byte[] content,
    Edit edit,
    Redrive redrive) {

  /**
   * Whether its content is all that was wrong. Not so a message that was cut because it is long,
   * and a fact that found no shipment, which stands here as a fact: the raw topic has their
   * messages.
   */
  public boolean isWhole() {
    return content.length < DeadLetters.MAX_CONTENT && !reason.equals(Reason.UNMATCHED.name());
  }

  /** A place in a raw topic. */
  public record RawPlace(String topic, int partition, long offset) {}

  /** A corrected content. */
  public record Edit(byte[] content, String by, Instant at) {}

  /**
   * That it was sent again.
   *
   * @param edited whether with the correction
   * @param to where it stands now
   * @param again the dead letter that it became then, or null
   */
  public record Redrive(String by, Instant at, boolean edited, RawPlace to, String again) {}
}
