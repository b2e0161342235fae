package io.waybill.generator;

/**
 * A message that a partner made and that has not arrived anywhere yet.
 *
 * @param createdAt when its sender made it, milliseconds since 1970-01-01T00:00:00Z
 * @param partner name of the partner profile that reads it
 * @param body text of the message
 */
record Draft(long createdAt, String partner, String body) {

  /** One file of this and a later message of the same partner. */
  Draft and(Draft later) {
    return new Draft(Math.max(createdAt, later.createdAt), partner, body + later.body);
  }
}
