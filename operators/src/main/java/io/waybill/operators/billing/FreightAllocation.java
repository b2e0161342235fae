package io.waybill.operators.billing;

import io.waybill.schemas.DocumentLine;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.FreightBillShare;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Cuts a freight bill over the lines that share it: by weight where every line has its own, else by
 * value, and where all values are zero by quantity (all zero: equally). Whole cents; the largest
 * remainders get the odd ones, ties go to the lowest line.
 */
final class FreightAllocation {

  private static final int CENTS = 2;

  /** Lines are numbers as text: the shorter is the lower, then by digits. */
  private static final Comparator<FreightBillShare> BY_LINE =
      Comparator.comparingInt((FreightBillShare share) -> share.getLine().length())
          .thenComparing(FreightBillShare::getLine);

  private FreightAllocation() {}

  static List<DocumentLine> allocate(FreightBill bill, List<FreightBillShare> unordered) {
    List<FreightBillShare> shares = unordered.stream().sorted(BY_LINE).toList();
    List<BigDecimal> weights = weights(shares);
    BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigInteger cents = bill.getAmount().movePointRight(CENTS).toBigInteger();
    BigDecimal belowCent = bill.getAmount().subtract(new BigDecimal(cents, CENTS));

    BigInteger[] parts = new BigInteger[shares.size()];
    BigDecimal[] remainders = new BigDecimal[shares.size()];
    BigInteger left = cents;
    for (int i = 0; i < parts.length; i++) {
      BigDecimal[] quotient =
          new BigDecimal(cents).multiply(weights.get(i)).divideAndRemainder(sum);
      parts[i] = quotient[0].toBigInteger();
      remainders[i] = quotient[1];
      left = left.subtract(parts[i]);
    }
    List<Integer> byRemainder =
        IntStream.range(0, parts.length)
            .boxed()
            .sorted(
                Comparator.comparing((Integer i) -> remainders[i])
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    for (int i = 0; i < left.intValueExact(); i++) {
      int luckiest = byRemainder.get(i);
      parts[luckiest] = parts[luckiest].add(BigInteger.ONE);
    }

    List<DocumentLine> lines = new ArrayList<>(parts.length);
    for (int i = 0; i < parts.length; i++) {
      BigDecimal amount = new BigDecimal(parts[i], CENTS);
      if (i == byRemainder.get(0)) {
        amount = amount.add(belowCent);
      }
      lines.add(
          new DocumentLine(
              shares.get(i).getLine(),
              "Freight",
              Amounts.ZERO,
              null,
              amount.setScale(Amounts.SCALE)));
    }
    return lines;
  }

  private static List<BigDecimal> weights(List<FreightBillShare> shares) {
    boolean allWeighed =
        shares.stream()
            .allMatch(share -> share.getWeight() != null && share.getWeight().signum() > 0);
    List<Function<FreightBillShare, BigDecimal>> bases =
        allWeighed
            ? List.of(FreightBillShare::getWeight)
            : List.of(FreightBillShare::getValue, FreightBillShare::getQuantity);
    for (Function<FreightBillShare, BigDecimal> basis : bases) {
      List<BigDecimal> weights = shares.stream().map(basis).toList();
      if (weights.stream().anyMatch(weight -> weight.signum() != 0)) {
        return weights;
      }
    }
    return shares.stream().map(share -> BigDecimal.ONE).toList();
  }
}
