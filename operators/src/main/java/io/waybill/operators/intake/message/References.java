package io.waybill.operators.intake.message;

import io.waybill.schemas.Reference;

/** Names of shipments, as keys. */
public final class References {

  /** Type of a reference that is the shipment's own name. */
  public static final String SHIPMENT = "SHIPMENT";

  /** Stands between the parts of a key; types, issuers and owners do not contain it. */
  public static final char SEPARATOR = '|';

  private References() {}

  /** {@code type|issuer|value}. */
  public static String key(Reference reference) {
    return reference.getType()
        + SEPARATOR
        + reference.getIssuer()
        + SEPARATOR
        + reference.getValue();
  }

  /** {@code type/issuer/value}, as it stands in subjects. */
  public static String path(Reference reference) {
    return reference.getType() + "/" + reference.getIssuer() + "/" + reference.getValue();
  }

  /** The shipment's own name as a reference. */
  public static Reference shipment(String shipment) {
    return new Reference(SHIPMENT, "", shipment);
  }

  /** Whether it names an order, of which there may be several shipments. */
  public static boolean isOrder(Reference reference) {
    return reference.getType().equals("PO") || reference.getType().equals("ORDER");
  }

  public static boolean isShipment(Reference reference) {
    return reference.getType().equals(SHIPMENT);
  }

  /** The key of stock: {@code owner|item}. */
  public static String stockKey(String owner, String item) {
    return owner + SEPARATOR + item;
  }
}
