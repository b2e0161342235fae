package io.waybill.referee;

import io.waybill.referee.Movement.Place;
import java.math.BigDecimal;

/**
 * One message, or one part of it, with what everything that it says has in common.
 *
 * @param cancelled whether it takes back what it is about
 * @param recordedAt when it arrived first
 * @param reference the shipment that it is about; null where it is about stock alone
 */
record Statement(
    Evidence evidence, Version version, boolean cancelled, long recordedAt, Reference reference) {

  static final Place TRANSIT = new Place("IN_TRANSIT", "", "GOOD");

  Statement cancelled(boolean alsoCancelled) {
    return new Statement(evidence, version, cancelled || alsoCancelled, recordedAt, reference);
  }

  void fact(String subject, long occurredAt, Payload payload) {
    evidence.facts.add(
        new Fact(subject, version, cancelled, occurredAt, recordedAt, reference, payload));
  }

  /** A milestone that has happened. */
  void milestone(String subject, long occurredAt, String code) {
    fact(subject, occurredAt, new Payload.Milestone(code, true));
  }

  /** A quantity of zero moves nothing, but takes the place of what a lower version moved. */
  void moved(String owner, String item, String subject, BigDecimal quantity, Place from, Place to) {
    evidence.movements.add(
        new Movement(owner, item, subject, version, cancelled, quantity, from, to));
  }

  /** From now on the name means this statement's shipment; who takes back links nothing. */
  void link(Reference name) {
    if (!cancelled) {
      evidence.links.add(new Link(name, reference.value(), version, recordedAt));
    }
  }

  /** As it stands in subjects. */
  String path() {
    return "%s/%s/%s".formatted(reference.type(), reference.issuer(), reference.value());
  }

  /** A place in a warehouse. */
  static Place onHand(String node, String status) {
    return new Place("ON_HAND", node, status);
  }
}
