package io.waybill.generator;

import java.time.Duration;

/**
 * What to generate.
 *
 * @param seed the first seed; set {@code i} (from 0) is made from {@code seed + i}
 * @param shipments shipments of each set
 * @param seeds number of different sets of messages
 * @param arrivalOrders how often each set is written, each time under another owner and with other
 *     recorded times
 * @param fetchedEvery messages are fetched, and so recorded, at the full multiples of this
 */
public record GeneratorOptions(
    long seed, int shipments, int seeds, int arrivalOrders, Duration fetchedEvery) {

  /** The finest times that the generator knows. */
  public static final Duration FINEST = Duration.ofSeconds(1);

  public GeneratorOptions {
    requirePositive("shipments", shipments);
    requirePositive("seeds", seeds);
    requirePositive("arrivalOrders", arrivalOrders);
    if (fetchedEvery.compareTo(FINEST) < 0) {
      throw new IllegalArgumentException(
          "fetchedEvery is %s, but it must be at least %s: messages are made at full seconds"
              .formatted(fetchedEvery, FINEST));
    }
  }

  /** With recorded times to the second. */
  public GeneratorOptions(long seed, int shipments, int seeds, int arrivalOrders) {
    this(seed, shipments, seeds, arrivalOrders, FINEST);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "%s is %d, but it must be at least 1: nothing would be generated".formatted(name, value));
    }
  }
}
