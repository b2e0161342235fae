package io.waybill.operators.intake.message;

/**
 * A message as it came.
 *
 * @param partner name of the profile that reads it; null when the record did not say
 * @param topic where its bytes are
 * @param partition of the topic
 * @param offset in the partition
 * @param timestamp recorded time, milliseconds since 1970-01-01T00:00:00Z
 * @param bytes never null; empty for an empty record
 */
public record RawMessage(
    String partner, String topic, int partition, long offset, long timestamp, byte[] bytes) {}
