package io.waybill.local.bench;

import com.sun.management.OperatingSystemMXBean;
import io.waybill.jobs.ShipmentJob;
import io.waybill.jobs.WaybillOptions;
import io.waybill.local.feed.PipelineProgress;
import io.waybill.local.progress.Console;
import io.waybill.local.stack.DataFolder;
import io.waybill.local.stack.FlinkStack;
import io.waybill.local.stack.StackJob;
import io.waybill.local.stack.StackOptions;
import io.waybill.local.stack.WaybillStack;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The shipment join against an exactly-once pass-through of the same bytes, in interleaved rounds
 * of one run. Both are measured between two points of the same fact log, while every shipment is
 * open; the first two rounds of each warm the machine up and are thrown away.
 */
public final class Bench {

  private static final int PARALLELISM = 2;

  /** So long the compilers go on. */
  private static final int WARMING_UP = 2;

  private static final long SEED = 20260105;

  private final int shipments;
  private final int rounds;
  private final Console console;

  /**
   * @param shipments open at the same time
   * @param rounds measured for each job, beside those that are thrown away
   */
  public Bench(int shipments, int rounds, Console console) {
    this.shipments = shipments;
    this.rounds = rounds;
    this.console = console;
  }

  /** What one round of one job came to. */
  private record Round(double factsPerSecond, double cpuMicrosPerFact) {}

  /** Runs it; returns the throughput of the join over that of the pass-through. */
  public double run() {
    StackOptions options = StackOptions.throwaway(PARALLELISM);
    try (DataFolder folder = DataFolder.throwaway();
        WaybillStack stack = WaybillStack.start(folder, options, connection -> {})) {
      OpenShipments log = new OpenShipments(shipments, options.partitions(), SEED);
      long facts = write(stack, log);
      console.say(
          "%,d facts written, %,d shipments open at a time, seed %d"
              .formatted(facts, shipments, SEED));
      Configuration config = new Configuration();
      config.set(WaybillOptions.BOOTSTRAP_SERVERS, stack.bootstrapServers());
      config.set(WaybillOptions.LOG_PARTITIONS, options.partitions());
      config.set(WaybillOptions.CACHED_SHIPMENTS, shipments);

      List<Round> passThrough = new ArrayList<>();
      List<Round> join = new ArrayList<>();
      for (int round = 0; round < WARMING_UP + rounds; round++) {
        String name = String.valueOf(round);
        Round passed = measure(stack, log, facts, PassThrough.TASK, passThroughJob(config, name));
        Round joined = measure(stack, log, facts, ShipmentJob.NAME, joinJob(config, name));
        say(round, "pass-through ", passed);
        say(round, "shipment join", joined);
        if (round >= WARMING_UP) {
          passThrough.add(passed);
          join.add(joined);
        }
      }
      return median(join) / median(passThrough);
    }
  }

  private void say(int round, String name, Round measured) {
    console.say(
        "round %d  %s  %,9.0f facts/s  %6.1f CPU µs/fact, Kafka and checkpoints included%s"
            .formatted(
                round,
                name,
                measured.factsPerSecond(),
                measured.cpuMicrosPerFact(),
                round < WARMING_UP ? "  (thrown away)" : ""));
  }

  private static double median(List<Round> rounds) {
    double[] sorted = rounds.stream().mapToDouble(Round::factsPerSecond).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static StackJob passThroughJob(Configuration config, String round) {
    return new StackJob(
        "bench-pass-through-" + round,
        List.of(PassThrough.TASK),
        StackJob.Urgency.MONEY_LEAVES,
        StackJob.Backend.ROCKSDB,
        env -> PassThrough.build(env, config, round));
  }

  private static StackJob joinJob(Configuration config, String round) {
    return new StackJob(
        "bench-join-" + round,
        List.of(ShipmentJob.NAME),
        StackJob.Urgency.RELAXED,
        StackJob.Backend.ROCKSDB,
        env -> ShipmentJob.onKafka(config).build(env));
  }

  private static long write(WaybillStack stack, OpenShipments log) {
    Properties settings = new Properties();
    settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers());
    settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
    settings.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(256 * 1024));
    settings.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      return log.write(producer);
    }
  }

  private Round measure(
      WaybillStack stack, OpenShipments log, long facts, String task, StackJob job) {
    // Neither pays for what the other left.
    System.gc();
    long from = log.allOpenFrom();
    try (PipelineProgress progress = new PipelineProgress(stack.bootstrapServers());
        FlinkStack flink = stack.startFlink(1)) {
      progress.catchUp();
      flink.submit(job);
      // What an earlier round said of its end is overwritten as soon as this one begins.
      await(flink, progress, () -> progress.logTime(task) < from);
      await(flink, progress, () -> progress.logTime(task) >= from);
      long startTime = System.nanoTime();
      long startCpu = cpuNanos();
      long startLogTime = progress.logTime(task);
      await(flink, progress, () -> progress.logTime(task) >= log.lastLogTime() - 2);
      double seconds = (System.nanoTime() - startTime) / 1e9;
      double measured =
          facts
              * (double) (log.lastLogTime() - startLogTime)
              / (log.lastLogTime() - log.firstLogTime());
      return new Round(measured / seconds, (cpuNanos() - startCpu) / 1e3 / measured);
    } catch (Exception e) {
      throw e instanceof RuntimeException failure ? failure : new IllegalStateException(e);
    }
  }

  private interface Reached {
    boolean now();
  }

  private void await(FlinkStack flink, PipelineProgress progress, Reached reached) {
    do {
      progress.refresh();
      flink.jobs().requireAlive();
    } while (!reached.now());
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
