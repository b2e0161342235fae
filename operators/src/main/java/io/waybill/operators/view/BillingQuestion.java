package io.waybill.operators.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Why is this shipment, or is it not, billable? Asked of the read tables. */
public final class BillingQuestion {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Connection connection;

  public BillingQuestion(Connection connection) {
    this.connection = connection;
  }

  /** The answer of each gate, as lines of text; one line when the shipment is not known. */
  public List<String> why(String shipment) throws SQLException {
    List<String> answer = new ArrayList<>();
    status(shipment, answer);
    gates(shipment, answer);
    if (answer.isEmpty()) {
      answer.add(
          ("Shipment %s is not known. A fact whose reference no link ties to a shipment waits until"
                  + " it is linked; the exceptions list it as UNMATCHED.")
              .formatted(shipment));
    }
    return answer;
  }

  private void status(String shipment, List<String> answer) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT state, log_time FROM view.shipment_status WHERE shipment = ?")) {
      query.setString(1, shipment);
      try (ResultSet row = query.executeQuery()) {
        if (row.next()) {
          answer.add(
              "Shipment %s: %s, as of %s".formatted(shipment, row.getString(1), time(row, 2)));
        }
      }
    }
  }

  private void gates(String shipment, List<String> answer) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT gate, state, gate_number, rules_version, log_time, conditions, wanted"
                + " FROM view.billing_decision WHERE shipment = ? ORDER BY gate")) {
      query.setString(1, shipment);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          answer.add(
              "%s: %s, %s (rules version %d, as of %s)"
                  .formatted(
                      row.getString(1),
                      row.getString(2),
                      meaning(row.getString(2)),
                      row.getInt(4),
                      time(row, 5)));
          json(row.getString(6)).forEach(condition -> condition(condition, answer));
          json(row.getString(7)).forEach(document -> document(document, answer));
        }
      }
    }
  }

  private static String meaning(String state) {
    return switch (state) {
      case "PENDING" -> "not billable";
      case "MET" -> "billable, settling";
      case "SETTLED" -> "released";
      case "REVOKED" -> "no longer as it was met";
      case "WITHDRAWN" -> "taken back after its release";
      default -> throw new IllegalStateException("No gate has the state " + state);
    };
  }

  private static void condition(JsonNode condition, List<String> answer) {
    String owedBy = condition.get("owedBy").asText();
    answer.add(
        "  %-8s %s since %s%s: %s"
            .formatted(
                condition.get("state").asText(),
                condition.get("name").asText(),
                condition.get("since").asText(),
                owedBy.isEmpty() ? "" : ", owed by " + owedBy,
                condition.get("explanation").asText()));
    for (JsonNode evidence : condition.get("evidence")) {
      JsonNode controlNumbers = evidence.get("controlNumbers");
      answer.add(
          "           evidence %s partition %d offset %d%s"
              .formatted(
                  evidence.get("topic").asText(),
                  evidence.get("partition").asInt(),
                  evidence.get("offset").asLong(),
                  controlNumbers == null ? "" : ", control numbers " + controlNumbers.asText()));
    }
  }

  private static void document(JsonNode document, List<String> answer) {
    answer.add(
        "  wants    %s: %s %s on account %s"
            .formatted(
                document.get("documentKey").asText(),
                new BigDecimal(document.get("amount").asText())
                    .stripTrailingZeros()
                    .toPlainString(),
                document.get("currency").asText(),
                document.get("account").asText()));
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The gate's answer in the read tables is not JSON", e);
    }
  }
}
