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
    return new ReferenceState(null, new ArrayList<>(0), null, false, 0L, new ArrayList<>(), null);
  }

  /**
   * Takes a fact by this reference.
   *
   * @param recordedAt when the fact was recorded, in milliseconds
   * @return whether it was new, and is to be kept
   */
  public static boolean take(ReferenceState state, String factId, long recordedAt) {
    heard(state, recordedAt);
    if (state.getFactIds().contains(factId)) {
      return false;
    }
    state.getFactIds().add(factId);
    Long first = state.getFirstRecordedAt();
    state.setFirstRecordedAt(first == null ? recordedAt : Math.min(first, recordedAt));
    return true;
  }

  /** Where a fact that was just taken belongs; nothing while it waits for a link. */
  public Optional<Address> address(ReferenceState state, long recordedAt) {
    Link link = state.getLink();
    return link == null
        ? Optional.empty()
        : Optional.of(address(recordedAt, link, link.getRecordedAt()));
  }

  /**
   * Where a fact by this reference belongs after a move.
   *
   * @param recordedAt when the fact was recorded, in milliseconds
   */
  public Address address(long recordedAt, Move move) {
    return address(recordedAt, move.to(), move.moment());
  }

  /** Whether as many facts wait as may. */
  public static boolean isFull(ReferenceState state) {
    return state.getLink() == null && state.getFactIds().size() >= MOST_WAITING;
  }

  /**
   * Takes a link of this reference.
   *
   * @return what it moves; nothing when all facts stay where they are
   */
  public Optional<Move> link(ReferenceState state, Link link) {
    heard(state, link.getRecordedAt());
    Link standing = state.getLink();
    if (standing == null) {
      state.setLink(link);
      return Optional.of(new Move(Optional.empty(), link, link.getRecordedAt()));
    }
    int order = LinkOrder.BY_VERSION.compare(link.getVersion(), standing.getVersion());
    if (order == 0) {
      return Optional.empty();
    }
    Link winner = order > 0 ? link : standing;
    Link loser = order > 0 ? standing : link;
    state.setLink(winner);
    if (winner.getShipment().equals(loser.getShipment())) {
      return Optional.empty();
    }
    long moment = Math.max(link.getRecordedAt(), standing.getRecordedAt());
    return Optional.of(
        new Move(Optional.of(unlinked(loser.getShipment(), winner, moment)), winner, moment));
  }

  private static void heard(ReferenceState state, long recordedAt) {
    state.setLastActivity(Math.max(state.getLastActivity(), recordedAt));
  }

  private Address address(long recordedAt, Link link, long moment) {
    long logTime = Math.max(recordedAt, moment);
    return new Address(link.getShipment(), link.getVersion(), rules.versionAt(logTime), logTime);
  }

  private ShipmentFact unlinked(String shipment, Link winner, long moment) {
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
    return new ShipmentFact(envelope, payload);
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
