package io.waybill.operators.delivery;

import io.waybill.schemas.Effect;
import java.math.BigDecimal;
import java.util.Optional;

/** A document as the ERP holds it. */
record PostedDocument(
    long number, String kind, String account, String currency, BigDecimal amount) {

  /** In what it is not the effect's document, as a sentence; empty when it is. */
  Optional<String> differenceFrom(Effect effect) {
    boolean same =
        kind.equals(effect.getKind().name())
            && account.equals(effect.getAccount())
            && currency.equals(effect.getCurrency())
            && amount.compareTo(effect.getAmount()) == 0;
    if (same) {
      return Optional.empty();
    }
    return Optional.of(
        ("Document %d already stands under this effect id as %s of %s %s on account %s; the effect"
                + " is %s of %s %s on account %s. The document was left as it is: find out which"
                + " of the two is wrong.")
            .formatted(
                number,
                kind,
                plain(amount),
                currency,
                account,
                effect.getKind(),
                plain(effect.getAmount()),
                effect.getCurrency(),
                effect.getAccount()));
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}
