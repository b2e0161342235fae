package io.waybill.local.replay;

import io.waybill.local.feed.TopicReader;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.BillingDecision;
import io.waybill.schemas.ShipmentStatus;
import io.waybill.schemas.StockPosition;
import io.waybill.schemas.wire.AvroCodec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * A read table that is to show the latest revision of each thing on a topic.
 *
 * @param <T> record of the topic
 */
final class ViewTable<T extends SpecificRecordBase> implements AutoCloseable {

  private final String name;
  private final String query;
  private final AvroCodec<T> codec;
  private final Function<T, String> key;
  private final Function<T, Long> revision;
  private final TopicReader reader;
  private final Map<String, Long> latest = new HashMap<>();

  private ViewTable(
      String bootstrapServers,
      String topic,
      Class<T> type,
      String name,
      String query,
      Function<T, String> key,
      Function<T, Long> revision) {
    this.name = name;
    this.query = query;
    this.codec = AvroCodec.of(type);
    this.key = key;
    this.revision = revision;
    this.reader = new TopicReader(bootstrapServers, topic);
  }

  static ViewTable<ShipmentStatus> shipmentStatus(String bootstrapServers) {
    return new ViewTable<>(
        bootstrapServers,
        Topics.SHIPMENT_STATUS,
        ShipmentStatus.class,
        "view.shipment_status",
        "SELECT shipment, revision FROM view.shipment_status",
        ShipmentStatus::getShipment,
        ShipmentStatus::getRevision);
  }

  static ViewTable<BillingDecision> billingDecision(String bootstrapServers) {
    return new ViewTable<>(
        bootstrapServers,
        Topics.BILLING_DECISIONS,
        BillingDecision.class,
        "view.billing_decision",
        "SELECT shipment || '|' || gate, revision FROM view.billing_decision",
        decision -> decision.getShipment() + "|" + decision.getGate(),
        BillingDecision::getRevision);
  }

  static ViewTable<StockPosition> stockPosition(String bootstrapServers) {
    return new ViewTable<>(
        bootstrapServers,
        Topics.STOCK_POSITIONS,
        StockPosition.class,
        "view.stock_position",
        "SELECT owner || '|' || item || '|' || bucket || '|' || node || '|' || status"
            + " || '|' || unit, revision FROM view.stock_position",
        position ->
            String.join(
                "|",
                position.getOwner(),
                position.getItem(),
                position.getPlace().getBucket().name(),
                position.getPlace().getNode(),
                position.getPlace().getStatus(),
                position.getUnit()),
        StockPosition::getRevision);
  }

  String name() {
    return name;
  }

  /** How many things the table does not show in their latest revision. */
  int missing(Connection connection) throws SQLException {
    reader.readToEnd(
        record -> {
          T value = codec.decode(record.value());
          latest.merge(key.apply(value), revision.apply(value), Math::max);
        });
    Map<String, Long> shown = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        shown.put(rows.getString(1), rows.getLong(2));
      }
    }
    return (int)
        latest.entrySet().stream()
            .filter(thing -> !thing.getValue().equals(shown.get(thing.getKey())))
            .count();
  }

  /** How many different things the topic speaks of. */
  int things() {
    return latest.size();
  }

  @Override
  public void close() {
    reader.close();
  }
}
