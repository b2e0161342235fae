package io.waybill.jobs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Makes a task of a job fail at its next record, for tests of recovery in one process. Present in a
 * topology only with {@link WaybillOptions#FAILURE_POINTS}.
 */
public final class FailurePoints {

  private static final Map<String, AtomicInteger> ARMED = new ConcurrentHashMap<>();
  private static final Map<String, AtomicInteger> FIRED = new ConcurrentHashMap<>();

  private FailurePoints() {}

  /** The next record that any task of the job reads makes that task fail, once. */
  public static void arm(String job) {
    ARMED.computeIfAbsent(job, name -> new AtomicInteger()).incrementAndGet();
  }

  /** How often a task of the job was made to fail. */
  public static int fired(String job) {
    AtomicInteger count = FIRED.get(job);
    return count == null ? 0 : count.get();
  }

  public static void reset() {
    ARMED.clear();
    FIRED.clear();
  }

  /** The stream itself, or with a failure point in it when the configuration asks for one. */
  static <T> SingleOutputStreamOperator<T> in(
      String job, SingleOutputStreamOperator<T> stream, Configuration config) {
    if (!config.get(WaybillOptions.FAILURE_POINTS)) {
      return stream;
    }
    return stream
        .map(failing(job))
        .returns(stream.getType())
        .name("failure point")
        .uid("failure-point");
  }

  private static <T> MapFunction<T, T> failing(String job) {
    return record -> {
      AtomicInteger armed = ARMED.get(job);
      if (armed != null && armed.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
        FIRED.computeIfAbsent(job, name -> new AtomicInteger()).incrementAndGet();
        throw new IllegalStateException("A test made a task of the job " + job + " fail.");
      }
      return record;
    };
  }
}
