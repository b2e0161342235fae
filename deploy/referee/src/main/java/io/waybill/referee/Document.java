package io.waybill.referee;

import io.waybill.referee.Effect.Line;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A document that the ERP should hold.
 *
 * @param key for example {@code invoice/CUST-1}
 * @param amount above zero, without trailing zeros
 * @param lines in the form of {@link Line#plain}
 */
record Document(String key, String account, String currency, BigDecimal amount, List<Line> lines) {

  /** A document over goods, whose amount is the sum of its lines. */
  static Document ofGoods(String key, String account, String currency, List<Line> lines) {
    return new Document(key, account, currency, sum(lines), Line.plain(lines));
  }

  /** A document that shares money out and names no goods. */
  static Document ofMoney(
      String key, String account, String currency, Map<String, BigDecimal> amounts) {
    List<Line> lines =
        amounts.entrySet().stream()
            .map(share -> Line.ofMoney(share.getKey(), share.getValue()))
            .toList();
    return new Document(key, account, currency, sum(lines), Line.money(lines));
  }

  /** A document of one line. */
  static Document single(String key, String account, String currency, BigDecimal amount) {
    return ofMoney(key, account, currency, Map.of("1", amount));
  }

  private static BigDecimal sum(List<Line> lines) {
    return Money.plain(lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  boolean isZero() {
    return amount.signum() == 0;
  }

  /** Whether these lines say the same, of the goods too where the document is over goods. */
  boolean hasLines(List<Line> others) {
    return lines.equals(key.startsWith("invoice/") ? Line.plain(others) : Line.money(others));
  }
}
