package io.waybill.operators.shipment;

import io.waybill.operators.billing.GateAnswer;
import io.waybill.operators.billing.InvoiceGate;
import io.waybill.operators.billing.PayableGate;
import io.waybill.operators.billing.RuleBook;
import io.waybill.operators.billing.Rules;
import io.waybill.operators.shipment.Standing.Fact;
import io.waybill.schemas.AccrualChanged;
import io.waybill.schemas.ConditionState;
import io.waybill.schemas.DeadlineKind;
import io.waybill.schemas.DeadlinePassed;
import io.waybill.schemas.Dossier;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.Gate;
import io.waybill.schemas.GateMemory;
import io.waybill.schemas.GateState;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneReached;
import io.waybill.schemas.PodComplete;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentState;
import io.waybill.schemas.ShipmentStatus;
import io.waybill.schemas.StateChanged;
import io.waybill.schemas.Transition;
import io.waybill.schemas.WantedDocument;
import io.waybill.schemas.wire.AvroCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The join: one shipment's facts, judged as the log's clock passes. Facts of one log time are
 * judged together, and so are deadlines due at that time; what is said depends on the facts and
 * their log times only, never on when the clock was looked at.
 *
 * <p>Not thread-safe; works on the {@link Dossier} that it is given.
 */
public final class Shipment {

  private final String key;
  private final Dossier dossier;
  private final RuleBook ruleBook;
  private final AvroCodec<ShipmentFact> codec;
  private final List<ShipmentFact> facts;
  private List<Transition> said;
  private Standing standing;
  private long standingSince;

  private Shipment(String key, Dossier dossier, RuleBook ruleBook, AvroCodec<ShipmentFact> codec) {
    this.key = key;
    this.dossier = dossier;
    this.ruleBook = ruleBook;
    this.codec = codec;
    this.facts = new ArrayList<>(dossier.getFacts().size() + 1);
    for (ByteBuffer fact : dossier.getFacts()) {
      facts.add(codec.decode(fact));
    }
  }

  /** A shipment of which nothing is known yet. */
  public static Dossier emptyDossier() {
    return Dossier.newBuilder()
        .setFacts(new ArrayList<>())
        .setAnnounced(new ArrayList<>())
        .setPassed(new ArrayList<>())
        .setGates(
            new ArrayList<>(
                List.of(GateKeeper.unknown(Gate.INVOICE), GateKeeper.unknown(Gate.PAYABLE))))
        .setAccrued(ByteBuffer.allocate(0))
        .build();
  }

  /**
   * @param dossier what is kept of it; changed in place
   * @param codec of the facts, shared by the shipments of one thread
   */
  public static Shipment of(
      String key, Dossier dossier, RuleBook ruleBook, AvroCodec<ShipmentFact> codec) {
    return new Shipment(key, dossier, ruleBook, codec);
  }

  /**
   * Takes a fact that was logged at {@code logTime}, after {@code advance(logTime - 1)}.
   *
   * @return whether it was new: a repeated fact changes nothing
   */
  public boolean add(ShipmentFact fact, long logTime) {
    int place = 0;
    while (place < facts.size() && !sameFact(facts.get(place), fact)) {
      place++;
    }
    if (place == facts.size()) {
      facts.add(fact);
      dossier.getFacts().add(ByteBuffer.wrap(codec.encode(fact)));
    } else if (FactVersions.older(
        facts.get(place).getEnvelope().getLinkVersion(), fact.getEnvelope().getLinkVersion())) {
      facts.set(place, fact);
      dossier.getFacts().set(place, ByteBuffer.wrap(codec.encode(fact)));
    } else {
      return false;
    }
    standing = null;
    dossier.setLastLogTime(Math.max(dossier.getLastLogTime(), logTime));
    dossier.setJudgeAt(logTime);
    return true;
  }

  private static boolean sameFact(ShipmentFact one, ShipmentFact other) {
    return one.getEnvelope().getFactId().equals(other.getEnvelope().getFactId());
  }

  /** What is to be kept of it. */
  public Dossier dossier() {
    return dossier;
  }

  /** When {@link #advance} has something to do next, or {@link Long#MAX_VALUE}. */
  public long due() {
    long judgeAt = dossier.getJudgeAt() == null ? Long.MAX_VALUE : dossier.getJudgeAt();
    long deadline = dossier.getNextDeadline() == null ? Long.MAX_VALUE : dossier.getNextDeadline();
    return Math.min(judgeAt, deadline);
  }

  /** Judges everything due up to and including {@code logTime}. */
  public List<Transition> advance(long logTime) {
    said = new ArrayList<>(4);
    for (long due = due(); due <= logTime; due = due()) {
      judge(due);
    }
    return said;
  }

  private void judge(long at) {
    Standing standing = standing(at);
    Rules rules = rules(standing);
    List<Envelope> delivery = standing.deliveryEvidence();
    long deliveredAt = delivery.isEmpty() ? Long.MAX_VALUE : delivery.get(0).getOccurredAt();

    GateAnswer invoice = InvoiceGate.answer(standing, at, rules);
    GateAnswer payable = PayableGate.answer(standing, at, rules);

    state(standing, delivery, at, rules);
    milestones(standing, at, rules);
    pod(standing, invoice, at, rules);
    long nextAlert = deadlines(standing, deliveredAt, at, rules);
    long nextInvoice = gate(0, invoice, rules.invoiceSettle().toMillis(), at, rules);
    long nextPayable = gate(1, payable, rules.payableSettle().toMillis(), at, rules);
    accrual(standing, at, rules);

    dossier.setJudgeAt(null);
    long next =
        Math.min(Math.min(standing.nextClaim(), nextAlert), Math.min(nextInvoice, nextPayable));
    dossier.setNextDeadline(next == Long.MAX_VALUE ? null : next);
  }

  /** What stands changes with a new fact, and when a claim has happened. */
  private Standing standing(long asOf) {
    if (standing == null || asOf < standingSince || asOf >= standing.nextClaim()) {
      standing = Standing.of(facts, asOf);
      standingSince = asOf;
    }
    return standing;
  }

  private Rules rules(Standing standing) {
    int highest = 0;
    long shipDate = Long.MAX_VALUE;
    long firstOccurred = Long.MAX_VALUE;
    for (ShipmentFact fact : facts) {
      highest = Math.max(highest, fact.getEnvelope().getRulesVersion());
      firstOccurred = Math.min(firstOccurred, fact.getEnvelope().getOccurredAt());
    }
    for (Fact<?> shipped : standing.shipped()) {
      shipDate = Math.min(shipDate, shipped.envelope().getOccurredAt());
    }
    return ruleBook.inForce(highest, shipDate == Long.MAX_VALUE ? firstOccurred : shipDate);
  }

  private static ShipmentState stateOf(Standing standing, List<Envelope> delivery) {
    if (!delivery.isEmpty()) {
      return ShipmentState.DELIVERED;
    } else if (standing.started()) {
      return ShipmentState.IN_TRANSIT;
    } else if (standing.plan() != null) {
      return ShipmentState.PLANNED;
    } else if (!standing.orderLines().isEmpty()) {
      return ShipmentState.ORDERED;
    }
    return ShipmentState.EXPECTED;
  }

  private void state(Standing standing, List<Envelope> delivery, long at, Rules rules) {
    ShipmentState state = stateOf(standing, delivery);
    if (state == dossier.getState()) {
      return;
    }
    long occurredAt = delivery.isEmpty() ? at : delivery.get(0).getOccurredAt();
    say(at, rules, new StateChanged(dossier.getState(), state, occurredAt));
    dossier.setState(state);
    dossier.setDeliveryKnownAt(state == ShipmentState.DELIVERED ? at : null);
    if (state == ShipmentState.IN_TRANSIT) {
      dossier.setProgressKnownAt(at);
    } else if (state != ShipmentState.DELIVERED) {
      dossier.setProgressKnownAt(null);
    }
  }

  private void milestones(Standing standing, long at, Rules rules) {
    for (Fact<Milestone> fact : standing.milestones()) {
      if (Standing.isActual(fact)
          && !dossier.getAnnounced().contains(fact.envelope().getFactId())) {
        Milestone milestone = fact.payload();
        say(
            at,
            rules,
            new MilestoneReached(
                milestone.getCode(),
                fact.envelope().getOccurredAt(),
                milestone.getReason(),
                milestone.getLocation()));
        dossier.getAnnounced().add(fact.envelope().getFactId());
        dossier.setProgressKnownAt(at);
      }
    }
  }

  private void pod(Standing standing, GateAnswer invoice, long at, Rules rules) {
    if (dossier.getPodComplete() || standing.pods().isEmpty()) {
      return;
    }
    boolean complete =
        standing.orderLines().isEmpty()
            ? standing.pods().stream().anyMatch(pod -> pod.payload().getSigned())
            : invoice.conditions().stream()
                .anyMatch(
                    condition ->
                        condition.getName().equals("POD_SIGNED")
                            && condition.getState() == ConditionState.MET);
    if (complete) {
      say(at, rules, new PodComplete(standing.pods().get(0).envelope().getOccurredAt()));
      dossier.setPodComplete(true);
    }
  }

  /** Says which deadlines have passed, each once; returns when the next one will. */
  private long deadlines(Standing standing, long deliveredAt, long at, Rules rules) {
    long next = Long.MAX_VALUE;
    boolean delivered = deliveredAt != Long.MAX_VALUE;
    long deliverBefore = standing.deliverBefore();
    if (!passed(DeadlineKind.DELIVERY) && deliverBefore != Long.MAX_VALUE) {
      if (delivered && deliveredAt >= deliverBefore) {
        pass(DeadlineKind.DELIVERY, deliverBefore, 0, "It was delivered too late.", at, rules);
      } else if (!delivered && at >= deliverBefore) {
        pass(DeadlineKind.DELIVERY, deliverBefore, 0, "No delivery is known.", at, rules);
      } else if (!delivered) {
        next = deliverBefore;
      }
    }
    if (!passed(DeadlineKind.POD) && dossier.getDeliveryKnownAt() != null) {
      long threshold = rules.podDue().toMillis();
      long due = dossier.getDeliveryKnownAt() + threshold;
      if (!dossier.getPodComplete()) {
        if (at >= due) {
          pass(DeadlineKind.POD, due, threshold, "No signed POD covers it.", at, rules);
        } else {
          next = Math.min(next, due);
        }
      }
    }
    if (!passed(DeadlineKind.PROGRESS)
        && dossier.getState() == ShipmentState.IN_TRANSIT
        && dossier.getProgressKnownAt() != null) {
      long threshold = rules.progressDue().toMillis();
      long due = dossier.getProgressKnownAt() + threshold;
      if (at >= due) {
        pass(DeadlineKind.PROGRESS, due, threshold, "No further milestone is known.", at, rules);
      } else {
        next = Math.min(next, due);
      }
    }
    return next;
  }

  private boolean passed(DeadlineKind kind) {
    return dossier.getPassed().contains(kind);
  }

  private void pass(
      DeadlineKind kind, long dueAt, long threshold, String explanation, long at, Rules rules) {
    say(at, rules, new DeadlinePassed(kind, dueAt, threshold, explanation));
    dossier.getPassed().add(kind);
  }

  private long gate(int place, GateAnswer answer, long settle, long at, Rules rules) {
    GateKeeper keeper = new GateKeeper(dossier.getGates().get(place), settle);
    keeper.judge(answer, at).forEach(change -> say(at, rules, change));
    return keeper.nextDeadline();
  }

  private void accrual(Standing standing, long at, Rules rules) {
    boolean settled = gate(Gate.PAYABLE).getReleased();
    List<WantedDocument> wanted = settled ? List.of() : PayableGate.accrual(standing);
    ByteBuffer encoded = WantedDocuments.encode(wanted);
    if (!encoded.equals(dossier.getAccrued())) {
      say(at, rules, new AccrualChanged(wanted));
      dossier.setAccrued(encoded);
    }
  }

  private void say(long at, Rules rules, Object payload) {
    dossier.setNumber(dossier.getNumber() + 1);
    said.add(new Transition(key, dossier.getNumber(), at, rules.version(), payload));
  }

  /** What a customer may see now; {@code logTime} is the newest fact's. */
  public ShipmentStatus status(long logTime) {
    Standing standing = standing(logTime);
    List<Envelope> delivery = standing.deliveryEvidence();
    Fact<Milestone> last = null;
    for (Fact<Milestone> milestone : standing.milestones()) {
      last = Standing.isActual(milestone) ? milestone : last;
    }
    long deliverBefore = standing.deliverBefore();
    return new ShipmentStatus(
        key,
        (long) facts.size(),
        stateOf(standing, delivery),
        last == null ? null : last.payload().getCode(),
        last == null ? null : last.envelope().getOccurredAt(),
        deliverBefore == Long.MAX_VALUE ? null : deliverBefore,
        delivery.isEmpty() ? null : delivery.get(0).getOccurredAt(),
        logTime);
  }

  /** Whether both gates are settled and nothing is due: only the archive record is left. */
  public boolean closed() {
    return due() == Long.MAX_VALUE
        && dossier.getGates().stream().allMatch(gate -> gate.getState() == GateState.SETTLED);
  }

  /** Log time at which the dispute horizon of a settled shipment has passed. */
  public long closesAt() {
    Rules rules = rules(standing(dossier.getLastLogTime()));
    long settledAt = dossier.getLastLogTime();
    for (GateMemory gate : dossier.getGates()) {
      settledAt = Math.max(settledAt, gate.getSince());
    }
    return settledAt + rules.disputeHorizon().toMillis();
  }

  /** The memory of a gate, for tests and for people. */
  public GateMemory gate(Gate gate) {
    for (GateMemory memory : dossier.getGates()) {
      if (memory.getGate() == gate) {
        return memory;
      }
    }
    throw new IllegalStateException("The dossier of %s lacks the gate %s".formatted(key, gate));
  }
}
