package io.waybill.referee;

import io.waybill.referee.Finding.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Judges what Waybill did by the raw messages alone. */
public final class Referee {

  private final Material material;
  private final List<Effect> effects;
  private final List<Finding> findings = new ArrayList<>();
  private final Figures figures = new Figures();

  private Referee(Material material, List<Effect> effects) {
    this.material = material;
    this.effects = effects;
  }

  /**
   * Judges an effects file.
   *
   * @param effectsJsonl one effect a line, in release order
   * @throws IOException when a file cannot be read
   * @throws MessageFormatException when a message or an effect is not of its form
   */
  public static Verdict judge(RefereeInput input, Path effectsJsonl) throws IOException {
    return judge(input, effectsJsonl, null);
  }

  /**
   * Judges an effects file and the summary of the run that wrote it.
   *
   * @param summaryJson a JSON object with {@code stock} (movements, conservationSum, atCustomer)
   *     and {@code exceptions} (code to count); either may be missing; null for no summary
   */
  public static Verdict judge(RefereeInput input, Path effectsJsonl, Path summaryJson)
      throws IOException {
    Referee referee = new Referee(Material.read(input), EffectsFile.read(effectsJsonl));
    referee.judgeShipments();
    StockLedger ledger = StockLedger.of(referee.material.evidence().movements);
    referee.judgeStock(ledger);
    if (summaryJson != null) {
      SummaryAudit audit = SummaryAudit.read(summaryJson);
      referee.findings.addAll(audit.compare(ledger, referee.figures.alerts()));
    }
    return new Verdict(referee.findings.isEmpty(), List.copyOf(referee.findings), referee.figures);
  }

  private void judgeShipments() {
    Evidence evidence = material.evidence();
    Map<String, List<Effect>> byShipment = new LinkedHashMap<>();
    for (Effect effect : effects) {
      byShipment.computeIfAbsent(effect.shipment(), s -> new ArrayList<>()).add(effect);
    }
    Map<String, Dossier> dossiers = Dossier.collect(evidence);
    figures.input(evidence.messages, unmatched(evidence), effects.size());
    ArrivalOrders arrivalOrders = new ArrivalOrders(material.owners());
    for (Dossier dossier : dossiers.values()) {
      ShipmentTruth truth = Simulation.run(dossier, material.ruleBook(), material.clockEnd());
      List<Effect> own = byShipment.getOrDefault(dossier.shipment, List.of());
      String owner = arrivalOrders.prefix(dossier.shipment);
      findings.addAll(ShipmentAudit.of(owner, truth, own));
      figures.shipment(truth, sameToTheMoment(truth, own));
      arrivalOrders.add(truth);
      byShipment.remove(dossier.shipment);
    }
    byShipment.forEach(
        (shipment, strange) ->
            findings.add(
                new Finding(
                    Fault.UNKNOWN_SHIPMENT,
                    arrivalOrders.prefix(shipment),
                    shipment,
                    "no effect",
                    strange.get(0).effectId())));
    findings.addAll(arrivalOrders.differences());
  }

  private static int unmatched(Evidence evidence) {
    Set<Reference> linked = new HashSet<>();
    evidence.links.forEach(link -> linked.add(link.reference()));
    return (int)
        evidence.facts.stream()
            .map(Fact::reference)
            .filter(reference -> !reference.isShipment() && !linked.contains(reference))
            .count();
  }

  private static int sameToTheMoment(ShipmentTruth truth, List<Effect> effects) {
    Map<String, Effect> expected = new HashMap<>();
    truth.effects().forEach(effect -> expected.put(effect.effectId(), effect));
    int same = 0;
    for (Effect effect : effects) {
      Effect right = expected.get(effect.effectId());
      if (right != null
          && right.logTime() == effect.logTime()
          && right.amount().compareTo(effect.amount()) == 0) {
        same++;
      }
    }
    return same;
  }

  private void judgeStock(StockLedger ledger) {
    figures.stock(ledger);
    new TreeMap<>(ledger.sums())
        .forEach(
            (item, sum) -> {
              if (sum.signum() != 0) {
                findings.add(
                    new Finding(Fault.WRONG_STOCK, "", item, "0 in sum", sum.toPlainString()));
              }
            });
  }
}
