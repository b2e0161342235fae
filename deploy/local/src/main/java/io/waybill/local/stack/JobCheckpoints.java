package io.waybill.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the checkpoint from which a job goes on: the highest {@code chk-N} that is complete. */
final class JobCheckpoints {

  private static final Pattern CHECKPOINT = Pattern.compile("chk-(\\d+)");

  private JobCheckpoints() {}

  static Optional<Path> latest(Path folder, StackJob job) {
    Path checkpoints = folder.resolve(job.id().toString());
    if (!Files.isDirectory(checkpoints)) {
      return Optional.empty();
    }
    try (Stream<Path> children = Files.list(checkpoints)) {
      return children
          .filter(child -> number(child) >= 0)
          .filter(child -> Files.isRegularFile(child.resolve("_metadata")))
          .max(Comparator.comparingLong(JobCheckpoints::number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Number of a checkpoint's folder; -1 for any other folder. */
  private static long number(Path child) {
    Matcher matcher = CHECKPOINT.matcher(child.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }
}
