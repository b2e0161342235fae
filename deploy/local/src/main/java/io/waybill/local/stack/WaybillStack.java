package io.waybill.local.stack;

import io.waybill.jobs.WaybillOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.flink.configuration.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All of Waybill in this process: Kafka with the topics, PostgreSQL with the tables, Flink with the
 * jobs. Started again on the same folder, every job goes on where it was.
 */
public final class WaybillStack implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WaybillStack.class);

  private final DataFolder folder;
  private final StackOptions options;
  private final EmbeddedKafka kafka;
  private final EmbeddedDatabase database;
  private FlinkStack flink;
  private List<StackJob> jobs = List.of();

  private WaybillStack(
      DataFolder folder, StackOptions options, EmbeddedKafka kafka, EmbeddedDatabase database) {
    this.folder = folder;
    this.options = options;
    this.kafka = kafka;
    this.database = database;
  }

  /** Prepares the tables of a fresh or an older database. */
  @FunctionalInterface
  public interface Tables {
    void create(Connection connection) throws SQLException;
  }

  /** Starts Kafka and PostgreSQL, side by side; the jobs are started by {@link #runJobs}. */
  public static WaybillStack start(DataFolder folder, StackOptions options, Tables tables) {
    CompletableFuture<EmbeddedKafka> kafka =
        CompletableFuture.supplyAsync(
            () -> EmbeddedKafka.start(folder.kafka(), options.ports().kafka()));
    CompletableFuture<Void> topics =
        kafka.thenAccept(
            started -> LogTopics.create(started.bootstrapServers(), options.partitions()));
    CompletableFuture<EmbeddedDatabase> database =
        CompletableFuture.supplyAsync(
            () ->
                EmbeddedDatabase.start(
                    folder.postgres(), options.ports().database(), !folder.isThrowaway()));
    try {
      topics.join();
      WaybillStack stack = new WaybillStack(folder, options, kafka.join(), database.join());
      stack.createTables(tables);
      return stack;
    } catch (CompletionException | StackFailure e) {
      // The folder may be removed now: what runs on in it would find it gone.
      kafka.thenAccept(EmbeddedKafka::close).exceptionally(failed -> null).join();
      database.thenAccept(EmbeddedDatabase::close).exceptionally(failed -> null).join();
      Throwable cause = e instanceof StackFailure ? e : e.getCause();
      if (cause instanceof StackFailure failure) {
        throw failure;
      }
      throw new StackFailure(
          "The stack did not start (%s). Nothing was lost; see the log files.".formatted(cause),
          cause);
    }
  }

  private void createTables(Tables tables) {
    try (Connection connection = database.connect()) {
      tables.create(connection);
    } catch (SQLException e) {
      throw new StackFailure(
          "The tables could not be made (%s). The data is kept as it is.".formatted(e.getMessage()),
          e);
    }
  }

  /**
   * Starts the jobs.
   *
   * @param settings of the jobs, without the addresses
   * @param jobs makes the jobs from their complete configuration
   */
  public void runJobs(Configuration settings, Function<Configuration, List<StackJob>> jobs) {
    Configuration config = new Configuration(settings);
    config.set(WaybillOptions.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    config.set(WaybillOptions.LOG_PARTITIONS, options.partitions());
    config.set(WaybillOptions.ERP_JDBC_URL, database.jdbcUrl());
    config.set(WaybillOptions.VIEW_JDBC_URL, database.jdbcUrl());
    this.jobs = jobs.apply(config);
    flink = startFlink(this.jobs.size());
    this.jobs.forEach(flink::submit);
    addresses().write(folder.root());
  }

  /** A Flink cluster beside this Kafka, with room for {@code jobs} jobs; the caller closes it. */
  public FlinkStack startFlink(int jobs) {
    return FlinkStack.start(folder.scratch(), folder.checkpoints(kafka.clusterId()), options, jobs);
  }

  public DataFolder folder() {
    return folder;
  }

  public StackOptions options() {
    return options;
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  public EmbeddedDatabase database() {
    return database;
  }

  /** The jobs, once they were started. */
  public List<StackJob> jobs() {
    return jobs;
  }

  public RunningJobs runningJobs() {
    return flink.jobs();
  }

  public StackAddresses addresses() {
    return new StackAddresses(
        kafka.bootstrapServers(),
        database.jdbcUrl(),
        flink.webAddress(),
        ProcessHandle.current().pid());
  }

  @Override
  public void close() {
    StackAddresses.remove(folder.root());
    if (flink != null) {
      closeQuietly("Flink", flink);
    }
    CompletableFuture<Void> stopping =
        CompletableFuture.runAsync(() -> closeQuietly("PostgreSQL", database));
    closeQuietly("Kafka", kafka);
    stopping.join();
  }

  private static void closeQuietly(String name, AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.warn("{} did not end by itself", name, e);
    }
  }
}
