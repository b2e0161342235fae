package io.waybill.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folder in which a stack keeps everything. One process at a time may use it; a throwaway
 * folder is deleted when it is closed.
 */
public final class DataFolder implements AutoCloseable {

  private final Path root;
  private final boolean throwaway;
  private final FileChannel lockFile;

  private DataFolder(Path root, boolean throwaway, FileChannel lockFile) {
    this.root = root;
    this.throwaway = throwaway;
    this.lockFile = lockFile;
  }

  /** A folder that stays. */
  public static DataFolder kept(Path root) {
    return open(root.toAbsolutePath().normalize(), false);
  }

  /** A folder among the temporary files, deleted at the end. */
  public static DataFolder throwaway() {
    try {
      return open(Files.createTempDirectory("waybill-"), true);
    } catch (IOException e) {
      throw new StackFailure(
          "No temporary folder could be made (%s). Free some disk space, or name another folder"
                  .formatted(e.getMessage())
              + " with TMPDIR.",
          e);
    }
  }

  private static DataFolder open(Path root, boolean throwaway) {
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new StackFailure(
            "Another Waybill is running on the folder %s. It is left alone; end it first, or choose"
                    .formatted(root)
                + " another folder with --data.");
      }
      DataFolder folder = new DataFolder(root, throwaway, channel);
      deleteTree(folder.scratch());
      Files.createDirectories(folder.scratch());
      return folder;
    } catch (IOException e) {
      throw new StackFailure(
          "The folder %s cannot be used (%s). Choose another one with --data."
              .formatted(root, e.getMessage()),
          e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  public Path root() {
    return root;
  }

  public boolean isThrowaway() {
    return throwaway;
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  Path checkpoints(String kafkaClusterId) {
    return root.resolve("checkpoints").resolve(kafkaClusterId);
  }

  /** Working files of Flink and RocksDB; emptied at every start. */
  Path scratch() {
    return root.resolve("scratch");
  }

  /** The files of a running stack's log output. */
  public static Path logs(Path root) {
    return root.resolve("logs");
  }

  /** Where a running stack writes its addresses. */
  public static Path addresses(Path root) {
    return root.resolve("stack.json");
  }

  @Override
  public void close() {
    try {
      lockFile.close();
      if (throwaway) {
        deleteTree(root);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
