package io.waybill.local.command;

import io.waybill.local.stack.LoopbackPort;
import io.waybill.local.stack.StackAddresses;
import io.waybill.local.stack.StackOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * One thing that {@code doctor} looked at.
 *
 * @param fine whether Waybill can run like this
 */
record Checkup(boolean fine, String what, String finding) {

  private static final int JAVA = 17;
  private static final long GIGABYTE = 1L << 30;
  private static final long MEMORY_NEEDED = 3 * GIGABYTE;
  private static final long DISK_NEEDED = 2 * GIGABYTE;

  String line() {
    return "%s %-10s %s".formatted(fine ? "ok" : "!!", what, finding);
  }

  static Checkup java(int version) {
    return version >= JAVA
        ? new Checkup(true, "Java", Runtime.version().toString())
        : new Checkup(false, "Java", "%d is too old: install a JDK %d".formatted(version, JAVA));
  }

  static Checkup memory(long free) {
    String found = gigabytes(free) + " free";
    return free >= MEMORY_NEEDED
        ? new Checkup(true, "memory", found)
        : new Checkup(
            false,
            "memory",
            found
                + "; the stack takes up to %s: end other programs"
                    .formatted(gigabytes(MEMORY_NEEDED)));
  }

  static long freeMemory() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getFreeMemorySize();
  }

  static Checkup disk(Path data) {
    Path existing = data.toAbsolutePath().normalize();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      String found = "%s free at %s".formatted(gigabytes(free), existing);
      return free >= DISK_NEEDED && Files.isWritable(existing)
          ? new Checkup(true, "disk", found)
          : new Checkup(false, "disk", found + "; free some, or choose another folder with --data");
    } catch (IOException e) {
      return new Checkup(false, "disk", "cannot be looked at: " + e.getMessage());
    }
  }

  static Checkup ports(StackOptions.Ports ports, boolean running) {
    List<String> taken = new ArrayList<>();
    for (int port : new int[] {ports.kafka(), ports.database(), ports.web()}) {
      if (!LoopbackPort.isFree(port)) {
        taken.add(String.valueOf(port));
      }
    }
    if (taken.isEmpty()) {
      return new Checkup(
          true,
          "ports",
          "%d, %d and %d are free".formatted(ports.kafka(), ports.database(), ports.web()));
    }
    String who = running ? " (a stack is running here)" : "";
    return new Checkup(
        true,
        "ports",
        "taken: %s%s; a new stack takes others".formatted(String.join(", ", taken), who));
  }

  static Checkup versions() {
    return new Checkup(
        true,
        "versions",
        "Flink %s, Kafka %s, PostgreSQL embedded"
            .formatted(EnvironmentInformation.getVersion(), AppInfoParser.getVersion()));
  }

  static Checkup dataFolder(Path data) {
    Path folder = data.toAbsolutePath().normalize();
    if (StackAddresses.ofRunning(data).isPresent()) {
      return new Checkup(true, "data", folder + ": a stack is running on it");
    }
    if (!Files.isDirectory(folder)) {
      return new Checkup(true, "data", folder + " does not exist yet: the first start makes it");
    }
    return Files.isWritable(folder)
        ? new Checkup(true, "data", folder + ": a stack was here and will go on")
        : new Checkup(false, "data", folder + " cannot be written: choose another with --data");
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", (double) bytes / GIGABYTE);
  }
}
