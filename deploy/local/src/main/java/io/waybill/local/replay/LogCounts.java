package io.waybill.local.replay;

import io.waybill.local.feed.TopicReader;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.ShipmentStatus;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockLogRecord;
import io.waybill.schemas.wire.AvroCodec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * What stands in the logs, each thing once however often it was written.
 *
 * @param facts in both fact logs
 * @param shipments that have a status
 * @param deadLetters by reason
 * @param exceptions by code
 */
public record LogCounts(
    long facts, long shipments, Map<String, Integer> deadLetters, Map<String, Integer> exceptions) {

  static LogCounts read(String bootstrapServers) {
    Set<String> facts = new HashSet<>();
    read(
        bootstrapServers,
        Topics.SHIPMENT_FACTS,
        ShipmentLogRecord.class,
        entry -> {
          if (entry.getBody() instanceof ShipmentFact fact) {
            facts.add("shipment/" + identity(fact.getEnvelope()));
          }
        });
    read(
        bootstrapServers,
        Topics.STOCK_FACTS,
        StockLogRecord.class,
        entry -> {
          if (entry.getBody() instanceof StockFact fact) {
            facts.add("stock/" + identity(fact.getEnvelope()));
          }
        });
    Set<String> shipments = new HashSet<>();
    read(
        bootstrapServers,
        Topics.SHIPMENT_STATUS,
        ShipmentStatus.class,
        status -> shipments.add(status.getShipment()));
    return new LogCounts(
        facts.size(),
        shipments.size(),
        counts(
            bootstrapServers,
            Topics.DEAD_LETTERS,
            DeadLetter.class,
            DeadLetter::getDeadLetterId,
            DeadLetter::getReason),
        counts(
            bootstrapServers,
            Topics.EXCEPTIONS,
            ExceptionRaised.class,
            ExceptionRaised::getExceptionId,
            ExceptionRaised::getCode));
  }

  private static String identity(Envelope envelope) {
    return envelope.getFactId() + "/" + envelope.getKey();
  }

  private static <T extends SpecificRecordBase> Map<String, Integer> counts(
      String bootstrapServers,
      String topic,
      Class<T> type,
      Function<T, String> id,
      Function<T, String> kind) {
    Map<String, String> kindById = new HashMap<>();
    read(bootstrapServers, topic, type, value -> kindById.put(id.apply(value), kind.apply(value)));
    Map<String, Integer> counts = new TreeMap<>();
    kindById.values().forEach(one -> counts.merge(one, 1, Integer::sum));
    return counts;
  }

  private static <T extends SpecificRecordBase> void read(
      String bootstrapServers, String topic, Class<T> type, Consumer<T> target) {
    AvroCodec<T> codec = AvroCodec.of(type);
    try (TopicReader reader = new TopicReader(bootstrapServers, topic)) {
      reader.readToEnd(record -> target.accept(codec.decode(record.value())));
    }
  }
}
