package io.waybill.operators.view;

import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * How records of one topic go into their read table. An older record, or one that is written again,
 * changes nothing.
 *
 * @param upsert the statement for one record
 * @param binder sets its parameters
 */
public record ViewTable<T>(String upsert, Binder<T> binder) implements Serializable {

  /** Sets the parameters of the statement. */
  public interface Binder<T> extends Serializable {
    void bind(PreparedStatement statement, T value) throws SQLException;
  }
}
