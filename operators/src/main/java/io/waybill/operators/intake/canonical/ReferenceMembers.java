package io.waybill.operators.intake.canonical;

import io.waybill.operators.intake.message.References;
import io.waybill.schemas.Reference;

/** Reads {@code {"type": ..., "issuer": ..., "value": ...}}. */
final class ReferenceMembers {

  private ReferenceMembers() {}

  /** The reference that an object is; a shipment's own name has no issuer. */
  static Reference read(Members members) {
    String type = members.name("type");
    String issuer = members.isEmptyText("issuer") ? "" : members.name("issuer");
    if (type.equals(References.SHIPMENT) && !issuer.isEmpty()) {
      members.invalid("issuer", "Leave it out: a reference of type SHIPMENT has no issuer.");
    }
    return new Reference(type, issuer, members.text("value"));
  }
}
