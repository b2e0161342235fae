package io.waybill.operators.delivery;

import io.waybill.schemas.Effect;
import io.waybill.schemas.Receipt;
import io.waybill.schemas.ReceiptState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ERP that takes its documents from interface tables in PostgreSQL. The effect's id is the
 * document's key: what is written again is found there and read back. So after a lost connection,
 * when nobody knows whether the document was written, the same statement is sent once more and its
 * answer is certain.
 */
public final class InterfaceTables implements ErpConnector {

  private static final Logger LOG = LoggerFactory.getLogger(InterfaceTables.class);
  private static final String DEFINITION = "erp-interface.sql";

  private final String erp;
  private final String jdbcUrl;
  private final Patience patience;
  private DocumentStatements statements;

  /** Connects when the first effect is delivered. */
  public InterfaceTables(String erp, String jdbcUrl, Patience patience) {
    this.erp = erp;
    this.jdbcUrl = jdbcUrl;
    this.patience = patience;
  }

  public static Factory factory(String erp, String jdbcUrl, Patience patience) {
    return () -> new InterfaceTables(erp, jdbcUrl, patience);
  }

  /** Creates the tables that are not there yet. */
  public static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(definition());
    }
  }

  @Override
  public Receipt deliver(Effect effect) throws InterruptedException {
    Patience.Waiting waiting = patience.begin();
    while (true) {
      try {
        return post(effect);
      } catch (SQLException e) {
        switch (SqlFailure.of(e)) {
          case DATA -> {
            LOG.warn("{} rejected the effect {}: {}", erp, effect.getEffectId(), e.getMessage());
            return rejected(effect, "The ERP's tables refuse it: " + e.getMessage());
          }
          case CONFLICT -> pause(effect, waiting, e);
          case UNCERTAIN -> {
            disconnect();
            pause(effect, waiting, e);
          }
        }
      }
    }
  }

  private Receipt post(Effect effect) throws SQLException {
    if (statements == null) {
      statements = new DocumentStatements(connect());
    }
    OptionalLong written = statements.write(effect);
    if (written.isPresent()) {
      return confirmed(effect, written.getAsLong());
    }
    PostedDocument posted =
        statements
            .read(effect.getEffectId())
            .orElseThrow(
                () ->
                    new SQLException(
                        "Document " + effect.getEffectId() + " vanished while it was read back"));
    Optional<String> difference = posted.differenceFrom(effect);
    return difference.isPresent()
        ? rejected(effect, difference.get())
        : confirmed(effect, posted.number());
  }

  private Connection connect() throws SQLException {
    Properties defaults = new Properties();
    defaults.setProperty("ApplicationName", "waybill-erp-delivery");
    defaults.setProperty("prepareThreshold", "1");
    defaults.setProperty("tcpKeepAlive", "true");
    defaults.setProperty("connectTimeout", "10");
    defaults.setProperty("socketTimeout", "60");
    Connection connection = new Driver().connect(jdbcUrl, defaults);
    if (connection == null) {
      throw new IllegalArgumentException(
          "%s is not the address of a PostgreSQL database (jdbc:postgresql://host:port/database)."
              .formatted(jdbcUrl));
    }
    return connection;
  }

  private void pause(Effect effect, Patience.Waiting waiting, SQLException cause)
      throws InterruptedException {
    if (waiting.isOver()) {
      throw new ErpUnavailableException(
          ("%s gave no certain answer to the effect %s for %s (%s). The job starts again from its"
                  + " last checkpoint and delivers it again; no document can be lost or doubled.")
              .formatted(erp, effect.getEffectId(), patience.giveUpAfter(), cause.getMessage()),
          cause);
    }
    LOG.warn(
        "{} gave no certain answer to the effect {} ({}). The effect is kept, and so are all that"
            + " follow it; next attempt in {} ms, then by its id it will be known whether the"
            + " document was written.",
        erp,
        effect.getEffectId(),
        cause.getMessage(),
        waiting.next().toMillis());
    waiting.sleep();
  }

  private Receipt confirmed(Effect effect, long number) {
    return receipt(effect, ReceiptState.CONFIRMED, Long.toString(number), "");
  }

  private Receipt rejected(Effect effect, String reason) {
    return receipt(effect, ReceiptState.REJECTED, "", reason);
  }

  private Receipt receipt(Effect effect, ReceiptState state, String number, String reason) {
    return new Receipt(
        effect.getEffectId(),
        effect.getShipment(),
        erp,
        state,
        number,
        reason,
        effect.getLogTime());
  }

  private void disconnect() {
    if (statements != null) {
      try {
        statements.close();
      } catch (SQLException e) {
        LOG.debug("A broken connection could not be closed", e);
      }
      statements = null;
    }
  }

  @Override
  public void close() {
    disconnect();
  }

  private static String definition() {
    try (InputStream in = InterfaceTables.class.getResourceAsStream(DEFINITION)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
