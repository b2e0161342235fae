package io.waybill.operators.delivery;

import io.waybill.schemas.DocumentLine;
import io.waybill.schemas.Effect;
import io.waybill.schemas.EffectKind;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The statements of one connection. Each effect is one statement, and so one transaction and one
 * round trip: the row of the document, its lines, and the status that it sets.
 */
final class DocumentStatements implements AutoCloseable {

  private static final String DOCUMENT =
      """
      INSERT INTO erp.document (effect_id, kind, shipment, account, currency, amount, state,
        revision, corrects, log_time, rules_version, transition)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (effect_id) DO NOTHING
      RETURNING effect_id, document_number, shipment, state, revision, log_time
      """;

  private static final String WITH_LINES =
      "WITH written AS ("
          + DOCUMENT
          + """
          ), lines AS (
            INSERT INTO erp.document_line (effect_id, position, line, description, quantity, unit,
              amount)
            SELECT written.effect_id, given.position, given.line, given.description,
              given.quantity, given.unit, given.amount
            FROM written, unnest(?::text[], ?::text[], ?::numeric[], ?::text[], ?::numeric[])
              WITH ORDINALITY AS given (line, description, quantity, unit, amount, position))
          SELECT document_number FROM written
          """;

  private static final String WITH_STATUS =
      "WITH written AS ("
          + DOCUMENT
          + """
          ), status AS (
            INSERT INTO erp.shipment_status AS known (shipment, state, revision, effect_id,
              log_time)
            SELECT shipment, state, revision, effect_id, log_time FROM written
            ON CONFLICT (shipment) DO UPDATE SET state = excluded.state,
              revision = excluded.revision, effect_id = excluded.effect_id,
              log_time = excluded.log_time
            WHERE known.revision < excluded.revision)
          SELECT document_number FROM written
          """;

  private static final String READ =
      "SELECT document_number, kind, account, currency, amount FROM erp.document"
          + " WHERE effect_id = ?";

  private final Connection connection;
  private final PreparedStatement withLines;
  private final PreparedStatement withStatus;
  private final PreparedStatement read;

  DocumentStatements(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(true);
    withLines = connection.prepareStatement(WITH_LINES);
    withStatus = connection.prepareStatement(WITH_STATUS);
    read = connection.prepareStatement(READ);
  }

  /** Writes the effect; the number of its document, or nothing when its id is already there. */
  OptionalLong write(Effect effect) throws SQLException {
    boolean status = effect.getKind() == EffectKind.SHIPMENT_STATUS;
    PreparedStatement statement = status ? withStatus : withLines;
    bindDocument(statement, effect);
    if (!status) {
      bindLines(statement, effect.getLines());
    }
    try (ResultSet written = statement.executeQuery()) {
      return written.next() ? OptionalLong.of(written.getLong(1)) : OptionalLong.empty();
    }
  }

  /** The document that stands under the effect's id. */
  Optional<PostedDocument> read(String effectId) throws SQLException {
    read.setString(1, effectId);
    try (ResultSet row = read.executeQuery()) {
      return row.next()
          ? Optional.of(
              new PostedDocument(
                  row.getLong(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getBigDecimal(5)))
          : Optional.empty();
    }
  }

  private static void bindDocument(PreparedStatement statement, Effect effect) throws SQLException {
    statement.setString(1, effect.getEffectId());
    statement.setString(2, effect.getKind().name());
    statement.setString(3, effect.getShipment());
    statement.setString(4, effect.getAccount());
    statement.setString(5, effect.getCurrency());
    statement.setBigDecimal(6, effect.getAmount());
    statement.setString(7, effect.getState() == null ? null : effect.getState().name());
    statement.setInt(8, effect.getRevision());
    statement.setString(9, effect.getCorrects());
    statement.setObject(10, Instant.ofEpochMilli(effect.getLogTime()).atOffset(ZoneOffset.UTC));
    statement.setInt(11, effect.getRulesVersion());
    statement.setLong(12, effect.getTransition());
  }

  private void bindLines(PreparedStatement statement, List<DocumentLine> lines)
      throws SQLException {
    statement.setArray(13, column("text", lines, DocumentLine::getLine, String[]::new));
    statement.setArray(14, column("text", lines, DocumentLine::getDescription, String[]::new));
    statement.setArray(
        15, column("numeric", lines, DocumentStatements::quantity, BigDecimal[]::new));
    statement.setArray(16, column("text", lines, DocumentLine::getUnit, String[]::new));
    statement.setArray(17, column("numeric", lines, DocumentLine::getAmount, BigDecimal[]::new));
  }

  /** Null on a line without a unit. */
  private static BigDecimal quantity(DocumentLine line) {
    return line.getUnit() == null ? null : line.getQuantity();
  }

  private <T> Array column(
      String type,
      List<DocumentLine> lines,
      Function<DocumentLine, T> value,
      IntFunction<T[]> array)
      throws SQLException {
    return connection.createArrayOf(type, lines.stream().map(value).toArray(array));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
