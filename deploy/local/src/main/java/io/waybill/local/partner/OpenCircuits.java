package io.waybill.local.partner;

import io.waybill.local.feed.TopicReader;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.PartnerCircuit;
import io.waybill.schemas.wire.AvroCodec;
import java.util.Map;
import java.util.TreeMap;

/** The circuits that are open now, as their topic says: what these partners send is read later. */
public final class OpenCircuits {

  private OpenCircuits() {}

  /** By the partner's name. */
  public static Map<String, PartnerCircuit> read(String bootstrapServers) {
    AvroCodec<PartnerCircuit> codec = AvroCodec.of(PartnerCircuit.class);
    Map<String, PartnerCircuit> latest = new TreeMap<>();
    try (TopicReader reader = new TopicReader(bootstrapServers, Topics.PARTNER_CIRCUITS)) {
      reader.readToEnd(
          record -> {
            PartnerCircuit circuit = codec.decode(record.value());
            latest.put(circuit.getPartner(), circuit);
          });
    }
    latest.values().removeIf(circuit -> !circuit.getOpen());
    return latest;
  }
}
