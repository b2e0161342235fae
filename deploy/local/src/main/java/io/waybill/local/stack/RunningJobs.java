package io.waybill.local.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;

/**
 * The jobs of a started stack: are they alive, how far are their checkpoints, what made them fail.
 */
public final class RunningJobs {

  private static final int SECONDS_TO_ANSWER = 60;

  private final MiniCluster cluster;
  private final Map<String, StackJob> jobs = new java.util.TreeMap<>();
  private final Map<String, Long> lastFailure = new HashMap<>();

  /** By the timer of the machine; null before the first time. */
  private Long askedAt;

  RunningJobs(MiniCluster cluster) {
    this.cluster = cluster;
  }

  void add(StackJob job) {
    jobs.put(job.name(), job);
  }

  List<StackJob> all() {
    return List.copyOf(jobs.values());
  }

  /** Completed checkpoints of a job since the stack was started. */
  public long completedCheckpoints(String job) {
    return graph(jobs.get(job))
        .getCheckpointStatsSnapshot()
        .getCounts()
        .getNumberOfCompletedCheckpoints();
  }

  /** Whether all tasks of a job are running. */
  public boolean isRunning(String name) {
    AccessExecutionGraph graph = graph(jobs.get(name));
    if (graph.getState() != JobStatus.RUNNING) {
      return false;
    }
    for (var vertex : graph.getAllExecutionVertices()) {
      if (vertex.getExecutionState() != org.apache.flink.runtime.execution.ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }

  /** Waits until all tasks of all jobs are running. */
  public void awaitRunning(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!jobs.keySet().stream().allMatch(this::isRunning)) {
      requireAlive();
      if (System.nanoTime() > deadline) {
        throw new StackFailure(
            ("After %d s not every job is running. Everything is kept; end other programs, or see"
                    + " the log files.")
                .formatted(patience.toSeconds()));
      }
      Thread.sleep(100);
    }
  }

  /** What made jobs fail since the last call, a sentence for each. */
  public List<String> newFailures() {
    List<String> failures = new ArrayList<>();
    for (StackJob job : jobs.values()) {
      ErrorInfo failure = graph(job).getFailureInfo();
      if (failure != null
          && !Long.valueOf(failure.getTimestamp())
              .equals(lastFailure.put(job.name(), failure.getTimestamp()))) {
        failures.add("Job %s failed: %s".formatted(job.name(), cause(failure)));
      }
    }
    return failures;
  }

  /**
   * Ends a wait that can have no good end. Asks once a second at most, however often it is called:
   * for each answer the cluster describes the whole job.
   *
   * @throws StackFailure if a job has given up
   */
  public void requireAlive() {
    long now = System.nanoTime();
    if (askedAt != null && now - askedAt < TimeUnit.SECONDS.toNanos(1)) {
      return;
    }
    askedAt = now;
    for (StackJob job : jobs.values()) {
      AccessExecutionGraph graph = graph(job);
      if (graph.getState().isGloballyTerminalState()) {
        throw new StackFailure(
            ("The job %s has given up: %s. What it had committed is kept; the log files have the"
                    + " whole story.")
                .formatted(job.name(), cause(graph.getFailureInfo())));
      }
    }
  }

  private AccessExecutionGraph graph(StackJob job) {
    try {
      return cluster.getExecutionGraph(job.id()).get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted while asking for the job " + job.name() + ".", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new StackFailure(
          "Flink does not answer for the job %s (%s); see the log files."
              .formatted(job.name(), e.getMessage()),
          e);
    }
  }

  private static String cause(ErrorInfo failure) {
    if (failure == null) {
      return "no cause is known";
    }
    Throwable cause = failure.getException().deserializeError(RunningJobs.class.getClassLoader());
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
