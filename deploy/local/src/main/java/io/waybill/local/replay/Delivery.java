package io.waybill.local.replay;

import io.waybill.local.feed.TopicReader;
import io.waybill.local.progress.Console;
import io.waybill.local.stack.StackFailure;
import io.waybill.local.stack.WaybillStack;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.Effect;
import io.waybill.schemas.wire.AvroCodec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Waits, after the clock has stopped, until the ERP has answered every effect and the read tables
 * show the latest of everything.
 */
final class Delivery {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long LOOK_AGAIN_MILLIS = 200;

  private final WaybillStack stack;
  private final Console console;

  Delivery(WaybillStack stack, Console console) {
    this.stack = stack;
    this.console = console;
  }

  void await() throws SQLException {
    String bootstrapServers = stack.bootstrapServers();
    try (TopicReader effects = new TopicReader(bootstrapServers, Topics.EFFECTS);
        ViewTable<?> statuses = ViewTable.shipmentStatus(bootstrapServers);
        ViewTable<?> decisions = ViewTable.billingDecision(bootstrapServers);
        ViewTable<?> positions = ViewTable.stockPosition(bootstrapServers);
        Connection connection = stack.database().connect()) {
      List<ViewTable<?>> tables = List.of(statuses, decisions, positions);
      AvroCodec<Effect> codec = AvroCodec.of(Effect.class);
      Set<String> emitted = new HashSet<>();
      String missing = "";
      long lastMove = System.nanoTime();
      while (true) {
        boolean settled = effects.isSettled();
        effects.readToEnd(record -> emitted.add(codec.decode(record.value()).getEffectId()));
        String now = missing(connection, emitted.size(), tables);
        if (settled && now.isEmpty()) {
          return;
        }
        if (!now.equals(missing)) {
          missing = now;
          lastMove = System.nanoTime();
        } else if (System.nanoTime() - lastMove > PATIENCE.toNanos()) {
          throw new StackFailure(
              ("For %d minutes nothing has moved, and still missing is: %s. Nothing was lost; the"
                      + " log files may say why.")
                  .formatted(PATIENCE.toMinutes(), missing));
        }
        console.now(stack, () -> "delivering: " + now);
        sleep();
      }
    }
  }

  private static String missing(Connection connection, int effects, List<ViewTable<?>> tables)
      throws SQLException {
    StringJoiner missing = new StringJoiner(", ");
    int receipts = receipts(connection);
    if (receipts < effects) {
      missing.add("%d of %d receipts in view.receipt".formatted(effects - receipts, effects));
    }
    for (ViewTable<?> table : tables) {
      int behind = table.missing(connection);
      if (behind > 0) {
        missing.add("%d of %d rows in %s".formatted(behind, table.things(), table.name()));
      }
    }
    return missing.toString();
  }

  private static int receipts(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet count =
            statement.executeQuery("SELECT count(DISTINCT effect_id) FROM view.receipt")) {
      count.next();
      return count.getInt(1);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(LOOK_AGAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted while waiting for the delivery.", e);
    }
  }
}
