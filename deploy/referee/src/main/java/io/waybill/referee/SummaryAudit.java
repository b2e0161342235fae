package io.waybill.referee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.referee.Finding.Fault;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the summary of a run with what the referee worked out itself. */
final class SummaryAudit {

  private static final List<String> CODES = List.of("DELIVERY_LATE", "POD_MISSING", "STALLED");

  private final JsonNode summary;
  private final List<Finding> findings = new ArrayList<>();

  private SummaryAudit(JsonNode summary) {
    this.summary = summary;
  }

  static SummaryAudit read(Path json) throws IOException {
    return new SummaryAudit(new JsonMapper().readTree(json.toFile()));
  }

  List<Finding> compare(StockLedger ledger, Map<String, Integer> alerts) {
    JsonNode stock = summary.path("stock");
    if (stock.isObject()) {
      compare(Fault.WRONG_STOCK, "movements", BigDecimal.valueOf(ledger.movements()), stock);
      compare(Fault.WRONG_STOCK, "conservationSum", BigDecimal.ZERO, stock);
      compare(Fault.WRONG_STOCK, "atCustomer", ledger.atCustomer(), stock);
    }
    JsonNode exceptions = summary.path("exceptions");
    if (exceptions.isObject()) {
      for (String code : CODES) {
        BigDecimal expected = BigDecimal.valueOf(alerts.getOrDefault(code, 0));
        compare(Fault.WRONG_ALERTS, code, expected, exceptions);
      }
    }
    return findings;
  }

  private void compare(Fault fault, String member, BigDecimal expected, JsonNode figures) {
    BigDecimal found = new BigDecimal(figures.path(member).asText("0"));
    if (found.compareTo(expected) != 0) {
      findings.add(new Finding(fault, "", member, expected.toPlainString(), found.toPlainString()));
    }
  }
}
