package io.waybill.operators.log;

/** Kafka headers of a raw record; their values are UTF-8. */
public final class RawHeaders {

  /** Name of the partner profile that reads the message. Absent on a clock record. */
  public static final String PARTNER = "waybill-partner";

  /** Present, with any value, on a clock record: its timestamp is the time, its value is empty. */
  public static final String CLOCK = "waybill-clock";

  /** Id of the dead letter that the message was, when an operator sends it again. */
  public static final String DEAD_LETTER = "waybill-dead-letter";

  private RawHeaders() {}
}
