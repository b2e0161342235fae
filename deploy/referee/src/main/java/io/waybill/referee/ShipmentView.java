package io.waybill.referee;

import io.waybill.referee.Payload.FreightBill;
import io.waybill.referee.Payload.FreightShare;
import io.waybill.referee.Payload.Milestone;
import io.waybill.referee.Payload.OrderLine;
import io.waybill.referee.Payload.Proof;
import io.waybill.referee.Payload.Shipped;
import io.waybill.referee.Payload.TransportPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands for one shipment at one moment of log time. */
final class ShipmentView {

  private static final Set<String> MOVING =
      Set.of(
          "DEPARTED",
          "PICKED_UP",
          "IN_TRANSIT",
          "VESSEL_DEPARTED",
          "RAIL_DEPARTED",
          "TRANSHIPPED",
          "DISCHARGED",
          "UNLOADED_FROM_VESSEL",
          "UNLOADED_FROM_RAIL",
          "GIVEN_TO_CONNECTING_LINE",
          "RECEIVED_FROM_CONNECTING_LINE",
          "TERMINAL_ARRIVED",
          "TERMINAL_DEPARTED",
          "EN_ROUTE_TO_DELIVERY",
          "DELIVERY_ARRIVED",
          "UNLOADING",
          "DELIVERED",
          "DELIVERY_DEPARTED",
          "DELIVERY_ATTEMPTED");

  final Map<String, OrderLine> orderLines = new HashMap<>();
  final Map<String, Shipped> shipped = new HashMap<>();
  final List<Proof> proofs = new ArrayList<>();
  final List<FreightBill> bills = new ArrayList<>();
  final List<FreightShare> shares = new ArrayList<>();

  /** Actual milestones and proofs that stand, each version for itself. */
  final List<String> progress = new ArrayList<>();

  TransportPlan plan;
  boolean moving;

  /** Earliest time occurred of a delivery, or null when none is known. */
  Long deliveredAt;

  private ShipmentView() {}

  /** The view at a moment, from the facts that were known and had occurred by then. */
  static ShipmentView at(Dossier dossier, long time) {
    Map<String, Fact> highest = new HashMap<>();
    for (Dossier.Entry entry : dossier.entries()) {
      if (entry.belongsAt(time)) {
        highest.merge(
            entry.fact().subject(),
            entry.fact(),
            (a, b) -> b.version().compareTo(a.version()) > 0 ? b : a);
      }
    }
    ShipmentView view = new ShipmentView();
    // First it is settled which fact stands; then whether it is still a mere claim.
    highest.values().stream()
        .filter(fact -> !fact.cancelled() && fact.hasOccurredBy(time))
        .forEach(view::add);
    return view;
  }

  private void add(Fact fact) {
    if (fact.payload() instanceof OrderLine line) {
      orderLines.put(line.line(), line);
    } else if (fact.payload() instanceof TransportPlan transportPlan) {
      plan = transportPlan;
    } else if (fact.payload() instanceof Shipped line) {
      // Several packs may each hold a part of a line.
      shipped.merge(
          line.line(), line, (a, b) -> new Shipped(a.line(), a.quantity().add(b.quantity())));
      moving = true;
    } else if (fact.payload() instanceof Milestone milestone) {
      addMilestone(fact, milestone);
    } else if (fact.payload() instanceof Proof proof) {
      proofs.add(proof);
      progress.add(fact.subject() + " " + fact.version());
      moving = true;
      delivered(fact.occurredAt());
    } else if (fact.payload() instanceof FreightBill bill) {
      bills.add(bill);
    } else if (fact.payload() instanceof FreightShare share) {
      shares.add(share);
    }
  }

  private void addMilestone(Fact fact, Milestone milestone) {
    if (!milestone.actual()) {
      return;
    }
    progress.add(fact.subject() + " " + fact.version());
    moving |= MOVING.contains(milestone.code());
    if (milestone.code().equals("DELIVERED")) {
      delivered(fact.occurredAt());
    }
  }

  private void delivered(long occurredAt) {
    deliveredAt = deliveredAt == null ? occurredAt : Math.min(deliveredAt, occurredAt);
  }

  /** DELIVERED, IN_TRANSIT, PLANNED, ORDERED or EXPECTED. */
  String state() {
    if (deliveredAt != null) {
      return "DELIVERED";
    }
    if (moving) {
      return "IN_TRANSIT";
    }
    if (plan != null) {
      return "PLANNED";
    }
    return orderLines.isEmpty() ? "EXPECTED" : "ORDERED";
  }

  /** First moment that is too late for any of the lines, or null when none has a deadline. */
  Long deliverBefore() {
    return orderLines.values().stream()
        .map(OrderLine::deliverBefore)
        .filter(deadline -> deadline != null)
        .min(Long::compare)
        .orElse(null);
  }

  /** Whether signed proofs stand and every order line is on one of them. */
  boolean proofComplete() {
    List<Proof> signed = proofs.stream().filter(Proof::signed).toList();
    return !signed.isEmpty()
        && orderLines.keySet().stream()
            .allMatch(line -> signed.stream().anyMatch(proof -> names(proof, line)));
  }

  static boolean names(Proof proof, String line) {
    return proof.lines().stream().anyMatch(proofLine -> proofLine.line().equals(line));
  }
}
