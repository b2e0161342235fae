package io.waybill.referee;

/**
 * A name of a shipment.
 *
 * @param issuer who gave the name; empty when the type needs none
 */
record Reference(String type, String issuer, String value) {

  /** Whether this is the shipment itself, so that no link is needed. */
  boolean isShipment() {
    return type.equals("SHIPMENT");
  }

  @Override
  public String toString() {
    return issuer.isEmpty() ? type + " " + value : type + " " + issuer + " " + value;
  }
}
