package io.waybill.referee;

import io.waybill.referee.Payload.FreightShare;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Shares a bill out among lines, to the cent. */
final class Allocation {

  private record Part(String line, BigDecimal amount, BigDecimal remainder) {}

  private static final BigDecimal CENT = new BigDecimal("0.01");
  private static final int PLACES_OF_REMAINDERS = 20;

  private Allocation() {}

  /**
   * By weight where every line has its own, else by value, and where all values are zero by
   * quantity. Each line gets its part rounded down; the cents left over go one by one to the
   * largest remainders, and among equal ones to the lowest line.
   */
  static Map<String, BigDecimal> of(BigDecimal amount, List<FreightShare> shares) {
    Function<FreightShare, BigDecimal> key = key(shares);
    BigDecimal total = sum(shares, key);
    Map<String, BigDecimal> amounts = new HashMap<>();
    List<Part> parts = new ArrayList<>();
    BigDecimal left = amount;
    for (FreightShare share : shares) {
      BigDecimal exact =
          amount.multiply(key.apply(share)).divide(total, PLACES_OF_REMAINDERS, RoundingMode.DOWN);
      BigDecimal down = exact.setScale(2, RoundingMode.DOWN);
      parts.add(new Part(share.line(), down, exact.subtract(down)));
      left = left.subtract(down);
    }
    parts.sort(
        Comparator.comparing(Part::remainder)
            .reversed()
            .thenComparing(part -> part.line().length())
            .thenComparing(Part::line));
    for (Part part : parts) {
      BigDecimal extra = left.min(CENT);
      amounts.put(part.line(), part.amount().add(extra));
      left = left.subtract(extra);
    }
    return amounts;
  }

  private static Function<FreightShare, BigDecimal> key(List<FreightShare> shares) {
    boolean allWeighed = shares.stream().allMatch(share -> share.weight() != null);
    if (allWeighed && sum(shares, FreightShare::weight).signum() > 0) {
      return FreightShare::weight;
    }
    if (sum(shares, FreightShare::value).signum() > 0) {
      return FreightShare::value;
    }
    if (sum(shares, FreightShare::quantity).signum() > 0) {
      return FreightShare::quantity;
    }
    return share -> BigDecimal.ONE;
  }

  private static BigDecimal sum(List<FreightShare> shares, Function<FreightShare, BigDecimal> key) {
    return shares.stream().map(key).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
