package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.References;
import io.waybill.schemas.Reference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Links the other references of a message that defines a shipment to it. An order is linked only if
 * the message names one alone: a shipment of several orders, or one of an order's several
 * shipments, does not own them.
 */
final class ShipmentLinks {

  private static final Set<String> ORDERS = Set.of("PO", "ORDER");

  private ShipmentLinks() {}

  static void say(FactCollector facts, MessageHeader header, List<Reference> references) {
    if (header.retracted() || !References.isShipment(header.reference())) {
      return;
    }
    Map<String, Long> alike =
        references.stream()
            .collect(Collectors.groupingBy(Reference::getType, Collectors.counting()));
    for (Reference reference : references) {
      String type = reference.getType();
      boolean own =
          !type.startsWith("RFF-") && !References.isShipment(reference) && !type.equals("INVOICE");
      if (own && (alike.get(type) == 1 || !ORDERS.contains(type))) {
        if (References.isOrder(reference)) {
          facts.linkOrder(header, reference, header.reference().getValue());
        } else {
          facts.link(header, reference, header.reference().getValue());
        }
      }
    }
  }
}
