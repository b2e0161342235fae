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

/**
 * Judges what Waybill did by the raw messages alone. One referee, once it knows the messages, can
 * examine any number of effects files.
 */
public final class Referee {

  private final Evidence evidence;
  private final List<ShipmentTruth> truths = new ArrayList<>();
  private final ArrivalOrders arrivalOrders;
  private final StockLedger ledger;

  private Referee(Material material) {
    this.evidence = material.evidence();
    this.arrivalOrders = new ArrivalOrders(material.owners());
    this.ledger = StockLedger.of(evidence.movements);
    for (Dossier dossier : Dossier.collect(evidence).values()) {
      ShipmentTruth truth = Simulation.run(dossier, material.ruleBook(), material.clockEnd());
      truths.add(truth);
      arrivalOrders.add(truth);
    }
  }

  /**
   * Reads the messages and works out what should have happened.
   *
   * @throws IOException when a file cannot be read
   * @throws MessageFormatException when a message is not of its form
   */
  public static Referee of(RefereeInput input) throws IOException {
    return new Referee(Material.read(input));
  }

  /** Reads the messages and examines one effects file, without a summary. */
  public static Verdict judge(RefereeInput input, Path effectsJsonl) throws IOException {
    return of(input).examine(effectsJsonl, null);
  }

  /** Reads the messages and examines one effects file with its summary; see {@link #examine}. */
  public static Verdict judge(RefereeInput input, Path effectsJsonl, Path summaryJson)
      throws IOException {
    return of(input).examine(effectsJsonl, summaryJson);
  }

  /**
   * Compares an effects file, and the summary of the run that wrote it, with what should have
   * happened.
   *
   * @param effectsJsonl one effect a line, in release order
   * @param summaryJson a JSON object with {@code stock} (movements, conservationSum, atCustomer)
   *     and {@code exceptions} (code to count); either may be missing; null for no summary
   * @throws IOException when a file cannot be read
   * @throws MessageFormatException when an effect is not of its form
   */
  public Verdict examine(Path effectsJsonl, Path summaryJson) throws IOException {
    List<Effect> effects = EffectsFile.read(effectsJsonl);
    Figures figures = new Figures();
    figures.input(evidence.messages, unmatched(), effects.size());
    figures.stock(ledger);
    List<Finding> findings = examineShipments(effects, figures);
    findings.addAll(arrivalOrders.differences());
    findings.addAll(examineStock());
    if (summaryJson != null) {
      findings.addAll(SummaryAudit.read(summaryJson).compare(ledger, figures.alerts()));
    }
    return new Verdict(findings.isEmpty(), List.copyOf(findings), figures);
  }

  private List<Finding> examineShipments(List<Effect> effects, Figures figures) {
    List<Finding> findings = new ArrayList<>();
    Map<String, List<Effect>> byShipment = new LinkedHashMap<>();
    for (Effect effect : effects) {
      byShipment.computeIfAbsent(effect.shipment(), s -> new ArrayList<>()).add(effect);
    }
    for (ShipmentTruth truth : truths) {
      String shipment = truth.dossier().shipment;
      List<Effect> own = byShipment.getOrDefault(shipment, List.of());
      findings.addAll(ShipmentAudit.of(arrivalOrders.prefix(shipment), truth, own));
      figures.shipment(truth, sameToTheMoment(truth, own));
      byShipment.remove(shipment);
    }
    byShipment.forEach(
        (shipment, strange) -> {
          String owner = arrivalOrders.prefix(shipment);
          String id = strange.get(0).effectId();
          findings.add(new Finding(Fault.UNKNOWN_SHIPMENT, owner, shipment, "no effect", id));
        });
    return findings;
  }

  private int unmatched() {
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

  private List<Finding> examineStock() {
    List<Finding> findings = new ArrayList<>();
    new TreeMap<>(ledger.sums())
        .forEach(
            (item, sum) -> {
              if (sum.signum() != 0) {
                findings.add(
                    new Finding(Fault.WRONG_STOCK, "", item, "0 in sum", sum.toPlainString()));
              }
            });
    return findings;
  }

  /** What should have happened to each shipment, by the shipment's name. */
  List<ShipmentTruth> truths() {
    return truths;
  }
}
