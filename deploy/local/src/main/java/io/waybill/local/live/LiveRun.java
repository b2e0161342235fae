package io.waybill.local.live;

import io.waybill.jobs.WaybillOptions;
import io.waybill.local.feed.LiveFeed;
import io.waybill.local.feed.RawMessage;
import io.waybill.local.feed.RawProducer;
import io.waybill.local.feed.RawTopic;
import io.waybill.local.gateway.StackGateway;
import io.waybill.local.progress.Console;
import io.waybill.local.stack.DataFolder;
import io.waybill.local.stack.StackAddresses;
import io.waybill.local.stack.StackJobs;
import io.waybill.local.stack.StackOptions;
import io.waybill.local.stack.StackTables;
import io.waybill.local.stack.WaybillStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.apache.flink.configuration.Configuration;

/** A stack with its clock, and a made-up feed if wanted, until its time is over or it is told. */
public final class LiveRun {

  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration START_PATIENCE = Duration.ofMinutes(3);
  private static final long SECONDS_BETWEEN_LINES = 5;

  private final Options options;
  private final Console console;
  private final CountDownLatch ending = new CountDownLatch(1);

  public LiveRun(Options options, Console console) {
    this.options = options;
    this.console = console;
  }

  /**
   * How to run.
   *
   * @param data folder that stays
   * @param parallelism of every job
   * @param duration how long; null until told to end
   * @param demoRate messages a second; 0 for no made-up feed
   * @param demo makes a message for the time at which it is sent
   */
  public record Options(
      Path data,
      int parallelism,
      Duration duration,
      double demoRate,
      LongFunction<RawMessage> demo) {}

  /** Ends the run soon; {@link #run} returns when everything is closed. */
  public void end() {
    ending.countDown();
  }

  /** Starts everything and returns when it has ended clean. */
  public void run() throws InterruptedException {
    StackOptions stackOptions = StackOptions.running(options.parallelism());
    try (DataFolder folder = DataFolder.kept(options.data());
        WaybillStack stack = WaybillStack.start(folder, stackOptions, StackTables::create)) {
      console.say("Kafka and PostgreSQL are up");
      Configuration config = new Configuration();
      if (options.demoRate() > 0) {
        config.set(WaybillOptions.RULES, DemoRules.json());
      }
      stack.runJobs(config, StackJobs::all);
      stack.runningJobs().awaitRunning(START_PATIENCE);
      sayAddresses(stack.addresses());
      long notBefore = RawTopic.latestTime(stack.bootstrapServers());
      try (RawProducer producer =
              new RawProducer(stack.bootstrapServers(), stack.options().partitions());
          LiveFeed feed = new LiveFeed(producer, notBefore);
          StackGateway gateway = StackGateway.start(stack.bootstrapServers(), folder.root(), feed);
          Observation observation = observe(stack)) {
        feed.start();
        console.say("  Gateway     " + gateway.address());
        console.say("  drop folder " + gateway.dropFolder());
        feedUntilTheEnd(stack, feed, observation);
        console.say("in all: " + observation.line());
        observation.latencies().forEach(console::say);
      }
      console.say("ending; everything is kept in " + folder.root());
    }
    console.say("ended");
  }

  private Observation observe(WaybillStack stack) {
    return new Observation(
        stack,
        System.currentTimeMillis() + WARM_UP.toMillis(),
        invoice ->
            console.say(
                "first invoice released: %s, %s %s for shipment %s"
                    .formatted(
                        invoice.getEffectId(),
                        invoice.getAmount().stripTrailingZeros().toPlainString(),
                        invoice.getCurrency(),
                        invoice.getShipment())));
  }

  private void feedUntilTheEnd(WaybillStack stack, LiveFeed feed, Observation observation)
      throws InterruptedException {
    long end =
        options.duration() == null
            ? Long.MAX_VALUE
            : System.nanoTime() + options.duration().toNanos();
    try (SteadyFeed demo = new SteadyFeed(options.demo(), feed, options.demoRate())) {
      if (options.demoRate() > 0) {
        demo.start();
      }
      while (System.nanoTime() < end) {
        long left =
            Math.min(TimeUnit.SECONDS.toNanos(SECONDS_BETWEEN_LINES), end - System.nanoTime());
        if (ending.await(left, TimeUnit.NANOSECONDS)) {
          return;
        }
        demo.requireAlive();
        stack.runningJobs().newFailures().forEach(console::say);
        stack.runningJobs().requireAlive();
        console.say(observation.line());
      }
    }
  }

  private void sayAddresses(StackAddresses addresses) {
    console.say("up and running");
    console.say("  Kafka       " + addresses.kafka());
    console.say("  PostgreSQL  " + addresses.database());
    console.say("  Flink       " + addresses.web());
  }
}
