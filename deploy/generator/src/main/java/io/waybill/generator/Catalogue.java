package io.waybill.generator;

import java.util.List;
import java.util.Random;

/** Whom the made-up shipments are for, who carries them, and what is in them. */
final class Catalogue {

  /**
   * A carrier.
   *
   * @param scac its four letters, also its account
   * @param currency in which it bills
   */
  record Carrier(String scac, String currency) {}

  /** A customer and the currency in which it buys. */
  record Customer(String account, String currency) {}

  /** Five carriers; the first one has most of the traffic. */
  static final List<Carrier> CARRIERS =
      List.of(
          new Carrier("RDWY", "USD"),
          new Carrier("ABFS", "USD"),
          new Carrier("SCHN", "EUR"),
          new Carrier("KNUE", "EUR"),
          new Carrier("DAHL", "GBP"));

  static final List<Customer> CUSTOMERS =
      List.of(
          new Customer("CUST-ACME", "USD"),
          new Customer("CUST-BOREAL", "CAD"),
          new Customer("CUST-CIVIC", "EUR"),
          new Customer("CUST-DELTA", "EUR"),
          new Customer("CUST-EAST", "GBP"),
          new Customer("CUST-FJORD", "USD"),
          new Customer("CUST-GROVE", "USD"));

  static final List<String> NODES = List.of("DC-EAST", "DC-WEST", "DC-RHINE");

  /** Items by number; low numbers sell most. */
  static final int ITEMS = 40;

  private Catalogue() {}

  static Carrier carrier(Random random) {
    return random.nextInt(100) < 60
        ? CARRIERS.get(0)
        : CARRIERS.get(1 + random.nextInt(CARRIERS.size() - 1));
  }

  static Customer customer(Random random) {
    return CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
  }

  static String node(Random random) {
    return NODES.get(random.nextInt(NODES.size()));
  }

  static int item(Random random) {
    return Math.min(random.nextInt(ITEMS), random.nextInt(ITEMS));
  }
}
