package io.waybill.generator;

/**
 * One raw message as a partner sent it.
 *
 * @param recordedAt when it arrives, milliseconds since 1970-01-01T00:00:00Z
 * @param partner name of the partner profile that reads it: {@code canonical} or {@code x12-214}
 * @param body text of the message
 */
public record GeneratedMessage(long recordedAt, String partner, String body) {

  /** Profile of Waybill's own JSON messages. */
  public static final String CANONICAL = "canonical";

  /** Profile of the carriers' X12 status messages. */
  public static final String X12_214 = "x12-214";
}
