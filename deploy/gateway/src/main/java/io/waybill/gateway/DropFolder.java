package io.waybill.gateway;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.operators.intake.profile.PartnerProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches {@code <folder>/<partner>/} and takes the files in it as uploads, by their names. A file
 * is read when it has stood still for a moment; names that begin with a point or end in {@code
 * .tmp} or {@code .part} are still being written. A file that was taken goes to {@code done/},
 * another one to {@code failed/}, with its answer beside it; while Kafka is away, or a quota used
 * up, or the partner has no profile yet, it stays. Killed in between, the file is taken once more,
 * which does no harm: the facts have the same ids.
 */
final class DropFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final long EVERY_MILLIS = 500;

  private final Path folder;
  private final int maxBytes;
  private final Function<String, Optional<PartnerProfile>> profiles;
  private final Uploads uploads;
  private final Map<Path, Seen> seen = new HashMap<>();
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "waybill-drop-folder");
            thread.setDaemon(true);
            return thread;
          });

  private record Seen(long size, long modified) {}

  DropFolder(
      Path folder,
      int maxBytes,
      Function<String, Optional<PartnerProfile>> profiles,
      Uploads uploads) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.profiles = profiles;
    this.uploads = uploads;
  }

  void start() {
    watcher.scheduleWithFixedDelay(
        this::lookAndLog, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void lookAndLog() {
    try {
      look();
    } catch (IOException | RuntimeException e) {
      LOG.warn("The drop folder {} could not be read; it is tried again", folder, e);
    }
  }

  /** Looks once; what has not changed since the last look is taken. */
  void look() throws IOException {
    Files.createDirectories(folder);
    seen.keySet().removeIf(file -> !Files.exists(file));
    for (Path partner : list(folder)) {
      if (Files.isDirectory(partner, LinkOption.NOFOLLOW_LINKS)) {
        Optional<PartnerProfile> profile = profiles.apply(partner.getFileName().toString());
        for (Path file : profile.isPresent() ? list(partner) : List.<Path>of()) {
          if (isReady(file)) {
            take(profile.get(), file);
          }
        }
      }
    }
  }

  private boolean isReady(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || name.startsWith(".")
        || name.endsWith(".tmp")
        || name.endsWith(".part")) {
      return false;
    }
    Seen now = new Seen(Files.size(file), Files.getLastModifiedTime(file).toMillis());
    return now.equals(seen.put(file, now));
  }

  private void take(PartnerProfile profile, Path file) throws IOException {
    Answer answer =
        Files.size(file) > maxBytes
            ? Answer.refused(
                Answer.TOO_LARGE,
                "file",
                "",
                "A file may have at most " + maxBytes + " bytes: split it.")
            : uploads.take(
                profile, file.getFileName().toString(), Files.readAllBytes(file), "", false);
    if (answer.retryAfter() > 0) {
      return;
    }
    Path target = file.resolveSibling(answer.taken() ? "done" : "failed");
    Files.createDirectories(target);
    String name =
        "%s-%s"
            .formatted(
                Instant.ofEpochMilli(Files.getLastModifiedTime(file).toMillis())
                    .toString()
                    .replace(":", ""),
                file.getFileName());
    JSON.writeValue(target.resolve(name + ".answer.json").toFile(), answer);
    Files.move(file, target.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    seen.remove(file);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Override
  public void close() {
    watcher.shutdown();
    try {
      watcher.awaitTermination(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
