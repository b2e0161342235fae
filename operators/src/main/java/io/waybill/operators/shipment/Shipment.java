package io.waybill.operators.shipment;

import io.waybill.operators.billing.GateAnswer;
import io.waybill.operators.billing.InvoiceGate;
import io.waybill.operators.billing.PayableGate;
import io.waybill.operators.billing.RuleBook;
import io.waybill.operators.billing.Rules;
import io.waybill.operators.shipment.Standing.Fact;
import io.waybill.schemas.AccrualChanged;
import io.waybill.schemas.ConditionState;
import io.waybill.schemas.Dossier;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.Gate;
import io.waybill.schemas.GateChanged;
import io.waybill.schemas.GateMemory;
import io.waybill.schemas.GateState;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneReached;
import io.waybill.schemas.PodComplete;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
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
  private final AvroCodec<ShipmentLogRecord> codec;
  private final List<Fact<?>> facts;
  private final GateKeeper invoiceKeeper;
  private final GateKeeper payableKeeper;
  private List<Transition> said;
  private Standing standing;
  private long standingSince;
  private Answers answers;

  /** What the gates answered, and to what. */
  private record Answers(Standing standing, Rules rules, GateAnswer invoice, GateAnswer payable) {}

  private Shipment(
      String key, Dossier dossier, RuleBook ruleBook, AvroCodec<ShipmentLogRecord> codec) {
    this.key = key;
    this.dossier = dossier;
    this.ruleBook = ruleBook;
    this.codec = codec;
    this.invoiceKeeper = new GateKeeper(gate(Gate.INVOICE));
    this.payableKeeper = new GateKeeper(gate(Gate.PAYABLE));
    this.facts = new ArrayList<>(dossier.getFacts().size() + 4);
    for (ByteBuffer logged : dossier.getFacts()) {
      facts.add(fact(codec.decode(logged)));
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
   * @param codec of the log, shared by the shipments of one thread
   */
  public static Shipment of(
      String key, Dossier dossier, RuleBook ruleBook, AvroCodec<ShipmentLogRecord> codec) {
    return new Shipment(key, dossier, ruleBook, codec);
  }

  /**
   * Takes a fact that was logged at {@code logTime}, after {@code advance(logTime - 1)}.
   *
   * @param logged as it stands in the log; kept, not copied
   * @return whether it was new: a repeated fact changes nothing
   */
  public boolean add(byte[] logged, long logTime) {
    Fact<?> fact = fact(codec.decode(logged));
    int place = 0;
    while (place < facts.size() && !sameFact(facts.get(place), fact)) {
      place++;
    }
    if (place == facts.size()) {
      facts.add(fact);
      dossier.getFacts().add(ByteBuffer.wrap(logged));
    } else if (FactVersions.older(
        facts.get(place).envelope().getLinkVersion(), fact.envelope().getLinkVersion())) {
      facts.set(place, fact);
      dossier.getFacts().set(place, ByteBuffer.wrap(logged));
    } else {
      return false;
    }
    standing = null;
    dossier.setLastLogTime(Math.max(dossier.getLastLogTime(), logTime));
    dossier.setJudgeAt(logTime);
    return true;
  }

  private static Fact<?> fact(ShipmentLogRecord logged) {
    return Fact.of((ShipmentFact) logged.getBody());
  }

  private static boolean sameFact(Fact<?> one, Fact<?> other) {
    return one.envelope().getFactId().equals(other.envelope().getFactId());
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
    Answers before = answers;
    answers = answers(standing, rules, at);

    state(standing, at, rules);
    milestones(standing, at, rules);
    pod(standing, at, rules);
    Deadlines deadlines = Deadlines.at(at, dossier, standing, rules);
    say(deadlines.passed(), at, rules);
    long invoiceSettle = rules.invoiceSettle().toMillis();
    say(invoiceKeeper.judge(answers.invoice, invoiceSettle, at), at, rules);
    long payableSettle = rules.payableSettle().toMillis();
    List<GateChanged> payable = payableKeeper.judge(answers.payable, payableSettle, at);
    say(payable, at, rules);
    if (answers != before || !payable.isEmpty()) {
      accrual(standing, at, rules);
    }

    dossier.setJudgeAt(null);
    long nextSettled = Math.min(invoiceKeeper.nextDeadline(), payableKeeper.nextDeadline());
    long next = Math.min(Math.min(standing.nextClaim(), deadlines.next()), nextSettled);
    dossier.setNextDeadline(next == Long.MAX_VALUE ? null : next);
  }

  /** Most facts say nothing that the gates ask for: their answers stay. */
  private Answers answers(Standing standing, Rules rules, long at) {
    return answers != null && answers.rules == rules && standing.billsAs(answers.standing)
        ? answers
        : new Answers(
            standing,
            rules,
            InvoiceGate.answer(standing, at, rules),
            PayableGate.answer(standing, at, rules));
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
    for (Fact<?> fact : facts) {
      highest = Math.max(highest, fact.envelope().getRulesVersion());
      firstOccurred = Math.min(firstOccurred, fact.envelope().getOccurredAt());
    }
    for (Fact<?> shipped : standing.shipped()) {
      shipDate = Math.min(shipDate, shipped.envelope().getOccurredAt());
    }
    return ruleBook.inForce(highest, shipDate == Long.MAX_VALUE ? firstOccurred : shipDate);
  }

  private static ShipmentState stateOf(Standing standing) {
    if (!standing.deliveryEvidence().isEmpty()) {
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

  private void state(Standing standing, long at, Rules rules) {
    ShipmentState state = stateOf(standing);
    if (state == dossier.getState()) {
      return;
    }
    List<Envelope> delivery = standing.deliveryEvidence();
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

  private void pod(Standing standing, long at, Rules rules) {
    if (dossier.getPodComplete() || standing.pods().isEmpty()) {
      return;
    }
    boolean complete =
        standing.orderLines().isEmpty()
            ? standing.pods().stream().anyMatch(pod -> pod.payload().getSigned())
            : answers.invoice.conditions().stream()
                .anyMatch(
                    condition ->
                        condition.getName().equals("POD_SIGNED")
                            && condition.getState() == ConditionState.MET);
    if (complete) {
      say(at, rules, new PodComplete(standing.pods().get(0).envelope().getOccurredAt()));
      dossier.setPodComplete(true);
    }
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

  private void say(List<?> payloads, long at, Rules rules) {
    for (Object payload : payloads) {
      say(at, rules, payload);
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
        stateOf(standing),
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
