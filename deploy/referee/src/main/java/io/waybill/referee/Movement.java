package io.waybill.referee;

import java.math.BigDecimal;

/**
 * A quantity of one owner's item that leaves one place and enters another.
 *
 * @param subject of all movements of one owner, item and subject the greatest version stands
 */
record Movement(
    String owner,
    String item,
    String subject,
    Version version,
    boolean cancelled,
    BigDecimal quantity,
    Place source,
    Place target) {

  /** A bucket, its site (empty where it has none) and the goods' status. */
  record Place(String bucket, String node, String status) {}
}
