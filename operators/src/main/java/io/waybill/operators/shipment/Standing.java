package io.waybill.operators.shipment;

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
      ((Comparator<Fact<?>>) Fact::compareSubject).thenComparing(Fact::factId);

  private static final Comparator<Fact<?>> BY_TIME = Comparator.comparingLong(Fact::occurredAt);

  private static final Comparator<Fact<?>> AS_EVIDENCE = BY_TIME.thenComparing(Fact::factId);

  private List<Fact<OrderLine>> orderLines = List.of();
  private List<Fact<Shipped>> shipped = List.of();
  private List<Fact<Milestone>> milestones = List.of();
  private List<Fact<ProofOfDelivery>> pods = List.of();
  private List<Fact<FreightBill>> bills = List.of();
  private List<Fact<FreightBillShare>> shares = List.of();
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
        if (highest != null && highest.isOfSubject(fact)) {
          highest = FactVersions.standing(highest, fact);
        } else {
          standing.add(highest, asOf);
          highest = fact;
        }
      }
    }
    standing.add(highest, asOf);
    if (standing.milestones.size() > 1) {
      standing.milestones.sort(BY_TIME);
    }
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
      orderLines = with(fact.with(OrderLine.class), orderLines);
    } else if (payload instanceof TransportPlan) {
      plan = fact.with(TransportPlan.class);
    } else if (payload instanceof Shipped) {
      shipped = with(fact.with(Shipped.class), shipped);
    } else if (payload instanceof Milestone) {
      milestones = with(fact.with(Milestone.class), milestones);
    } else if (payload instanceof ProofOfDelivery) {
      pods = with(fact.with(ProofOfDelivery.class), pods);
    } else if (payload instanceof FreightBill) {
      bills = with(fact.with(FreightBill.class), bills);
    } else if (payload instanceof FreightBillShare) {
      shares = with(fact.with(FreightBillShare.class), shares);
    } else {
      throw new IllegalStateException("A shipment fact of an unknown kind: " + payload.getClass());
    }
  }

  private static <P> List<Fact<P>> with(Fact<P> fact, List<Fact<P>> others) {
    List<Fact<P>> all = others.isEmpty() ? new ArrayList<>(2) : others;
    all.add(fact);
    return all;
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

  /** The facts that the gate INVOICE answers to; milestones on the way are not among them. */
  List<Fact<?>> forInvoice() {
    List<Fact<?>> asked = new ArrayList<>(orderLines.size() + shipped.size() + pods.size() + 1);
    asked.addAll(orderLines);
    asked.addAll(shipped);
    asked.addAll(deliveryEvidence());
    return asked;
  }

  /** Those of the gate PAYABLE and the accrual: of the delivery only the first evidence. */
  List<Fact<?>> forPayable() {
    List<Fact<?>> asked = new ArrayList<>(bills.size() + shares.size() + 2);
    asked.addAll(bills);
    asked.addAll(shares);
    if (!deliveryEvidence().isEmpty()) {
      asked.add(deliveryEvidence().get(0));
    }
    if (plan != null) {
      asked.add(plan);
    }
    return asked;
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
