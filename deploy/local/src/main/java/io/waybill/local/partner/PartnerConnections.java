package io.waybill.local.partner;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How long it took to connect the partners: from their first message to their first fact. */
public final class PartnerConnections {

  private PartnerConnections() {}

  /**
   * @param firstMessage recorded time
   * @param firstFact recorded time of the first message that gave a fact; null before
   */
  public record Connected(Instant firstMessage, Instant firstFact) {

    /** Empty while no message gave a fact. */
    public Optional<Duration> took() {
      return Optional.ofNullable(firstFact).map(fact -> Duration.between(firstMessage, fact));
    }
  }

  /** By the partner's name. */
  public static Map<String, Connected> read(Connection connection) throws SQLException {
    Map<String, Connected> connected = new TreeMap<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT partner, first_message_at, first_accepted_at FROM view.partner");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        connected.put(row.getString(1), new Connected(time(row, 2), time(row, 3)));
      }
    }
    return connected;
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
