package io.waybill.local.feed;

/**
 * One message as a partner sent it.
 *
 * @param recordedAt when it became known, in milliseconds since 1970
 * @param partner name of the profile that reads it
 * @param key identity of the message at its sender, or empty; messages of one key keep their order
 * @param content the bytes as they came
 */
public record RawMessage(long recordedAt, String partner, String key, byte[] content) {}
