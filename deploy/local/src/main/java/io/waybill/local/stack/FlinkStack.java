package io.waybill.local.stack;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this process, with its web page. Each job that is submitted goes on from its
 * latest complete checkpoint, if the folder has one.
 */
public final class FlinkStack implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FlinkStack.class);
  private static final int SECONDS_TO_CANCEL = 20;

  private final MiniCluster cluster;
  private final Path checkpoints;
  private final StackOptions options;
  private final RunningJobs jobs;
  private final int webPort;

  private FlinkStack(MiniCluster cluster, Path checkpoints, StackOptions options, int webPort) {
    this.cluster = cluster;
    this.checkpoints = checkpoints;
    this.options = options;
    this.webPort = webPort;
    this.jobs = new RunningJobs(cluster);
  }

  /**
   * Starts a cluster with room for {@code jobs} jobs.
   *
   * @param checkpoints folder of the checkpoints, one for each log that jobs ever read
   */
  public static FlinkStack start(Path scratch, Path checkpoints, StackOptions options, int jobs) {
    int webPort = LoopbackPort.atOrAbove(options.ports().web());
    Configuration config = FlinkSettings.ofCluster(scratch, webPort, options.parallelism());
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(config)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(Math.max(1, jobs) * options.parallelism())
                .setCommonBindAddress(LoopbackPort.HOST)
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      throw new StackFailure(
          "Flink did not start (%s). Nothing was lost; see the log files."
              .formatted(e.getMessage()),
          e);
    }
    return new FlinkStack(cluster, checkpoints, options, webPort);
  }

  public String webAddress() {
    return "http://%s:%d".formatted(LoopbackPort.HOST, webPort);
  }

  public RunningJobs jobs() {
    return jobs;
  }

  /** Starts a job, from its latest checkpoint if there is one. */
  public void submit(StackJob job) {
    Configuration config =
        FlinkSettings.ofJob(job, checkpoints, options.parallelism(), options.pace());
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(config);
    job.topology().build(environment);
    StreamGraph streamGraph = environment.getStreamGraph();
    streamGraph.setJobName(job.name());
    JobGraph graph = streamGraph.getJobGraph(FlinkStack.class.getClassLoader(), job.id());
    Optional<Path> latest = JobCheckpoints.latest(checkpoints, job);
    if (latest.isPresent()) {
      LOG.info("Job {} goes on from {}", job.name(), latest.get());
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(
              latest.get().toUri().toString(), false, RecoveryClaimMode.CLAIM));
    }
    try {
      cluster.runDetached(graph);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted while the job " + job.name() + " was started.", e);
    } catch (Exception e) {
      throw new StackFailure(
          "The job %s did not start (%s). Its checkpoints are kept; see the log files."
              .formatted(job.name(), e.getMessage()),
          e);
    }
    jobs.add(job);
  }

  @Override
  public void close() throws Exception {
    jobs.all().forEach(job -> cluster.cancelJob(job.id()));
    for (StackJob job : jobs.all()) {
      try {
        cluster.requestJobResult(job.id()).get(SECONDS_TO_CANCEL, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      } catch (Exception e) {
        LOG.warn("Job {} did not end by itself", job.name(), e);
      }
    }
    cluster.close();
  }
}
