package io.waybill.local.deadletter;

import io.waybill.local.deadletter.Letter.Edit;
import io.waybill.local.deadletter.Letter.RawPlace;
import io.waybill.local.deadletter.Letter.Redrive;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The dead letters in the read tables. */
public final class LetterTable {

  private static final String SELECT =
      """
      SELECT letter.dead_letter_id, letter.partner, letter.reason, letter.field, letter.value,
        letter.remedy, letter.raw_topic, letter.raw_partition, letter.raw_offset,
        letter.raw_position, letter.control_numbers, letter.recorded_at, letter.content,
        edit.content, edit.edited_by, edit.edited_at,
        redrive.redriven_by, redrive.redriven_at, redrive.edited, redrive.raw_topic,
        redrive.raw_partition, redrive.raw_offset,
        (SELECT min(again.dead_letter_id) FROM view.dead_letter again
          WHERE again.raw_topic = redrive.raw_topic
            AND again.raw_partition = redrive.raw_partition
            AND again.raw_offset = redrive.raw_offset)
      FROM view.dead_letter letter
      LEFT JOIN view.dead_letter_edit edit USING (dead_letter_id)
      LEFT JOIN view.dead_letter_redrive redrive USING (dead_letter_id)
      """;

  private final Connection connection;

  public LetterTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * Which dead letters.
   *
   * @param reason null for any
   * @param partner null for any
   * @param redriven whether also those that were sent again
   */
  public record Filter(String reason, String partner, boolean redriven) {}

  /** The newest first. */
  public List<Letter> list(Filter filter, int limit) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            SELECT
                + """
                WHERE (?::text IS NULL OR letter.reason = ?) AND (?::text IS NULL OR letter.partner = ?)
                  AND (? OR redrive.dead_letter_id IS NULL)
                ORDER BY letter.recorded_at DESC, letter.raw_partition, letter.raw_offset,
                  letter.raw_position
                LIMIT ?
                """)) {
      query.setString(1, filter.reason());
      query.setString(2, filter.reason());
      query.setString(3, filter.partner());
      query.setString(4, filter.partner());
      query.setBoolean(5, filter.redriven());
      query.setInt(6, limit);
      return read(query);
    }
  }

  /** How many there are in all. */
  public long count(Filter filter) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT count(*) FROM view.dead_letter letter
            LEFT JOIN view.dead_letter_redrive redrive USING (dead_letter_id)
            WHERE (?::text IS NULL OR letter.reason = ?) AND (?::text IS NULL OR letter.partner = ?)
              AND (? OR redrive.dead_letter_id IS NULL)
            """)) {
      query.setString(1, filter.reason());
      query.setString(2, filter.reason());
      query.setString(3, filter.partner());
      query.setString(4, filter.partner());
      query.setBoolean(5, filter.redriven());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /**
   * Those that were not sent again, in the order in which they came, so that messages of one key
   * keep theirs.
   */
  public List<String> open(Filter filter) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT letter.dead_letter_id FROM view.dead_letter letter
            LEFT JOIN view.dead_letter_redrive redrive USING (dead_letter_id)
            WHERE redrive.dead_letter_id IS NULL
              AND (?::text IS NULL OR letter.reason = ?) AND (?::text IS NULL OR letter.partner = ?)
            ORDER BY letter.raw_topic, letter.raw_partition, letter.raw_offset, letter.raw_position
            """)) {
      query.setString(1, filter.reason());
      query.setString(2, filter.reason());
      query.setString(3, filter.partner());
      query.setString(4, filter.partner());
      List<String> ids = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          ids.add(row.getString(1));
        }
      }
      return ids;
    }
  }

  public Optional<Letter> find(String id) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(SELECT + "WHERE letter.dead_letter_id = ?")) {
      query.setString(1, id);
      return read(query).stream().findFirst();
    }
  }

  /** Keeps a corrected content; the last correction stands. */
  public void edit(String id, byte[] content, String by, Instant at) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO view.dead_letter_edit (dead_letter_id, content, edited_by, edited_at)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (dead_letter_id) DO UPDATE SET content = excluded.content,
              edited_by = excluded.edited_by, edited_at = excluded.edited_at
            """)) {
      insert.setString(1, id);
      insert.setBytes(2, content);
      insert.setString(3, by);
      insert.setObject(4, at.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  /**
   * Takes a letter for sending, until the transaction ends; false when another does so now or it
   * was sent before.
   */
  boolean lock(String id) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT 1 FROM view.dead_letter letter WHERE dead_letter_id = ?
              AND NOT EXISTS (SELECT 1 FROM view.dead_letter_redrive redrive
                WHERE redrive.dead_letter_id = letter.dead_letter_id)
            FOR UPDATE SKIP LOCKED
            """)) {
      query.setString(1, id);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Marks a letter as sent again. */
  void mark(String id, String by, Instant at, boolean edited, RawPlace to) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO view.dead_letter_redrive (dead_letter_id, redriven_by, redriven_at, edited,
              raw_topic, raw_partition, raw_offset)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (dead_letter_id) DO NOTHING
            """)) {
      insert.setString(1, id);
      insert.setString(2, by);
      insert.setObject(3, at.atOffset(ZoneOffset.UTC));
      insert.setBoolean(4, edited);
      insert.setString(5, to.topic());
      insert.setInt(6, to.partition());
      insert.setLong(7, to.offset());
      insert.executeUpdate();
    }
  }

  private static List<Letter> read(PreparedStatement query) throws SQLException {
    List<Letter> letters = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        letters.add(letter(row));
      }
    }
    return letters;
  }

  private static Letter letter(ResultSet row) throws SQLException {
    Edit edit =
        row.getBytes(14) == null
            ? null
            : new Edit(row.getBytes(14), row.getString(15), time(row, 16));
    Redrive redrive =
        row.getString(17) == null
            ? null
            : new Redrive(
                row.getString(17),
                time(row, 18),
                row.getBoolean(19),
                new RawPlace(row.getString(20), row.getInt(21), row.getLong(22)),
                row.getString(23));
    return new Letter(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        new RawPlace(row.getString(7), row.getInt(8), row.getLong(9)),
        row.getInt(10),
        row.getString(11),
        time(row, 12),
        row.getBytes(13),
        edit,
        redrive);
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
