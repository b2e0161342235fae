package io.waybill.local.live;

import io.waybill.local.feed.PipelineProgress;
import io.waybill.local.stack.WaybillStack;
import io.waybill.operators.log.RawHeaders;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.Effect;
import io.waybill.schemas.EffectKind;
import io.waybill.schemas.wire.AvroCodec;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a person wants to see of a running stack, counted since it was started. */
final class Observation implements AutoCloseable {

  private final TopicWatch messages;
  private final TopicWatch shipmentFacts;
  private final TopicWatch stockFacts;
  private final TopicWatch deadLetters;
  private final TopicWatch statuses;
  private final TopicWatch effects;
  private final PipelineProgress progress;
  private final List<String> tasks;
  private final AtomicLong invoices = new AtomicLong();
  private final AvroCodec<Effect> effectCodec = AvroCodec.of(Effect.class);
  private final Latency toStatus;
  private final Latency toEffect;
  private final Consumer<Effect> firstInvoice;

  /**
   * @param measureFrom latencies of what began earlier do not count
   * @param firstInvoice called when the first invoice is released
   */
  Observation(WaybillStack stack, long measureFrom, Consumer<Effect> firstInvoice) {
    this.firstInvoice = firstInvoice;
    this.toStatus = new Latency("raw message to shipment status", measureFrom);
    this.toEffect = new Latency("end of settle time to committed ERP effect", measureFrom);
    this.tasks = stack.jobs().stream().flatMap(job -> job.tasks().stream()).toList();
    String bootstrapServers = stack.bootstrapServers();
    this.progress = new PipelineProgress(bootstrapServers).fromNow();
    this.messages =
        new TopicWatch(
            bootstrapServers,
            Topics.RAW,
            record -> record.headers().lastHeader(RawHeaders.CLOCK) == null,
            record -> {});
    this.shipmentFacts = watchKeyed(bootstrapServers, Topics.SHIPMENT_FACTS);
    this.stockFacts = watchKeyed(bootstrapServers, Topics.STOCK_FACTS);
    this.deadLetters =
        new TopicWatch(bootstrapServers, Topics.DEAD_LETTERS, record -> true, record -> {});
    this.statuses =
        new TopicWatch(
            bootstrapServers,
            Topics.SHIPMENT_STATUS,
            record -> true,
            record -> toStatus.record(record.timestamp(), System.currentTimeMillis()));
    this.effects =
        new TopicWatch(bootstrapServers, Topics.EFFECTS, record -> true, this::effectArrived);
  }

  private static TopicWatch watchKeyed(String bootstrapServers, String topic) {
    return new TopicWatch(bootstrapServers, topic, record -> record.key() != null, record -> {});
  }

  private void effectArrived(ConsumerRecord<byte[], byte[]> record) {
    toEffect.record(record.timestamp(), System.currentTimeMillis());
    Effect effect = effectCodec.decode(record.value());
    if (effect.getKind() == EffectKind.CUSTOMER_INVOICE && invoices.incrementAndGet() == 1) {
      firstInvoice.accept(effect);
    }
  }

  /** One line for a person. */
  String line() {
    progress.catchUp();
    return String.format(
        Locale.ROOT,
        "%,d messages, %,d facts, %,d effects (%,d invoices), %,d dead letters, lag %s",
        messages.count(),
        shipmentFacts.count() + stockFacts.count(),
        effects.count(),
        invoices.get(),
        deadLetters.count(),
        lag());
  }

  /** How far the slowest task is behind the wall clock. */
  private String lag() {
    long slowest =
        tasks.stream().mapToLong(progress::logTime).min().orElse(System.currentTimeMillis());
    if (slowest == Long.MIN_VALUE) {
      return "not known yet";
    }
    return String.format(
        Locale.ROOT, "%.1f s", Math.max(0, System.currentTimeMillis() - slowest) / 1000.0);
  }

  List<String> latencies() {
    return List.of(toStatus.summary(), toEffect.summary());
  }

  @Override
  public void close() {
    List.of(messages, shipmentFacts, stockFacts, deadLetters, statuses, effects)
        .forEach(TopicWatch::close);
    progress.close();
  }
}
