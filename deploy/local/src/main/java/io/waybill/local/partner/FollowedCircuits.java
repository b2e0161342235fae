package io.waybill.local.partner;

import io.waybill.local.feed.TopicReader;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.PartnerCircuit;
import io.waybill.schemas.wire.AvroCodec;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the circuit of a partner is open, as the intake has said a moment ago. */
public final class FollowedCircuits implements Predicate<String>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FollowedCircuits.class);
  private static final long EVERY_MILLIS = 200;

  private final AvroCodec<PartnerCircuit> codec = AvroCodec.of(PartnerCircuit.class);
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final TopicReader reader;
  private final ScheduledExecutorService follower =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "waybill-circuits");
            thread.setDaemon(true);
            return thread;
          });

  public FollowedCircuits(String bootstrapServers) {
    reader = new TopicReader(bootstrapServers, Topics.PARTNER_CIRCUITS);
    reader.readToEnd(record -> accept(codec.decode(record.value())));
    follower.scheduleWithFixedDelay(
        this::follow, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public boolean test(String partner) {
    return open.contains(partner);
  }

  private void follow() {
    try {
      reader.poll(record -> accept(codec.decode(record.value())));
    } catch (RuntimeException e) {
      LOG.warn("The circuits of partners could not be read; it is tried again", e);
    }
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
    follower.shutdown();
    try {
      follower.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reader.close();
  }
}
