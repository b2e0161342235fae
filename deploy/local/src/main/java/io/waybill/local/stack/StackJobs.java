package io.waybill.local.stack;

import java.util.List;
import org.apache.flink.configuration.Configuration;

/** The jobs of Waybill, as the stack runs them. */
public final class StackJobs {

  private StackJobs() {}

  /** From raw messages to the ERP and the read tables. */
  public static List<StackJob> all(Configuration config) {
    return List.of();
  }

  /** The same from a kept fact log: no intake. */
  public static List<StackJob> behindTheFactLog(Configuration config) {
    return all(config).stream().filter(job -> !job.name().equals("intake")).toList();
  }
}
