package io.waybill.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says where the log files go; before anything is logged. */
final class LogFiles {

  private LogFiles() {}

  static Path into(Path folder) {
    System.setProperty("waybill.logs", folder.toAbsolutePath().toString());
    // Flink's web page shows this one.
    System.setProperty("log.file", folder.toAbsolutePath().resolve("waybill.log").toString());
    return folder;
  }

  /** A folder among the temporary files, for runs whose data is thrown away. */
  static Path temporary() {
    try {
      return into(Files.createTempDirectory("waybill-logs-"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
