package io.waybill.operators.stock.flink;

import io.waybill.operators.stock.StandingMovements;
import io.waybill.schemas.StandingMovement;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.FlinkRuntimeException;

/** The standing movements of the current key, in Flink's state. */
record KeyedMovements(MapState<String, StandingMovement> state) implements StandingMovements {

  @Override
  public StandingMovement get(String subject) {
    try {
      return state.get(subject);
    } catch (Exception e) {
      throw new FlinkRuntimeException("The movement " + subject + " cannot be read", e);
    }
  }

  @Override
  public void put(String subject, StandingMovement standing) {
    try {
      state.put(subject, standing);
    } catch (Exception e) {
      throw new FlinkRuntimeException("The movement " + subject + " cannot be kept", e);
    }
  }

  @Override
  public void remove(String subject) {
    try {
      state.remove(subject);
    } catch (Exception e) {
      throw new FlinkRuntimeException("The movement " + subject + " cannot be cleared", e);
    }
  }

  @Override
  public Iterable<Map.Entry<String, StandingMovement>> all() {
    try {
      return state.entries();
    } catch (Exception e) {
      throw new FlinkRuntimeException("The movements of an item cannot be read", e);
    }
  }
}
