package io.waybill.operators.view;

import io.waybill.schemas.BillingDecision;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.DeadLetterAction;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.MessageRecord;
import io.waybill.schemas.Receipt;
import io.waybill.schemas.ShipmentStatus;
import io.waybill.schemas.StockPlace;
import io.waybill.schemas.StockPosition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;

/** The read tables. */
public final class ViewTables {

  private static final String DEFINITION = "view-tables.sql";

  public static final ViewTable<ShipmentStatus> SHIPMENT_STATUS =
      new ViewTable<>(
          """
          INSERT INTO view.shipment_status AS known (shipment, revision, state, last_milestone,
            last_milestone_at, deliver_before, delivered_at, log_time)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (shipment) DO UPDATE SET revision = excluded.revision,
            state = excluded.state, last_milestone = excluded.last_milestone,
            last_milestone_at = excluded.last_milestone_at,
            deliver_before = excluded.deliver_before, delivered_at = excluded.delivered_at,
            log_time = excluded.log_time
          WHERE known.revision < excluded.revision
          """,
          ViewTables::bind);

  public static final ViewTable<BillingDecision> BILLING_DECISION =
      new ViewTable<>(
          """
          INSERT INTO view.billing_decision AS known (shipment, gate, revision, state, gate_number,
            conditions, wanted, rules_version, log_time)
          VALUES (?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?)
          ON CONFLICT (shipment, gate) DO UPDATE SET revision = excluded.revision,
            state = excluded.state, gate_number = excluded.gate_number,
            conditions = excluded.conditions, wanted = excluded.wanted,
            rules_version = excluded.rules_version, log_time = excluded.log_time
          WHERE known.revision < excluded.revision
          """,
          ViewTables::bind);

  public static final ViewTable<ExceptionRaised> EXCEPTION =
      new ViewTable<>(
          """
          INSERT INTO view.exception (exception_id, code, subject, raised_at, owed_by, explanation)
          VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (exception_id) DO NOTHING
          """,
          ViewTables::bind);

  public static final ViewTable<StockPosition> STOCK_POSITION =
      new ViewTable<>(
          """
          INSERT INTO view.stock_position AS known (owner, item, bucket, node, status, unit,
            quantity, movements, revision, log_time)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (owner, item, bucket, node, status, unit) DO UPDATE SET
            quantity = excluded.quantity, movements = excluded.movements,
            revision = excluded.revision, log_time = excluded.log_time
          WHERE known.revision < excluded.revision
          """,
          ViewTables::bind);

  public static final ViewTable<Receipt> RECEIPT =
      new ViewTable<>(
          """
          INSERT INTO view.receipt (effect_id, state, shipment, erp, document_number, reason,
            log_time)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (effect_id, state) DO NOTHING
          """,
          ViewTables::bind);

  public static final ViewTable<DeadLetter> DEAD_LETTER =
      new ViewTable<>(
          """
          INSERT INTO view.dead_letter (dead_letter_id, partner, reason, field, value, remedy,
            raw_topic, raw_partition, raw_offset, raw_position, control_numbers, recorded_at,
            content)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (dead_letter_id) DO NOTHING
          """,
          ViewTables::bind);

  /** Corrections; the latest stands. */
  public static final ViewTable<DeadLetterAction> DEAD_LETTER_EDIT =
      new ViewTable<>(
          """
          INSERT INTO view.dead_letter_edit AS known (dead_letter_id, content, edited_by, edited_at)
          VALUES (?, ?, ?, ?)
          ON CONFLICT (dead_letter_id) DO UPDATE SET content = excluded.content,
            edited_by = excluded.edited_by, edited_at = excluded.edited_at
          WHERE known.edited_at < excluded.edited_at
          """,
          ViewTables::bindEdit);

  public static final ViewTable<DeadLetterAction> DEAD_LETTER_REDRIVE =
      new ViewTable<>(
          """
          INSERT INTO view.dead_letter_redrive (dead_letter_id, redriven_by, redriven_at, edited,
            raw_topic, raw_partition, raw_offset)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (dead_letter_id) DO NOTHING
          """,
          ViewTables::bindRedrive);

  /** When a partner was first heard of, and when a message of it first gave a fact. */
  public static final ViewTable<MessageRecord> PARTNER =
      new ViewTable<>(
          """
          INSERT INTO view.partner AS known (partner, first_message_at, first_accepted_at)
          VALUES (?, ?, ?)
          ON CONFLICT (partner) DO UPDATE SET
            first_message_at = least(known.first_message_at, excluded.first_message_at),
            first_accepted_at = least(known.first_accepted_at, excluded.first_accepted_at)
          WHERE known.first_message_at > excluded.first_message_at
            OR (excluded.first_accepted_at IS NOT NULL AND (known.first_accepted_at IS NULL
              OR known.first_accepted_at > excluded.first_accepted_at))
          """,
          ViewTables::bind);

  private ViewTables() {}

  /** Creates the tables that are not there yet. */
  public static void create(Connection connection) throws SQLException {
    try (InputStream in = ViewTables.class.getResourceAsStream(DEFINITION);
        Statement statement = connection.createStatement()) {
      statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void bind(PreparedStatement row, ShipmentStatus status) throws SQLException {
    text(row, 1, status.getShipment());
    row.setLong(2, status.getRevision());
    text(row, 3, status.getState().name());
    text(row, 4, status.getLastMilestone());
    time(row, 5, status.getLastMilestoneAt());
    time(row, 6, status.getDeliverBefore());
    time(row, 7, status.getDeliveredAt());
    time(row, 8, status.getLogTime());
  }

  private static void bind(PreparedStatement row, BillingDecision decision) throws SQLException {
    text(row, 1, decision.getShipment());
    text(row, 2, decision.getGate().name());
    row.setLong(3, decision.getRevision());
    text(row, 4, decision.getState().name());
    row.setInt(5, decision.getGateNumber());
    row.setString(6, GateJson.conditions(decision.getConditions()));
    row.setString(7, GateJson.wanted(decision.getWanted()));
    row.setInt(8, decision.getRulesVersion());
    time(row, 9, decision.getLogTime());
  }

  private static void bind(PreparedStatement row, ExceptionRaised exception) throws SQLException {
    text(row, 1, exception.getExceptionId());
    text(row, 2, exception.getCode());
    text(row, 3, exception.getSubject());
    time(row, 4, exception.getRaisedAt());
    text(row, 5, exception.getOwedBy());
    text(row, 6, exception.getExplanation());
  }

  private static void bind(PreparedStatement row, StockPosition position) throws SQLException {
    StockPlace place = position.getPlace();
    text(row, 1, position.getOwner());
    text(row, 2, position.getItem());
    text(row, 3, place.getBucket().name());
    text(row, 4, place.getNode());
    text(row, 5, place.getStatus());
    text(row, 6, position.getUnit());
    row.setBigDecimal(7, position.getQuantity());
    row.setLong(8, position.getMovements());
    row.setLong(9, position.getRevision());
    time(row, 10, position.getLogTime());
  }

  private static void bind(PreparedStatement row, Receipt receipt) throws SQLException {
    text(row, 1, receipt.getEffectId());
    text(row, 2, receipt.getState().name());
    text(row, 3, receipt.getShipment());
    text(row, 4, receipt.getErp());
    text(row, 5, receipt.getDocumentNumber());
    text(row, 6, receipt.getReason());
    time(row, 7, receipt.getLogTime());
  }

  private static void bind(PreparedStatement row, DeadLetter letter) throws SQLException {
    text(row, 1, letter.getDeadLetterId());
    text(row, 2, letter.getPartner());
    text(row, 3, letter.getReason());
    text(row, 4, letter.getField());
    text(row, 5, letter.getValue());
    text(row, 6, letter.getRemedy());
    text(row, 7, letter.getRaw().getTopic());
    row.setInt(8, letter.getRaw().getPartition());
    row.setLong(9, letter.getRaw().getOffset());
    row.setInt(10, letter.getRaw().getPosition());
    text(row, 11, letter.getRaw().getControlNumbers());
    time(row, 12, letter.getRecordedAt());
    row.setBytes(13, bytes(letter.getContent()));
  }

  private static void bindEdit(PreparedStatement row, DeadLetterAction action) throws SQLException {
    text(row, 1, action.getDeadLetterId());
    row.setBytes(2, bytes(action.getContent()));
    text(row, 3, action.getBy());
    time(row, 4, action.getAt());
  }

  private static void bindRedrive(PreparedStatement row, DeadLetterAction action)
      throws SQLException {
    text(row, 1, action.getDeadLetterId());
    text(row, 2, action.getBy());
    time(row, 3, action.getAt());
    row.setBoolean(4, action.getEdited());
    text(row, 5, action.getSentTo().getTopic());
    row.setInt(6, action.getSentTo().getPartition());
    row.setLong(7, action.getSentTo().getOffset());
  }

  private static byte[] bytes(ByteBuffer content) {
    ByteBuffer own = content.duplicate();
    byte[] bytes = new byte[own.remaining()];
    own.get(bytes);
    return bytes;
  }

  private static void bind(PreparedStatement row, MessageRecord message) throws SQLException {
    text(row, 1, message.getPartner());
    time(row, 2, message.getRecordedAt());
    time(row, 3, message.getFacts() > 0 ? message.getRecordedAt() : null);
  }

  private static void text(PreparedStatement row, int column, String text) throws SQLException {
    row.setString(column, text == null ? null : readable(text));
  }

  /** PostgreSQL's text holds every character but this one, which binary input does contain. */
  static String readable(String text) {
    return text.replace('\u0000', '\uFFFD');
  }

  private static void time(PreparedStatement row, int column, Long time) throws SQLException {
    row.setObject(
        column, time == null ? null : Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC));
  }
}
