package io.waybill.operators.identity;

import io.waybill.schemas.Version;

/**
 * Where a fact by a reference belongs.
 *
 * @param link version of the link that says so
 * @param rulesVersion when the fact is logged
 * @param logTime in milliseconds: not before the fact was recorded, nor before the link was
 */
public record Address(String shipment, Version link, int rulesVersion, long logTime) {}
