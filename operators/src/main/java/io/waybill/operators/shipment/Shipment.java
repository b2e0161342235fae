package io.waybill.operators.shipment;

import io.waybill.operators.billing.GateAnswer;
import io.waybill.operators.billing.InvoiceGate;
import io.waybill.operators.billing.PayableGate;
import io.waybill.operators.billing.Rules;
import io.waybill.schemas.AccrualChanged;
import io.waybill.schemas.ConditionState;
import io.waybill.schemas.Dossier;
import io.waybill.schemas.Gate;
import io.waybill.schemas.GateMemory;
import io.waybill.schemas.GateState;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneReached;
import io.waybill.schemas.PodComplete;
import io.waybill.schemas.ShipmentState;
import io.waybill.schemas.ShipmentStatus;
import io.waybill.schemas.StateChanged;
import io.waybill.schemas.Transition;
import io.waybill.schemas.WantedDocument;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The join: one shipment's facts, judged as the log's clock passes. Facts of one log time are
 * judged together, and so are deadlines due at that time; what is said depends on the facts and
 * their log times only, never on when the clock was looked at.
 *
 * <p>Not thread-safe.
 */
public final class Shipment {

  private static final long NEVER = Long.MAX_VALUE;

  private final String key;
  private final Dossier dossier;
  private final Shipments shared;

  /** {@link Standing#BY_SUBJECT}. */
  private final List<Fact<?>> facts;

  private List<Transition> said;
  private Standing standing;
  private long standingSince;

  private final GateKeeper invoiceKeeper;
  private final GateKeeper payableKeeper;

  /** As in the dossier, which is asked less often. */
  private long judgeAt;

  private long nextDeadline;

  private long armed;

  /**
   * @param dossier what is known of it; from now on the shipment's own
   */
  Shipment(String key, Dossier dossier, Shipments shared) {
    this.key = key;
    this.dossier = dossier;
    this.shared = shared;
    this.invoiceKeeper = new GateKeeper(gate(Gate.INVOICE), shared.documents);
    this.payableKeeper = new GateKeeper(gate(Gate.PAYABLE), shared.documents);
    this.judgeAt = orNever(dossier.getJudgeAt());
    this.nextDeadline = orNever(dossier.getNextDeadline());
    this.armed = orNever(dossier.getArmed());
    this.facts = new ArrayList<>(Math.max(8, dossier.getFacts().size()));
    for (ByteBuffer logged : dossier.getFacts()) {
      byte[] bytes = new byte[logged.remaining()];
      logged.duplicate().get(bytes);
      facts.add(shared.facts.read(shared.facts.ofThisRelease(bytes)));
    }
    facts.sort(Standing.BY_SUBJECT);
    dossier.setFacts(new LoggedFacts(facts));
  }

  /** The facts of a dossier, which are the shipment's. */
  private static final class LoggedFacts extends AbstractList<ByteBuffer> {

    private final List<Fact<?>> facts;

    LoggedFacts(List<Fact<?>> facts) {
      this.facts = facts;
    }

    @Override
    public ByteBuffer get(int place) {
      return ByteBuffer.wrap(facts.get(place).logged());
    }

    @Override
    public int size() {
      return facts.size();
    }
  }

  public String key() {
    return key;
  }

  /**
   * Takes a fact that was logged at {@code logTime}, after {@code advance(logTime - 1)}.
   *
   * @param logged as it stands in the log; kept, not copied
   * @return whether it was new: a repeated fact changes nothing
   */
  public boolean add(byte[] logged, long logTime) {
    byte[] record = shared.facts.ofThisRelease(logged);
    Fact<?> known = known(record);
    if (known != null && Arrays.equals(known.logged(), record)) {
      return false;
    }
    Fact<?> fact = shared.facts.read(record);
    if (known != null && !FactVersions.older(known.linkVersion(), fact.linkVersion())) {
      return false;
    }
    if (known != null) {
      facts.remove(known);
    }
    int place = Collections.binarySearch(facts, fact, Standing.BY_SUBJECT);
    facts.add(-place - 1, fact);
    standing = null;
    dossier.setLastLogTime(Math.max(dossier.getLastLogTime(), logTime));
    judgeAt = logTime;
    return true;
  }

  /** The fact of the same id, or null. */
  private Fact<?> known(byte[] record) {
    int idHash = FactReader.idHash(record);
    for (Fact<?> fact : facts) {
      if (fact.idHash() == idHash && FactReader.sameFactId(record, fact.logged())) {
        return fact;
      }
    }
    return null;
  }

  private static long orNever(Long time) {
    return time == null ? NEVER : time;
  }

  private static Long orNull(long time) {
    return time == NEVER ? null : time;
  }

  /** What is to be kept of it. */
  Dossier dossier() {
    dossier.setJudgeAt(orNull(judgeAt));
    dossier.setNextDeadline(orNull(nextDeadline));
    dossier.setArmed(orNull(armed));
    return dossier;
  }

  /** When the timer is set to fire, or {@link Long#MAX_VALUE}. */
  public long armed() {
    return armed;
  }

  /**
   * Sets the timer to the next deadline, unless it fires before: a timer that fires too early is
   * cheaper than one that is set anew with each fact. Returns what {@link #armed} says now.
   */
  public long arm() {
    armed = Math.min(armed, nextDeadline);
    return armed;
  }

  /** Whether the timer that was set has fired, now that the clock stands at {@code logTime}. */
  public boolean disarm(long logTime) {
    boolean fired = armed <= logTime;
    if (fired) {
      armed = NEVER;
    }
    return fired;
  }

  /** When {@link #advance} has something to do next, or {@link Long#MAX_VALUE}. */
  public long due() {
    return Math.min(judgeAt, nextDeadline);
  }

  /** Judges everything due up to and including {@code logTime}. */
  public List<Transition> advance(long logTime) {
    if (due() > logTime) {
      return List.of();
    }
    List<Transition> saying = new ArrayList<>(4);
    said = saying;
    for (long due = due(); due <= logTime; due = due()) {
      judge(due);
    }
    // There are many shipments, and each keeps only what it needs for its next judgement.
    said = null;
    standing = null;
    return saying;
  }

  private void judge(long at) {
    Standing standing = standing(at);
    Rules rules = rules(standing);
    Duration invoiceSettle = rules.invoiceSettle();
    Duration payableSettle = rules.payableSettle();

    state(standing, at, rules);
    milestones(standing, at, rules);
    GateAnswer invoice = null;
    boolean started = standing.started();
    if (invoiceKeeper.mustAnswer(standing.forInvoice(), started, rules, at, invoiceSettle)) {
      invoice = InvoiceGate.answer(standing, at, rules);
      pod(standing, invoice, at, rules);
    }
    Deadlines deadlines = Deadlines.at(at, dossier, standing, rules);
    say(deadlines.passed(), at, rules);
    if (invoice != null) {
      say(invoiceKeeper.judge(invoice, at, invoiceSettle), at, rules);
    }
    if (payableKeeper.mustAnswer(standing.forPayable(), started, rules, at, payableSettle)) {
      GateAnswer payable = PayableGate.answer(standing, at, rules);
      say(payableKeeper.judge(payable, at, payableSettle), at, rules);
      accrual(standing, at, rules);
    }

    judgeAt = NEVER;
    long nextSettled =
        Math.min(
            invoiceKeeper.nextDeadline(invoiceSettle), payableKeeper.nextDeadline(payableSettle));
    nextDeadline = Math.min(Math.min(standing.nextClaim(), deadlines.next()), nextSettled);
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
      highest = Math.max(highest, fact.rulesVersion());
      firstOccurred = Math.min(firstOccurred, fact.occurredAt());
    }
    for (Fact<?> shipped : standing.shipped()) {
      shipDate = Math.min(shipDate, shipped.occurredAt());
    }
    return shared.ruleBook.inForce(highest, shipDate == Long.MAX_VALUE ? firstOccurred : shipDate);
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
    List<Fact<?>> delivery = standing.deliveryEvidence();
    long occurredAt = delivery.isEmpty() ? at : delivery.get(0).occurredAt();
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
      if (Standing.isActual(fact) && !isAnnounced(fact)) {
        Milestone milestone = fact.payload();
        say(
            at,
            rules,
            new MilestoneReached(
                milestone.getCode(),
                fact.occurredAt(),
                milestone.getReason(),
                milestone.getLocation()));
        dossier.getAnnounced().add(fact.factId());
        dossier.setProgressKnownAt(at);
      }
    }
  }

  private boolean isAnnounced(Fact<Milestone> milestone) {
    List<String> announced = dossier.getAnnounced();
    for (int i = 0; i < announced.size(); i++) {
      if (milestone.hasFactId(announced.get(i))) {
        return true;
      }
    }
    return false;
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
      say(at, rules, new PodComplete(standing.pods().get(0).occurredAt()));
      dossier.setPodComplete(true);
    }
  }

  private void accrual(Standing standing, long at, Rules rules) {
    List<WantedDocument> wanted =
        payableKeeper.isReleased() ? List.of() : PayableGate.accrual(standing);
    ByteBuffer encoded = shared.documents.encode(wanted);
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
    List<Fact<?>> delivery = standing.deliveryEvidence();
    Fact<Milestone> last = null;
    for (Fact<Milestone> milestone : standing.milestones()) {
      last = Standing.isActual(milestone) ? milestone : last;
    }
    return new ShipmentStatus(
        key,
        (long) facts.size(),
        stateOf(standing),
        last == null ? null : last.payload().getCode(),
        last == null ? null : last.occurredAt(),
        orNull(standing.deliverBefore()),
        delivery.isEmpty() ? null : delivery.get(0).occurredAt(),
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
