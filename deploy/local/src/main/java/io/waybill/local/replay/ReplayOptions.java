package io.waybill.local.replay;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What to replay, and how.
 *
 * @param input where the messages or facts come from
 * @param parallelism of every job
 * @param failEvery time between two failures; null for none
 * @param keepLog folder for the fact log; null to drop it
 * @param data folder that stays, so that a replay that was cut off goes on; null for a throwaway
 *     one
 * @param rate most messages a second; 0 for as fast as it goes
 * @param clockEnd the clock reaches it at least; null for as far as the input needs
 */
public record ReplayOptions(
    Input input,
    int parallelism,
    Duration failEvery,
    Path keepLog,
    Path data,
    double rate,
    Instant clockEnd) {

  /** Where a replay takes its input from. */
  public sealed interface Input {}

  /** Files that a history profile reads. */
  public record ProfileFiles(String profile, List<Path> files) implements Input {

    /** Whether there is a profile of that name that reads files of a history. */
    public static boolean isKnown(String profile) {
      return ProfileHistory.find(profile).isPresent();
    }
  }

  /** A folder that {@code generate} wrote. */
  public record GeneratedFolder(Path folder) implements Input {}

  /** A kept fact log. */
  public record KeptLogFolder(Path folder) implements Input {}
}
