package io.waybill.local.stack;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a running stack can be reached; written into its data folder for other commands.
 *
 * @param kafka bootstrap servers
 * @param database JDBC URL, user and all
 * @param web address of Flink's web page
 * @param process id of the process
 */
public record StackAddresses(String kafka, String database, String web, long process) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** The stack that runs on a data folder, if one does. */
  public static Optional<StackAddresses> ofRunning(Path dataFolder) {
    Path file = DataFolder.addresses(dataFolder);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), StackAddresses.class))
          .filter(found -> ProcessHandle.of(found.process()).isPresent());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  void write(Path dataFolder) {
    try {
      JSON.writeValue(DataFolder.addresses(dataFolder).toFile(), this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void remove(Path dataFolder) {
    try {
      Files.deleteIfExists(DataFolder.addresses(dataFolder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
