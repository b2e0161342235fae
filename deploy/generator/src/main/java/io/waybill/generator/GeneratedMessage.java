package io.waybill.generator;

/**
 * One raw message as a partner sent it.
 *
 * @param recordedAt when it arrives, milliseconds since 1970-01-01T00:00:00Z
 * @param partner name of the partner profile that reads it: one that comes with Waybill, or one of
 *     the folder {@code profiles} beside the messages
 * @param body text of the message
 */
public record GeneratedMessage(long recordedAt, String partner, String body) {}
