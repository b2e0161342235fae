package io.waybill.referee;

import java.util.Comparator;

/**
 * Which of two messages about one subject stands: the greater version, never the later arrival.
 *
 * @param revision the sender's own count
 * @param created when the sender made it, milliseconds since 1970-01-01T00:00:00Z
 * @param message identity of the message, to break the tie
 */
record Version(int revision, long created, String message) implements Comparable<Version> {

  private static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::revision)
          .thenComparingLong(Version::created)
          .thenComparing(Version::message);

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }
}
