package io.waybill.local.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka broker (KRaft) in this process, on loopback. Started again on the same folder it goes
 * on where it was, also after it was killed, and on other ports if need be.
 */
public final class EmbeddedKafka implements AutoCloseable {

  /** Longest time for which an open transaction may outlive a stopped stack. */
  private static final Duration LONGEST_TRANSACTION = Duration.ofDays(7);

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

  private static final String CONTROLLER = "CONTROLLER";

  /** Whether this thread starts a broker. */
  private static final ThreadLocal<Boolean> STARTING = ThreadLocal.withInitial(() -> false);

  static {
    Exit.setExitProcedure(EmbeddedKafka::end);
    Exit.setHaltProcedure(EmbeddedKafka::end);
  }

  private final KafkaRaftServer server;
  private final String bootstrapServers;
  private final String clusterId;

  private EmbeddedKafka(KafkaRaftServer server, String bootstrapServers, String clusterId) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
    this.clusterId = clusterId;
  }

  /** Starts a broker on {@code wantedPort} or above (0: any). */
  public static EmbeddedKafka start(Path folder, int wantedPort) {
    return start(folder, LoopbackPort.atOrAbove(wantedPort), LoopbackPort.atOrAbove(0));
  }

  static EmbeddedKafka start(Path folder, int port, int controllerPort) {
    String clusterId = clusterId(folder);
    KafkaRaftServer server =
        new KafkaRaftServer(
            new KafkaConfig(settings(folder, port, controllerPort), false), Time.SYSTEM);
    STARTING.set(true);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw new StackFailure(
          "Kafka did not start on the folder %s (%s). Its data is kept as it is; see the log files."
              .formatted(folder, rootOf(e).getMessage()),
          e);
    } finally {
      STARTING.remove();
    }
    return new EmbeddedKafka(server, LoopbackPort.HOST + ":" + port, clusterId);
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Identity of the log; what was read from another log means nothing here. */
  public String clusterId() {
    return clusterId;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  /**
   * Kafka ends its process, silent and with the code of a finding, at a fault that it cannot
   * survive. A start that fails is thrown besides, and that is enough.
   */
  private static void end(int code, String message) {
    if (!STARTING.get()) {
      LOG.error("Kafka ends its process here", new StackFailure("exit " + code + ", " + message));
      System.err.println(
          "Kafka has stopped at a fault; see the log files. What it has written is kept. Look for"
              + " a full disk or a removed folder, then start again: it goes on where it was.");
      Runtime.getRuntime().halt(StackFailure.EXIT_CODE);
    }
  }

  private static Throwable rootOf(Throwable failure) {
    return ExceptionUtils.findThrowable(failure, cause -> cause.getCause() == null).orElseThrow();
  }

  private static String clusterId(Path folder) {
    Path meta = folder.resolve("meta.properties");
    try {
      if (!Files.exists(meta)) {
        format(folder);
      }
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(meta, StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
      return properties.getProperty("cluster.id");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void format(Path folder) throws IOException {
    Files.createDirectories(folder);
    try {
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setNodeId(1)
          .setClusterId(Uuid.randomUuid().toString())
          .setDirectories(List.of(folder.toString()))
          .setMetadataLogDirectory(folder.toString())
          .setControllerListenerName(CONTROLLER)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      throw new StackFailure(
          "Kafka could not prepare the folder %s (%s). Free some disk space or choose another folder."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  private static Properties settings(Path folder, int port, int controllerPort) {
    Properties settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", "1");
    settings.setProperty("log.dirs", folder.toString());
    settings.setProperty(
        "listeners",
        "PLAINTEXT://%s:%d,%s://%s:%d"
            .formatted(LoopbackPort.HOST, port, CONTROLLER, LoopbackPort.HOST, controllerPort));
    settings.setProperty(
        "advertised.listeners", "PLAINTEXT://%s:%d".formatted(LoopbackPort.HOST, port));
    settings.setProperty("controller.listener.names", CONTROLLER);
    settings.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    settings.setProperty(
        "controller.quorum.voters", "1@%s:%d".formatted(LoopbackPort.HOST, controllerPort));
    settings.setProperty("auto.create.topics.enable", "false");

    // One broker: a higher factor would make the first transaction wait for ever.
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("offsets.topic.num.partitions", "1");
    settings.setProperty("transaction.state.log.replication.factor", "1");
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("transaction.state.log.num.partitions", "4");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");

    String longest = String.valueOf(LONGEST_TRANSACTION.toMillis());
    settings.setProperty("transaction.max.timeout.ms", longest);
    // Producers expire by the time of their records, which in a history is long ago.
    settings.setProperty(
        "producer.id.expiration.check.interval.ms", String.valueOf(Integer.MAX_VALUE));

    settings.setProperty("num.network.threads", "2");
    settings.setProperty("num.io.threads", "4");
    settings.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(8 * 1024 * 1024));
    settings.setProperty("controlled.shutdown.enable", "false");
    return settings;
  }
}
