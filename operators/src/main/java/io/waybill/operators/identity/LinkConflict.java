package io.waybill.operators.identity;

import io.waybill.operators.intake.message.References;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.Link;
import java.time.Instant;
import java.util.Optional;

/**
 * Two links of one reference to different shipments, of which neither says that it supersedes the
 * other. One of them stands, by its version; a person is told of both. A source that links anew
 * later than before has changed its mind, which is no conflict; nor is a weak link of an order, of
 * which the first stands.
 */
public final class LinkConflict {

  public static final String CODE = "LINK_CONFLICT";

  private LinkConflict() {}

  /**
   * @param standing the link that stands, or null
   */
  public static Optional<ExceptionRaised> between(Link standing, Link link) {
    if (standing == null
        || standing.getShipment().equals(link.getShipment())
        || standing.getVersion().getSupersession() != link.getVersion().getSupersession()
        || link.getVersion().getSupersession() < 0) {
      return Optional.empty();
    }
    boolean samePartner = standing.getPartner().equals(link.getPartner());
    boolean sameTime = standing.getVersion().getCreatedAt() == link.getVersion().getCreatedAt();
    if (samePartner && !sameTime) {
      return Optional.empty();
    }
    boolean newWins = LinkOrder.BY_VERSION.compare(link.getVersion(), standing.getVersion()) > 0;
    Link winner = newWins ? link : standing;
    Link loser = newWins ? standing : link;
    String key = References.key(link.getReference());
    return Optional.of(
        new ExceptionRaised(
            "%s/%s/%s/%s".formatted(CODE, key, winner.getShipment(), loser.getShipment()),
            CODE,
            key,
            Math.max(link.getRecordedAt(), standing.getRecordedAt()),
            "transport planning",
            "%s is shipment %s, says %s; it is shipment %s, says %s. Of the two the first stands, since it was made later or its message's name is higher. Let the one that is right say so again, with a higher revision."
                .formatted(
                    key, winner.getShipment(), side(winner), loser.getShipment(), side(loser))));
  }

  private static String side(Link link) {
    return "%s in %s of %s (%s/%d/%d)"
        .formatted(
            link.getPartner(),
            link.getVersion().getMessageId(),
            Instant.ofEpochMilli(link.getVersion().getCreatedAt()),
            link.getRaw().getTopic(),
            link.getRaw().getPartition(),
            link.getRaw().getOffset());
  }
}
