package io.waybill.local.bench;

import io.waybill.generator.GeneratedMessage;
import io.waybill.generator.Generator;
import io.waybill.generator.GeneratorOptions;
import io.waybill.jobs.IntakeJob;
import io.waybill.jobs.WaybillOptions;
import io.waybill.local.feed.PipelineProgress;
import io.waybill.local.feed.RawMessage;
import io.waybill.local.feed.RawProducer;
import io.waybill.local.progress.Console;
import io.waybill.local.stack.DataFolder;
import io.waybill.local.stack.FlinkStack;
import io.waybill.local.stack.StackJob;
import io.waybill.local.stack.StackOptions;
import io.waybill.local.stack.WaybillStack;
import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.profile.Profiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;

/**
 * What the intake job costs around its decoders: CPU time a message of the whole job, from Kafka to
 * Kafka, less that of the decoders alone on the same messages, in interleaved rounds of one run.
 * The messages are a generated history in all its formats. Counted is the CPU time of the threads
 * of Flink and of the Kafka clients; the broker in the same process, compilers and collectors are
 * not. The first two rounds are thrown away: so long the compilers go on. The decoders run ahead of
 * the end of the job by what its buffers hold, so a short history flatters it: 20,000 shipments and
 * more are meant.
 */
public final class IntakeBench {

  private static final long SEED = 20260105;

  /** Where in the history the measurement begins: by then the job has started up. */
  private static final double FROM = 0.3;

  /** As if so many came a second, with the clock ten times a second. */
  private static final int RATE = 2_000;

  private static final int MESSAGES_BETWEEN_TICKS = RATE / 10;

  /** A thread that takes less is not named. */
  private static final double WORTH_TELLING = 2;

  private static final int PASSES = 4;

  private static final int WARMING_UP = 2;

  /** All stay at hand, as the shipments of the join do. */
  private static final int REFERENCES_A_SHIPMENT = 6;

  private static final String TASK = "intake-shipment";

  /** The broker's own threads, and those that have nothing to do with the job. */
  private static final Pattern NOT_THE_JOB =
      Pattern.compile(
          "data-plane-kafka.*|control-plane-kafka.*|kafka-(?!producer|admin).*|raft-.*|quorum-.*"
              + "|controller-.*|broker-.*|group-coordinator.*|transaction.*|ExpirationReaper.*"
              + "|LogDirFailureHandler.*|executor-.*|TxnMarker.*|share-.*|main|metrics-.*|main-.*");

  private final int shipments;
  private final int rounds;
  private final Console console;

  /**
   * @param shipments of the generated history
   * @param rounds measured, beside those that are thrown away
   */
  public IntakeBench(int shipments, int rounds, Console console) {
    this.shipments = shipments;
    this.rounds = rounds;
    this.console = console;
  }

  /** Runs it; returns CPU microseconds a message that the job takes beyond the decoders. */
  public double run() {
    GeneratorOptions history = new GeneratorOptions(SEED, shipments, 1, 1);
    StackOptions options = StackOptions.throwaway(1);
    try (DataFolder folder = DataFolder.throwaway();
        WaybillStack stack = WaybillStack.start(folder, options, connection -> {})) {
      List<GeneratedMessage> messages = atFullRate(Generator.messages(history));
      Path profiles = profiles(history);
      feed(stack, options.partitions(), messages);
      console.say("%,d messages, seed %d".formatted(messages.size(), SEED));
      Configuration config = new Configuration();
      config.set(WaybillOptions.BOOTSTRAP_SERVERS, stack.bootstrapServers());
      config.set(WaybillOptions.LOG_PARTITIONS, options.partitions());
      config.set(WaybillOptions.PROFILES_FOLDER, profiles.toString());
      config.set(WaybillOptions.CACHED_REFERENCES, REFERENCES_A_SHIPMENT * shipments);

      List<Double> beyond = new ArrayList<>();
      for (int round = 0; round < WARMING_UP + rounds; round++) {
        boolean measured = round >= WARMING_UP;
        double bare = decoders(Profiles.bundledAnd(profiles), messages);
        double job = job(stack, config, round, messages);
        console.say(
            "round %d  decoders %6.1f  job %6.1f  beyond the decoders %6.1f CPU µs a message%s"
                .formatted(round, bare, job, job - bare, measured ? "" : "  (thrown away)"));
        if (measured) {
          beyond.add(job - bare);
        }
      }
      return beyond.stream().sorted().toList().get(beyond.size() / 2);
    }
  }

  /** The same messages in the same order, recorded one close behind the other. */
  private static List<GeneratedMessage> atFullRate(List<GeneratedMessage> history) {
    List<GeneratedMessage> messages = new ArrayList<>(history.size());
    long last = history.get(history.size() - 1).recordedAt();
    for (int i = 0; i < history.size(); i++) {
      GeneratedMessage message = history.get(i);
      messages.add(
          new GeneratedMessage(last + i * 1_000L / RATE, message.partner(), message.body()));
    }
    return messages;
  }

  private static Path profiles(GeneratorOptions history) {
    try {
      Path folder = Files.createTempDirectory("waybill-bench");
      Generator.generate(
          new GeneratorOptions(history.seed(), 1, 1, 1, history.fetchedEvery()), folder);
      return folder.resolve("profiles");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void feed(WaybillStack stack, int partitions, List<GeneratedMessage> messages) {
    try (RawProducer producer = new RawProducer(stack.bootstrapServers(), partitions)) {
      int sent = 0;
      for (GeneratedMessage message : messages) {
        producer.send(
            new RawMessage(
                message.recordedAt(),
                message.partner(),
                "",
                message.body().getBytes(StandardCharsets.UTF_8)));
        sent++;
        if (sent % MESSAGES_BETWEEN_TICKS == 0 || sent == messages.size()) {
          producer.tick(message.recordedAt());
        }
      }
      producer.flush();
    }
  }

  /**
   * CPU microseconds a message of the decoders alone, one on each processor at the same time: the
   * job keeps all of them busy, and what its threads take from each other's caches and clock, the
   * decoders then take as well.
   */
  private static double decoders(Profiles profiles, List<GeneratedMessage> messages) {
    List<io.waybill.operators.intake.message.RawMessage> raw = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      GeneratedMessage message = messages.get(i);
      raw.add(
          new io.waybill.operators.intake.message.RawMessage(
              message.partner(),
              "raw",
              0,
              i,
              message.recordedAt(),
              message.body().getBytes(StandardCharsets.UTF_8)));
    }
    int processors = Runtime.getRuntime().availableProcessors();
    ExecutorService decoders = Executors.newFixedThreadPool(processors);
    try {
      CyclicBarrier together = new CyclicBarrier(processors);
      double nanos = 0;
      Callable<Long> decoder = () -> decoder(profiles, raw, together);
      for (Future<Long> each : decoders.invokeAll(Collections.nCopies(processors, decoder))) {
        nanos += each.get();
      }
      return nanos / processors / 1e3 / messages.size();
    } catch (Exception e) {
      throw new IllegalStateException("The decoders failed.", e);
    } finally {
      decoders.shutdown();
    }
  }

  /** CPU nanoseconds of one decoder for all messages. */
  private static long decoder(
      Profiles profiles,
      List<io.waybill.operators.intake.message.RawMessage> raw,
      CyclicBarrier together)
      throws Exception {
    Intake intake = new Intake(profiles, PublishedRules.FIRST);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long found = 0;
    long nanos = 0;
    // The last pass counts: a pass that warms up would flatter the job.
    for (int pass = 0; pass < PASSES; pass++) {
      together.await();
      long start = threads.getCurrentThreadCpuTime();
      for (io.waybill.operators.intake.message.RawMessage message : raw) {
        found += intake.decode(message).records().size();
      }
      nanos = threads.getCurrentThreadCpuTime() - start;
    }
    if (found == 0) {
      throw new IllegalStateException("The decoders recorded no message.");
    }
    return nanos;
  }

  /** CPU microseconds a message of the whole job. */
  private double job(
      WaybillStack stack, Configuration config, int round, List<GeneratedMessage> messages) {
    int from = (int) (FROM * messages.size()) / MESSAGES_BETWEEN_TICKS * MESSAGES_BETWEEN_TICKS;
    long begins = messages.get(from).recordedAt();
    long ends = messages.get(messages.size() - 1).recordedAt();
    try (PipelineProgress progress = new PipelineProgress(stack.bootstrapServers());
        FlinkStack flink = stack.startFlink(1)) {
      progress.catchUp();
      flink.submit(
          new StackJob(
              "bench-intake-" + round,
              List.of(TASK),
              StackJob.Urgency.RELAXED,
              StackJob.Backend.ROCKSDB,
              env -> IntakeJob.onKafka(config).build(env)));
      // What an earlier round said of its end is overwritten as soon as this one begins.
      await(flink, progress, begins, true);
      await(flink, progress, begins, false);
      Map<String, Long> before = cpuOfTheJob();
      long startedAt = progress.logTime(TASK);
      long startTime = System.nanoTime();
      await(flink, progress, ends - 2, false);
      long read = messages.stream().filter(message -> message.recordedAt() > startedAt).count();
      console.say(
          "         %,6.0f  messages a second"
              .formatted(read / ((System.nanoTime() - startTime) / 1e9)));
      Map<String, Double> micros = new TreeMap<>();
      cpuOfTheJob()
          .forEach(
              (thread, nanos) ->
                  micros.put(thread, (nanos - before.getOrDefault(thread, 0L)) / 1e3 / read));
      micros.forEach(
          (thread, cost) -> {
            if (cost >= WORTH_TELLING) {
              console.say("         %6.1f  %s".formatted(cost, thread));
            }
          });
      return micros.values().stream().mapToDouble(Double::doubleValue).sum();
    } catch (Exception e) {
      throw e instanceof RuntimeException failure ? failure : new IllegalStateException(e);
    }
  }

  private static void await(
      FlinkStack flink, PipelineProgress progress, long time, boolean stillBefore) {
    do {
      progress.refresh();
      flink.jobs().requireAlive();
    } while (stillBefore ? progress.logTime(TASK) >= time : progress.logTime(TASK) < time);
  }

  /** CPU nanoseconds of the threads that work for the job, by their names. */
  private static Map<String, Long> cpuOfTheJob() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<String, Long> cpu = new TreeMap<>();
    for (var thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && !NOT_THE_JOB.matcher(thread.getThreadName()).matches()) {
        long nanos = threads.getThreadCpuTime(thread.getThreadId());
        cpu.merge(thread.getThreadName(), Math.max(0, nanos), Long::sum);
      }
    }
    return cpu;
  }
}
