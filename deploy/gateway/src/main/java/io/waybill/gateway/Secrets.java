package io.waybill.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets by name: a file of that name in a folder, or the environment variable {@code
 * WAYBILL_SECRET_<NAME>} in upper case with underscores. Read when asked, so that a changed secret
 * counts at once. Names come from profiles and hold no path.
 */
public final class Secrets {

  private static final String PREFIX = "WAYBILL_SECRET_";

  private final Path folder;
  private final Map<String, String> environment;

  public Secrets(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = Map.copyOf(environment);
  }

  /** Empty when there is none of this name; a line end at its end does not count. */
  public Optional<String> get(String name) {
    if (!name.matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
      return Optional.empty();
    }
    Path file = folder.resolve(name);
    try {
      String secret =
          Files.isRegularFile(file)
              ? Files.readString(file).strip()
              : environment.getOrDefault(variable(name), "").strip();
      return secret.isEmpty() ? Optional.empty() : Optional.of(secret);
    } catch (IOException e) {
      throw new UncheckedIOException("The secret " + name + " cannot be read", e);
    }
  }

  /** The environment variable of a secret. */
  public static String variable(String name) {
    return PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
