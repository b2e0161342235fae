package io.waybill.referee;

/** From {@code recordedAt} on this reference means the shipment, unless a greater version says. */
record Link(Reference reference, String shipment, Version version, long recordedAt) {}
