package io.waybill.operators.delivery;

/** The ERP gave no certain answer for as long as the connector waits. */
public final class ErpUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ErpUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
