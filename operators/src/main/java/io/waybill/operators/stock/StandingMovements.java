package io.waybill.operators.stock;

import io.waybill.schemas.StandingMovement;
import java.util.Map;

/** What stands for each subject of an item; its order has no meaning. */
public interface StandingMovements {

  /** What stands for the subject, or null when nothing is known of it. */
  StandingMovement get(String subject);

  void put(String subject, StandingMovement standing);

  void remove(String subject);

  Iterable<Map.Entry<String, StandingMovement>> all();
}
