package io.waybill.local.replay;

import io.waybill.local.feed.TopicReader;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.Effect;
import io.waybill.schemas.wire.AvroCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The committed effects, as they stand in their topic. */
public final class EffectLog {

  private final List<Entry> entries;

  private EffectLog(List<Entry> entries) {
    this.entries = entries;
  }

  /** An effect with what its record says. */
  public record Entry(Effect effect, byte[] key, long timestamp, byte[] value) {}

  public static EffectLog read(String bootstrapServers) {
    AvroCodec<Effect> codec = AvroCodec.of(Effect.class);
    List<Entry> entries = new ArrayList<>();
    try (TopicReader reader = new TopicReader(bootstrapServers, Topics.EFFECTS)) {
      List<ConsumerRecord<byte[], byte[]>> records = reader.readToEnd();
      records.sort(
          Comparator.<ConsumerRecord<byte[], byte[]>>comparingInt(ConsumerRecord::partition)
              .thenComparingLong(ConsumerRecord::offset));
      for (ConsumerRecord<byte[], byte[]> record : records) {
        entries.add(
            new Entry(
                codec.decode(record.value()), record.key(), record.timestamp(), record.value()));
      }
    }
    return new EffectLog(entries);
  }

  /** By partition and offset. */
  public List<Entry> entries() {
    return entries;
  }

  /**
   * By log time; within a shipment strictly as they stand in the topic. A log time that goes back
   * within a shipment would be a fault, which this order shows rather than hides.
   */
  public List<Effect> inReleaseOrder() {
    Map<String, Long> latest = new HashMap<>();
    Map<Effect, Long> time = new java.util.IdentityHashMap<>();
    List<Effect> effects = new ArrayList<>();
    for (Entry entry : entries) {
      Effect effect = entry.effect();
      time.put(effect, latest.merge(effect.getShipment(), effect.getLogTime(), Math::max));
      effects.add(effect);
    }
    effects.sort(Comparator.comparingLong(time::get));
    return effects;
  }

  /** Over key, timestamp and value of each effect, sorted by effect id; headers do not count. */
  public String sha256() {
    TreeMap<String, List<Entry>> byId = new TreeMap<>();
    for (Entry entry : entries) {
      byId.computeIfAbsent(entry.effect().getEffectId(), id -> new ArrayList<>()).add(entry);
    }
    Sha256 sha256 = new Sha256();
    byId.values()
        .forEach(
            sameId ->
                sameId.forEach(
                    entry ->
                        sha256.bytes(entry.key()).number(entry.timestamp()).bytes(entry.value())));
    return sha256.hex();
  }
}
