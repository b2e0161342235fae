package io.waybill.operators.intake.profile;

/**
 * What a tracker message may say, and the key under which a profile says where. Those of an event
 * are looked up in the event, those of the tracker in the tracker.
 */
public enum TrackerField {
  /** The trackers of a message; the others begin there. */
  TRACKERS("trackers"),
  TRACKING_NUMBER("tracking-number"),
  CARRIER("carrier"),
  /** When the source last changed the tracker; {@code =newest event} if it does not say it. */
  UPDATED("updated"),
  ESTIMATED_DELIVERY("estimated-delivery"),
  /** The delivery that the shipper promised. */
  PROMISED_DELIVERY("promised-delivery"),
  SIGNED_BY("signed-by"),
  /**
   * The events; all of them count, an event that stands in two places once. The empty pointer is
   * the tracker itself, which is an event when it has no others.
   */
  EVENTS("events"),
  EVENT_ID("event-id"),
  /** From the most to the least specific: the first that has a meaning counts. */
  EVENT_CODE("event-code"),
  EVENT_TEXT("event-text"),
  EVENT_REASON("event-reason"),
  /** Date with time, or a date whose time and offset stand beside it. */
  EVENT_TIME("event-time"),
  EVENT_CLOCK("event-clock"),
  EVENT_OFFSET("event-offset"),
  EVENT_CREATED("event-created"),
  CITY("city"),
  STATE("state"),
  POSTAL_CODE("postal-code"),
  COUNTRY("country"),
  /** The place in words, when it has no city. */
  PLACE("place"),
  FACILITY("facility"),
  LATITUDE("latitude"),
  LONGITUDE("longitude");

  private final String label;

  TrackerField(String label) {
    this.label = label;
  }

  /** As profiles write it. */
  public String label() {
    return label;
  }
}
