package io.waybill.local.replay;

import io.waybill.jobs.WaybillOptions;
import io.waybill.local.feed.Clock;
import io.waybill.local.feed.ClockRun;
import io.waybill.local.feed.FactLogClock;
import io.waybill.local.feed.HistoryFeeder;
import io.waybill.local.feed.HistoryFeeder.Fed;
import io.waybill.local.feed.PipelineProgress;
import io.waybill.local.feed.RawProducer;
import io.waybill.local.feed.RawTopic;
import io.waybill.local.feed.SteadyPace;
import io.waybill.local.progress.Console;
import io.waybill.local.replay.ReplayOptions.GeneratedFolder;
import io.waybill.local.replay.ReplayOptions.KeptLogFolder;
import io.waybill.local.replay.ReplayOptions.ProfileFiles;
import io.waybill.local.stack.DataFolder;
import io.waybill.local.stack.StackFailure;
import io.waybill.local.stack.StackJob;
import io.waybill.local.stack.StackJobs;
import io.waybill.local.stack.StackOptions;
import io.waybill.local.stack.StackTables;
import io.waybill.local.stack.WaybillStack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A throwaway stack that is fed a history until nothing is left to do, and what it came to. */
public final class Replay {

  /** Kept between the last message and the end, so that its own time passes. */
  private static final long BEYOND_LAST_MESSAGE = 10;

  /** In the order in which their tasks are made to fail. */
  private static final List<String> FAILING =
      List.of("intake", "shipment", "decision", "stock", "erp-delivery");

  private final ReplayOptions options;
  private final Console console;

  public Replay(ReplayOptions options, Console console) {
    this.options = options;
    this.console = console;
  }

  /** Runs it; the summary is complete when this returns. */
  public Summary run() throws IOException, SQLException {
    StackOptions stackOptions =
        StackOptions.history(options.parallelism(), options.failEvery() != null);
    if (options.input() instanceof KeptLogFolder kept) {
      KeptLog log = KeptLog.open(kept.folder());
      return onStack(stackOptions, stack -> replayFacts(stack, log));
    }
    History history = history();
    if (history.messages().isEmpty()) {
      throw new StackFailure("The history has no messages: there is nothing to replay.");
    }
    return onStack(stackOptions, stack -> replayMessages(stack, history));
  }

  private interface OnStack {
    Summary run(WaybillStack stack) throws IOException, SQLException;
  }

  private Summary onStack(StackOptions stackOptions, OnStack work)
      throws IOException, SQLException {
    try (DataFolder folder =
            options.data() == null ? DataFolder.throwaway() : DataFolder.kept(options.data());
        WaybillStack stack = WaybillStack.start(folder, stackOptions, StackTables::create)) {
      console.say("Kafka and PostgreSQL are up");
      return work.run(stack);
    }
  }

  private History history() {
    if (options.input() instanceof ProfileFiles input) {
      return ProfileHistory.read(input.profile(), input.files());
    }
    return GeneratedHistory.read(((GeneratedFolder) options.input()).folder());
  }

  private Summary replayMessages(WaybillStack stack, History history)
      throws IOException, SQLException {
    Configuration config = config(history.rules());
    config.set(WaybillOptions.HISTORY, true);
    if (history.profiles() != null) {
      config.set(WaybillOptions.PROFILES_FOLDER, history.profiles().toString());
    }
    startJobs(stack, config, true);
    try (RawProducer producer =
            new RawProducer(stack.bootstrapServers(), stack.options().partitions());
        PipelineProgress progress = new PipelineProgress(stack.bootstrapServers())) {
      Map<Integer, Long> present = RawTopic.messages(stack.bootstrapServers());
      Map<String, Integer> failures = null;
      Fed fed;
      if (options.failEvery() == null) {
        fed = new HistoryFeeder(producer, pace(), present).feed(history.messages().iterator());
      } else {
        try (Failures turns = failures(stack, history.messages().size())) {
          turns.start();
          fed = new HistoryFeeder(producer, turns, present).feed(history.messages().iterator());
          turns.inputEnds();
          failures = turns.counts();
        }
      }
      console.say("fed %d messages".formatted(fed.messages()));
      long atLeast = Math.max(fed.lastRecordedAt() + BEYOND_LAST_MESSAGE, history.clockEnd());
      long end = runClock(stack, producer, progress, fed.lastRecordedAt(), atLeast);
      new Delivery(stack, console).await();
      keepLog(stack, history.rules(), end);
      return summary(stack, fed.messages(), failures);
    }
  }

  private Summary replayFacts(WaybillStack stack, KeptLog log) throws IOException, SQLException {
    startJobs(stack, config(log.manifest().rules()), false);
    try (KafkaProducer<byte[], byte[]> producer = factProducer(stack);
        PipelineProgress progress = new PipelineProgress(stack.bootstrapServers())) {
      log.copyTo(producer);
      console.say("copied the kept log");
      Clock clock = new FactLogClock(producer, stack.options().partitions());
      long end = log.manifest().clockEnd();
      end = runClock(stack, clock, progress, end, end);
      new Delivery(stack, console).await();
      keepLog(stack, log.manifest().rules(), end);
      return summary(stack, 0, null);
    }
  }

  private HistoryFeeder.Pace pace() {
    return options.rate() > 0 ? new SteadyPace(options.rate()) : HistoryFeeder.Pace.UNLIMITED;
  }

  private Configuration config(String rules) {
    Configuration config = new Configuration();
    if (rules != null) {
      config.set(WaybillOptions.RULES, rules);
    }
    config.set(WaybillOptions.LARGE_BATCHES, true);
    config.set(WaybillOptions.FAILURE_POINTS, options.failEvery() != null);
    return config;
  }

  private void startJobs(WaybillStack stack, Configuration config, boolean withIntake) {
    stack.runJobs(config, withIntake ? StackJobs::all : StackJobs::behindTheFactLog);
    console.say(
        "%d jobs started, parallelism %d; Flink at %s"
            .formatted(stack.jobs().size(), options.parallelism(), stack.addresses().web()));
  }

  private Failures failures(WaybillStack stack, long messages) {
    List<String> present = stack.jobs().stream().map(StackJob::name).toList();
    return new Failures(
        FAILING.stream().filter(present::contains).toList(),
        options.failEvery(),
        stack.runningJobs(),
        console,
        messages);
  }

  private long runClock(
      WaybillStack stack, Clock clock, PipelineProgress progress, long now, long atLeast) {
    long wanted =
        options.clockEnd() == null ? atLeast : Math.max(atLeast, options.clockEnd().toEpochMilli());
    long end =
        new ClockRun(clock, new DrainedPipeline(stack, progress, console)).runOn(now, wanted);
    console.say("drained; the clock stopped at %s".formatted(java.time.Instant.ofEpochMilli(end)));
    return end;
  }

  private void keepLog(WaybillStack stack, String rules, long clockEnd) throws IOException {
    if (options.keepLog() != null) {
      KeptLog.write(
          options.keepLog(),
          stack.bootstrapServers(),
          new KeptLog.Manifest(stack.options().partitions(), rules, clockEnd));
    }
  }

  private Summary summary(WaybillStack stack, long messages, Map<String, Integer> failures)
      throws SQLException {
    try (Connection connection = stack.database().connect()) {
      return new Summary(
          messages,
          LogCounts.read(stack.bootstrapServers()),
          EffectLog.read(stack.bootstrapServers()),
          ErpState.read(connection),
          failures,
          console.elapsedSeconds());
    }
  }

  private static KafkaProducer<byte[], byte[]> factProducer(WaybillStack stack) {
    Properties settings = new Properties();
    settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers());
    settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "5");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
