package io.waybill.operators.identity;

import io.waybill.schemas.ShipmentFact;

/**
 * A fact that found its shipment.
 *
 * @param fact with the shipment as its key
 * @param logTime when it did, in milliseconds: not before it was recorded, nor before the link was
 */
public record Delivery(ShipmentFact fact, long logTime) {}
