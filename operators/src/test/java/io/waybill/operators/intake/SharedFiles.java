package io.waybill.operators.intake;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Real files that stand beside the project and are not part of it. */
public final class SharedFiles {

  private SharedFiles() {}

  /** The real deliveries; skips the test when they are not there, and fails it in CI. */
  public static byte[] deliveries() throws IOException {
    return read("data/scms.csv");
  }

  /** A folder below {@code shared}; empty when it is not there. */
  public static Optional<Path> folder(String path) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path folder = at.resolveSibling("shared").resolve(path);
      if (Files.isDirectory(folder)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  /** A file below {@code shared}, which is looked for beside each folder upwards. */
  public static byte[] read(String path) throws IOException {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolveSibling("shared").resolve(path);
      if (Files.exists(file)) {
        return Files.readAllBytes(file);
      }
    }
    String sentence =
        "The file shared/" + path + " is not beside the project: nothing was checked.";
    return "true".equals(System.getenv("CI")) ? fail(sentence) : abort(sentence);
  }
}
