package io.waybill.generator;

/**
 * What to generate.
 *
 * @param seed the first seed; set {@code i} (from 0) is made from {@code seed + i}
 * @param shipments shipments of each set
 * @param seeds number of different sets of messages
 * @param arrivalOrders how often each set is written, each time under another owner and with other
 *     recorded times
 */
public record GeneratorOptions(long seed, int shipments, int seeds, int arrivalOrders) {

  public GeneratorOptions {
    requirePositive("shipments", shipments);
    requirePositive("seeds", seeds);
    requirePositive("arrivalOrders", arrivalOrders);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "%s is %d, but it must be at least 1: nothing would be generated".formatted(name, value));
    }
  }
}
