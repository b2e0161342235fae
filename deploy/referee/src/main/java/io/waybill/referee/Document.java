package io.waybill.referee;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * A document that the ERP should hold.
 *
 * @param key for example {@code invoice/CUST-1}
 * @param amount above zero, without trailing zeros
 * @param lines amount by line, those of zero left out
 */
record Document(
    String key, String account, String currency, BigDecimal amount, Map<String, BigDecimal> lines) {

  /** A document whose amount is the sum of its lines. */
  static Document of(String key, String account, String currency, Map<String, BigDecimal> amounts) {
    Map<String, BigDecimal> lines = new TreeMap<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<String, BigDecimal> line : amounts.entrySet()) {
      sum = sum.add(line.getValue());
      if (line.getValue().signum() != 0) {
        lines.put(line.getKey(), Money.plain(line.getValue()));
      }
    }
    return new Document(key, account, currency, Money.plain(sum), lines);
  }

  /** A document of one line, which bears the document's own name. */
  static Document single(String key, String account, String currency, BigDecimal amount) {
    return of(key, account, currency, Map.of("1", amount));
  }

  boolean isZero() {
    return amount.signum() == 0;
  }
}
