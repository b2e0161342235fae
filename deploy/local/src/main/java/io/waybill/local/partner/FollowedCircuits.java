package io.waybill.local.partner;

import io.waybill.local.feed.TopicFollower;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.PartnerCircuit;
import io.waybill.schemas.wire.AvroCodec;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the circuit of a partner is open, as the intake has said a moment ago. */
public final class FollowedCircuits implements Predicate<String>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FollowedCircuits.class);
  private static final Duration EVERY = Duration.ofMillis(200);

  private final AvroCodec<PartnerCircuit> codec = AvroCodec.of(PartnerCircuit.class);
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final TopicFollower follower;

  public FollowedCircuits(String bootstrapServers) {
    follower =
        new TopicFollower(
            bootstrapServers,
            Topics.PARTNER_CIRCUITS,
            EVERY,
            record -> accept(codec.decode(record.value())));
  }

  @Override
  public boolean test(String partner) {
    return open.contains(partner);
  }

  private void accept(PartnerCircuit circuit) {
    if (circuit.getOpen()) {
      open.add(circuit.getPartner());
      LOG.warn("{}", circuit.getExplanation());
    } else {
      open.remove(circuit.getPartner());
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
