package io.waybill.operators.intake.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The partner profiles by name: those that come with Waybill, and those of a folder. */
public final class Profiles implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final List<String> BUNDLED = List.of("canonical", "scms", "x12", "x12-214");

  private final TreeMap<String, PartnerProfile> byName;

  private Profiles(TreeMap<String, PartnerProfile> byName) {
    this.byName = byName;
  }

  /** Those that come with Waybill. */
  public static Profiles bundled() {
    TreeMap<String, PartnerProfile> profiles = new TreeMap<>();
    for (String name : BUNDLED) {
      profiles.put(name, ProfileReader.read(name + ".yaml", resource(name + ".yaml")));
    }
    return new Profiles(profiles);
  }

  /**
   * Those that come with Waybill and all {@code *.yaml} of a folder, which may replace them.
   *
   * @throws IllegalArgumentException with a sentence, if the folder cannot be read, a file is not a
   *     profile or two files have the same name in them
   */
  public static Profiles bundledAnd(Path folder) {
    TreeMap<String, PartnerProfile> own = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
        String fileName = file.getFileName().toString();
        PartnerProfile profile = ProfileReader.read(fileName, Files.readString(file));
        if (own.put(profile.name(), profile) != null) {
          throw new IllegalArgumentException(
              "Profile %s: another file of the folder has the name %s already."
                  .formatted(fileName, profile.name()));
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The folder of partner profiles cannot be read: " + e.getMessage(), e);
    }
    TreeMap<String, PartnerProfile> all = bundled().byName;
    all.putAll(own);
    return new Profiles(all);
  }

  public Optional<PartnerProfile> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** In the order of their names. */
  public Collection<PartnerProfile> all() {
    return List.copyOf(byName.values());
  }

  /** For a sentence: the names, separated by commas. */
  public String names() {
    return String.join(", ", byName.keySet());
  }

  private static String resource(String name) {
    try (InputStream in = Profiles.class.getResourceAsStream("/profiles/" + name)) {
      if (in == null) {
        throw new IllegalStateException("/profiles/" + name + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
