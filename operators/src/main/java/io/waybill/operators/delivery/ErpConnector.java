package io.waybill.operators.delivery;

import io.waybill.schemas.Effect;
import io.waybill.schemas.Receipt;
import java.io.Serializable;

/** The way to one ERP. Used by one thread. */
public interface ErpConnector extends AutoCloseable {

  /** Opens a connector where it is used. */
  interface Factory extends Serializable {
    ErpConnector open();
  }

  /**
   * Sees to it that the ERP holds the effect, once, however often this is called. Returns when the
   * ERP's answer is certain.
   *
   * @throws ErpUnavailableException if the ERP stays away longer than the connector waits; nothing
   *     is lost when the effect is delivered again
   */
  Receipt deliver(Effect effect) throws InterruptedException;

  @Override
  void close();
}
