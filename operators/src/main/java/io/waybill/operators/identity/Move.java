package io.waybill.operators.identity;

import io.waybill.schemas.Link;
import io.waybill.schemas.ShipmentFact;
import java.util.Optional;

/**
 * What a link does to the facts of its reference: all of them go to one shipment.
 *
 * @param told for the shipment that had them and has them no more
 * @param to the link that stands
 * @param moment log time in milliseconds from which on it does
 */
public record Move(Optional<ShipmentFact> told, Link to, long moment) {}
