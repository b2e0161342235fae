package io.waybill.operators.shipment;

import io.waybill.operators.billing.Rules;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.FreightBillShare;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.Shipped;
import io.waybill.schemas.TransportPlan;
import io.waybill.schemas.Unlinked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The facts of one shipment that stand at a log time: the highest version of each subject, without
 * what was taken back, moved to another shipment, or is still to happen. Each list is in the order
 * of its subjects, so that no arrival order shows.
 */
public final class Standing {

  /**
   * Actual milestones that show that the transport has started: the goods have left their place
   * with the carrier. Not so a loading (it may stand at the dock for days), a gate (of an empty
   * container) or the arrival of a vessel (at the port where it is to be loaded).
   */
  private static final Set<String> STARTED =
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

  static final String DELIVERED = "DELIVERED";

  /** The order in which a shipment keeps its facts. */
  static final Comparator<Fact<?>> BY_SUBJECT =
      Comparator.comparing((Fact<?> fact) -> fact.subject()).thenComparing(Fact::factId);

  private static final Comparator<Fact<?>> BY_TIME = Comparator.comparingLong(Fact::occurredAt);

  private static final Comparator<Fact<?>> AS_EVIDENCE = BY_TIME.thenComparing(Fact::factId);

  private final List<Fact<OrderLine>> orderLines = new ArrayList<>(4);
  private final List<Fact<Shipped>> shipped = new ArrayList<>(4);
  private final List<Fact<Milestone>> milestones = new ArrayList<>(4);
  private final List<Fact<ProofOfDelivery>> pods = new ArrayList<>(2);
  private final List<Fact<FreightBill>> bills = new ArrayList<>(2);
  private final List<Fact<FreightBillShare>> shares = new ArrayList<>(2);
  private Fact<TransportPlan> plan;
  private long nextClaim = Long.MAX_VALUE;
  private List<Fact<?>> deliveryEvidence;

  private Standing() {}

  /**
   * What stands at the log time {@code asOf}.
   *
   * @param facts {@link #BY_SUBJECT}
   */
  static Standing of(List<Fact<?>> facts, long asOf) {
    Standing standing = new Standing();
    List<Unlinked> unlinked = unlinked(facts);
    Fact<?> highest = null;
    for (Fact<?> fact : facts) {
      if (!belongsElsewhere(fact, unlinked)) {
        if (highest != null && highest.subject().equals(fact.subject())) {
          highest = FactVersions.standing(highest, fact);
        } else {
          standing.add(highest, asOf);
          highest = fact;
        }
      }
    }
    standing.add(highest, asOf);
    standing.milestones.sort(BY_TIME);
    return standing;
  }

  private static List<Unlinked> unlinked(List<Fact<?>> facts) {
    List<Unlinked> found = List.of();
    for (Fact<?> fact : facts) {
      if (fact.payload() instanceof Unlinked unlinked) {
        found = found.isEmpty() ? new ArrayList<>() : found;
        found.add(unlinked);
      }
    }
    return found;
  }

  private static boolean belongsElsewhere(Fact<?> fact, List<Unlinked> unlinked) {
    if (fact.payload() instanceof Unlinked) {
      return true;
    }
    for (Unlinked moved : unlinked) {
      if (moved.getReference().equals(fact.reference())
          && FactVersions.older(fact.linkVersion(), moved.getLinkVersion())) {
        return true;
      }
    }
    return false;
  }

  private void add(Fact<?> fact, long asOf) {
    if (fact == null || fact.retracted()) {
      return;
    }
    Object payload = fact.payload();
    boolean happens =
        payload instanceof Shipped
            || payload instanceof ProofOfDelivery
            || payload instanceof Milestone;
    if (happens && fact.occurredAt() > asOf) {
      nextClaim = Math.min(nextClaim, fact.occurredAt());
      return;
    }
    if (payload instanceof OrderLine) {
      orderLines.add(fact.with(OrderLine.class));
    } else if (payload instanceof TransportPlan) {
      plan = fact.with(TransportPlan.class);
    } else if (payload instanceof Shipped) {
      shipped.add(fact.with(Shipped.class));
    } else if (payload instanceof Milestone) {
      milestones.add(fact.with(Milestone.class));
    } else if (payload instanceof ProofOfDelivery) {
      pods.add(fact.with(ProofOfDelivery.class));
    } else if (payload instanceof FreightBill) {
      bills.add(fact.with(FreightBill.class));
    } else if (payload instanceof FreightBillShare) {
      shares.add(fact.with(FreightBillShare.class));
    } else {
      throw new IllegalStateException("A shipment fact of an unknown kind: " + payload.getClass());
    }
  }

  public List<Fact<OrderLine>> orderLines() {
    return orderLines;
  }

  public List<Fact<Shipped>> shipped() {
    return shipped;
  }

  /** By time occurred. */
  public List<Fact<Milestone>> milestones() {
    return milestones;
  }

  public List<Fact<ProofOfDelivery>> pods() {
    return pods;
  }

  public List<Fact<FreightBill>> bills() {
    return bills;
  }

  public List<Fact<FreightBillShare>> shares() {
    return shares;
  }

  /** The transport plan, or null. */
  public Fact<TransportPlan> plan() {
    return plan;
  }

  /** All that the gates answer to: while it is the same, so are their answers. */
  record Billed(Rules rules, boolean started, List<Fact<?>> facts) {}

  /** Milestones on the way are not among it. */
  Billed billed(Rules rules) {
    List<Fact<?>> facts = new ArrayList<>(8);
    facts.addAll(orderLines);
    facts.addAll(shipped);
    facts.addAll(deliveryEvidence());
    facts.addAll(bills);
    facts.addAll(shares);
    if (plan != null) {
      facts.add(plan);
    }
    return new Billed(rules, started(), facts);
  }

  /** When the next claim will have happened; {@link Long#MAX_VALUE} when there is none. */
  public long nextClaim() {
    return nextClaim;
  }

  public boolean started() {
    if (!shipped.isEmpty() || !pods.isEmpty()) {
      return true;
    }
    for (Fact<Milestone> fact : milestones) {
      if (isActual(fact) && STARTED.contains(fact.payload().getCode())) {
        return true;
      }
    }
    return false;
  }

  static boolean isActual(Fact<Milestone> fact) {
    return fact.payload().getClassifier() == Classifier.ACTUAL;
  }

  /** The evidence of the delivery, earliest first: actual milestones and PODs. */
  public List<Fact<?>> deliveryEvidence() {
    if (deliveryEvidence == null) {
      deliveryEvidence = findDeliveryEvidence();
    }
    return deliveryEvidence;
  }

  private List<Fact<?>> findDeliveryEvidence() {
    List<Fact<?>> evidence = new ArrayList<>(pods);
    for (Fact<Milestone> milestone : milestones) {
      if (isActual(milestone) && milestone.payload().getCode().equals(DELIVERED)) {
        evidence.add(milestone);
      }
    }
    evidence.sort(AS_EVIDENCE);
    return evidence;
  }

  /** Earliest time that is too late for the delivery; {@link Long#MAX_VALUE} when none was set. */
  public long deliverBefore() {
    long earliest = Long.MAX_VALUE;
    for (Fact<OrderLine> line : orderLines) {
      if (line.payload().getDeliverBefore() != null) {
        earliest = Math.min(earliest, line.payload().getDeliverBefore());
      }
    }
    return earliest;
  }
}
