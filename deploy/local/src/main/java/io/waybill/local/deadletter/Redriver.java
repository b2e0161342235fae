package io.waybill.local.deadletter;

import io.waybill.local.deadletter.Letter.RawPlace;
import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.profile.Profiles;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Sends dead letters again: as the message that they were, or with the operator's correction. What
 * would be a dead letter again is left where it is, and nothing is sent twice: a letter is locked
 * while it is sent and marked in the same transaction. Killed between the two, it is sent once
 * more, which does no harm: the facts have the same ids.
 */
public final class Redriver implements AutoCloseable {

  private final Connection connection;
  private final LetterTable table;
  private final RawRecords records;
  private final LetterActions actions;
  private final Intake intake;
  private final String by;

  /**
   * @param profiles as the running intake has them
   * @param by who asks for it
   */
  public Redriver(Connection connection, String bootstrapServers, Profiles profiles, String by)
      throws SQLException {
    this.connection = connection;
    this.table = new LetterTable(connection);
    this.records = new RawRecords(bootstrapServers);
    this.actions = new LetterActions(bootstrapServers);
    this.intake = new Intake(profiles, PublishedRules.FIRST);
    this.by = by;
    connection.setAutoCommit(false);
  }

  /** What came of a letter. */
  public sealed interface Result {

    /**
     * Kafka has it.
     *
     * @param to where it stands now
     */
    record Sent(RawPlace to, long time) implements Result {}

    /**
     * It stays as it is.
     *
     * @param why in a sentence
     */
    record Left(String why) implements Result {}
  }

  /**
   * @param as partner of a letter that has none; null for none
   * @param force whether to send also what would be a dead letter again
   */
  public Result redrive(String id, String as, boolean force) throws SQLException {
    try {
      Optional<Letter> letter = table.find(id);
      if (letter.isEmpty()) {
        return new Result.Left("There is no dead letter of this name.");
      }
      if (!table.lock(id)) {
        return new Result.Left(
            letter.get().redrive() == null
                ? "Somebody else is sending it now."
                : "It was sent again by %s at %s."
                    .formatted(letter.get().redrive().by(), letter.get().redrive().at()));
      }
      Result result = send(letter.get(), as, force);
      connection.commit();
      return result;
    } finally {
      connection.rollback();
    }
  }

  private Result send(Letter letter, String as, boolean force) throws SQLException {
    Optional<ConsumerRecord<byte[], byte[]>> original = records.at(letter.at());
    if (original.isEmpty()) {
      return new Result.Left("The raw topic does not hold its message any more.");
    }
    String partner = letter.partner().isEmpty() && as != null ? as : letter.partner();
    byte[] unedited = letter.isWhole() ? letter.content() : original.get().value();
    byte[] content = letter.edit() == null ? unedited : letter.edit().content();
    long time = System.currentTimeMillis();
    Decoded decoded =
        intake.decode(new RawMessage(partner, letter.at().topic(), 0, 0, time, content));
    if (!force && !decoded.deadLetters().isEmpty()) {
      var problem = decoded.deadLetters().get(0);
      return new Result.Left(
          "It would be a dead letter again, %s at %s: %s"
              .formatted(
                  problem.getReason(),
                  problem.getField(),
                  Masking.maskRemedy(problem.getRemedy())));
    }
    RawPlace to = records.send(original.get(), partner, letter.id(), content, time);
    Instant at = Instant.ofEpochMilli(time);
    actions.redriven(letter.id(), by, at, letter.edit() != null, to);
    table.mark(letter.id(), by, at, letter.edit() != null, to);
    return new Result.Sent(to, time);
  }

  @Override
  public void close() {
    actions.close();
    records.close();
  }
}
