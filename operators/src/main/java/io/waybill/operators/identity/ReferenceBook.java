package io.waybill.operators.identity;

import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.message.ContentDigest;
import io.waybill.operators.intake.message.References;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.Link;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ReferenceState;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.Unlinked;
import io.waybill.schemas.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * To which shipment the facts of one reference belong. Facts wait until a link stands. Of two links
 * the higher version stands, whichever came first; when they name different shipments, the one that
 * lost is told ({@link Unlinked}) and the one that won gets all facts by this reference, under the
 * version of the link that stands.
 *
 * <p>The loser is told, and the facts are delivered again, also if the lower link came last and
 * never stood: before a restart of ours it may have stood, and what was delivered then is still in
 * the log. So every order of arrival, with restarts in between, ends with the same facts at the
 * same shipment. A fact keeps its id; its reader prefers the highest link version.
 */
public final class ReferenceBook {

  /** No shipment has so many facts: more is somebody's default value. */
  static final int MOST_WAITING = 1_000;

  private final PublishedRules rules;

  public ReferenceBook(PublishedRules rules) {
    this.rules = rules;
  }

  /** What is known of a reference of which nothing was heard. */
  public static ReferenceState unknown() {
    return new ReferenceState(
        null, new ArrayList<>(0), null, false, 0L, null, new ArrayList<>(), null);
  }

  /**
   * Takes a fact by this reference.
   *
   * @return whether it was new, and is to be kept
   */
  public static boolean take(ReferenceState state, ShipmentFact fact) {
    Envelope envelope = fact.getEnvelope();
    heard(state, envelope.getRecordedAt());
    if (state.getFactIds().contains(envelope.getFactId())) {
      return false;
    }
    state.getFactIds().add(envelope.getFactId());
    Long first = state.getFirstRecordedAt();
    state.setFirstRecordedAt(
        first == null ? envelope.getRecordedAt() : Math.min(first, envelope.getRecordedAt()));
    return true;
  }

  /** A fact that was just taken, for its shipment; nothing while it waits for a link. */
  public Optional<Delivery> delivery(ReferenceState state, ShipmentFact fact) {
    Link link = state.getLink();
    return link == null
        ? Optional.empty()
        : Optional.of(delivery(fact, link, link.getRecordedAt()));
  }

  /** Whether as many facts wait as may. */
  public static boolean isFull(ReferenceState state) {
    return state.getLink() == null && state.getFactIds().size() >= MOST_WAITING;
  }

  /**
   * Takes a link of this reference.
   *
   * @param facts by this reference, in the order of their arrival
   */
  public List<Delivery> link(ReferenceState state, Link link, List<ShipmentFact> facts) {
    heard(state, link.getRecordedAt());
    Link standing = state.getLink();
    if (standing == null) {
      state.setLink(link);
      return deliveries(facts, link, link.getRecordedAt());
    }
    int order = LinkOrder.BY_VERSION.compare(link.getVersion(), standing.getVersion());
    if (order == 0) {
      return List.of();
    }
    Link winner = order > 0 ? link : standing;
    Link loser = order > 0 ? standing : link;
    state.setLink(winner);
    if (winner.getShipment().equals(loser.getShipment())) {
      return List.of();
    }
    long moment = Math.max(link.getRecordedAt(), standing.getRecordedAt());
    List<Delivery> deliveries = new ArrayList<>();
    deliveries.add(unlinked(loser.getShipment(), winner, moment));
    deliveries.addAll(deliveries(facts, winner, moment));
    return deliveries;
  }

  private static void heard(ReferenceState state, long recordedAt) {
    state.setLastActivity(Math.max(state.getLastActivity(), recordedAt));
  }

  private List<Delivery> deliveries(List<ShipmentFact> facts, Link link, long moment) {
    return facts.stream().map(fact -> delivery(fact, link, moment)).toList();
  }

  private Delivery delivery(ShipmentFact fact, Link link, long moment) {
    Envelope waiting = fact.getEnvelope();
    long logTime = Math.max(waiting.getRecordedAt(), moment);
    Envelope envelope =
        new Envelope(
            waiting.getFactId(),
            link.getShipment(),
            waiting.getReference(),
            link.getVersion(),
            rules.versionAt(logTime),
            waiting.getOccurredAt(),
            waiting.getOccurredOffset(),
            waiting.getRecordedAt(),
            waiting.getPartner(),
            waiting.getProfileVersion(),
            waiting.getMessageId(),
            waiting.getSubject(),
            waiting.getVersion(),
            waiting.getRetracted(),
            waiting.getRaw());
    return new Delivery(new ShipmentFact(envelope, fact.getPayload()), logTime);
  }

  private Delivery unlinked(String shipment, Link winner, long moment) {
    Reference reference = winner.getReference();
    Version version = winner.getVersion();
    Unlinked payload = new Unlinked(reference, winner.getShipment(), version);
    String factId = new ContentDigest().add(shipment).add(payload).hex();
    Envelope envelope =
        new Envelope(
            factId,
            shipment,
            null,
            null,
            rules.versionAt(moment),
            version.getCreatedAt(),
            "Z",
            winner.getRecordedAt(),
            winner.getPartner(),
            winner.getProfileVersion(),
            version.getMessageId(),
            "unlinked/" + References.path(reference),
            version,
            false,
            winner.getRaw());
    return new Delivery(new ShipmentFact(envelope, payload), moment);
  }

  /** Log time at which the waiting facts should have found their shipment; null when none waits. */
  public static Long unmatchedAt(ReferenceState state, long unmatchedAfter) {
    return state.getLink() != null
            || state.getUnmatchedRaised()
            || state.getFirstRecordedAt() == null
        ? null
        : (Long) (state.getFirstRecordedAt() + unmatchedAfter);
  }
}
