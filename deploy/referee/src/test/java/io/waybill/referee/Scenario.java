package io.waybill.referee;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Hand-written messages, and what the referee makes of them; times are written as HH:mm. */
final class Scenario {

  private static final String RULES =
      """
      {"version": 1, "publishedAt": "2020-01-01T00:00:00Z",
       "effectiveFrom": "2020-01-01T00:00:00Z", "invoiceSettle": "PT2H", "payableSettle": "PT1H",
       "priceTolerance": "0.005", "freightToleranceAmount": "10", "freightTolerancePercent": "5",
       "podDue": "PT24H", "progressDue": "PT6H", "disputeHorizon": "P30D"}
      """;

  private final Evidence evidence = new Evidence();
  private final CanonicalReader canonical = new CanonicalReader(evidence);
  private final X12Reader x12 = new X12Reader(evidence, java.time.ZoneOffset.UTC, Map.of());
  private int messages;

  /** A time on the day of the scenario. */
  static long at(String time) {
    return Instant.parse("2026-02-03T" + time + ":00Z").toEpochMilli();
  }

  /** Members about shipment A unless they hold a reference; created when it is recorded. */
  Scenario json(String recorded, String message, String members) {
    String reference =
        members.contains("'reference'") ? "" : ", 'reference': {'type': 'SHIPMENT', 'value': 'A'}";
    String body =
        "{'message': '%s', 'id': 'm%03d', 'created': '2026-02-03T%s:00Z'%s, %s}"
            .formatted(message, messages++, recorded, reference, members);
    canonical.read(body.replace('\'', '"'), at(recorded));
    return this;
  }

  Scenario order(String recorded) {
    return json(
        recorded,
        "order",
        "'customer': 'C', 'currency': 'EUR', 'lines': [{'line': '1', 'item': 'I',"
            + " 'quantity': '3', 'unit': 'EA', 'unitPrice': '1.115'}]");
  }

  Scenario pod(String recorded, int revision, boolean signed, int good, int damaged) {
    return json(
        recorded,
        "pod",
        ("'owner': 'O', 'pod': 'P', 'occurredAt': '2026-02-03T10:00:00Z', 'revision': %d,"
                + " 'signed': %s, 'lines': [{'line': '1', 'item': 'I', 'quantity': %d,"
                + " 'damaged': %d, 'unit': 'EA'}]")
            .formatted(revision, signed, good, damaged));
  }

  Scenario interchange(String recorded, String body) {
    x12.read(body, at(recorded));
    return this;
  }

  ShipmentTruth truth(String shipment) {
    return truths().get(shipment);
  }

  Map<String, ShipmentTruth> truths() {
    RuleBook rules = new RuleBook(List.of(rules()));
    return Dossier.collect(evidence).values().stream()
        .map(dossier -> Simulation.run(dossier, rules, Long.MAX_VALUE))
        .collect(Collectors.toMap(truth -> truth.dossier().shipment, truth -> truth));
  }

  Evidence evidence() {
    return evidence;
  }

  static Rules rules() {
    try {
      return Rules.read(new com.fasterxml.jackson.databind.ObjectMapper().readTree(RULES));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** For example {@code 12:00 CUSTOMER_INVOICE 3.35}, statuses with their state. */
  static List<String> told(ShipmentTruth truth) {
    List<String> told = new ArrayList<>();
    for (Effect effect : truth.effects()) {
      String time = Instant.ofEpochMilli(effect.logTime()).toString().substring(11, 16);
      String what = effect.state() == null ? effect.amount().toPlainString() : effect.state();
      told.add("%s %s %s".formatted(time, effect.kind(), what));
    }
    return told;
  }
}
