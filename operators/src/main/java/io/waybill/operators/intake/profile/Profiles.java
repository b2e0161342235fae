package io.waybill.operators.intake.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The partner profiles by name: those that come with Waybill, those of a folder, and the versions
 * that were published since. Which version reads a message follows from when the message was
 * recorded, never from when the version came.
 */
public final class Profiles implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final List<String> BUNDLED =
      List.of(
          "canonical",
          "edifact",
          "scms",
          "x12",
          "x12-214",
          "dcsa",
          "epcis",
          "easypost",
          "aftership",
          "shippo",
          "tracker",
          "telematics");

  /** Of two versions that hold from the same time, the higher one stands. */
  private static final Comparator<PartnerProfile> BY_EFFECTIVE =
      Comparator.<PartnerProfile>comparingLong(profile -> profile.terms().effective())
          .thenComparingInt(PartnerProfile::version);

  /** The versions of each name, by the time from which they hold. */
  private final TreeMap<String, List<PartnerProfile>> byName;

  private Profiles(TreeMap<String, List<PartnerProfile>> byName) {
    this.byName = byName;
  }

  /** None at all. */
  public static Profiles none() {
    return new Profiles(new TreeMap<>());
  }

  /** Those that come with Waybill. */
  public static Profiles bundled() {
    TreeMap<String, List<PartnerProfile>> profiles = new TreeMap<>();
    for (String name : BUNDLED) {
      profiles.put(name, List.of(ProfileReader.read(name + ".yaml", resource(name + ".yaml"))));
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
    TreeMap<String, List<PartnerProfile>> own = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
        String fileName = file.getFileName().toString();
        PartnerProfile profile = ProfileReader.read(fileName, Files.readString(file));
        if (own.put(profile.name(), List.of(profile)) != null) {
          throw new IllegalArgumentException(
              "Profile %s: another file of the folder has the name %s already."
                  .formatted(fileName, profile.name()));
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The folder of partner profiles cannot be read: " + e.getMessage(), e);
    }
    TreeMap<String, List<PartnerProfile>> all = bundled().byName;
    all.putAll(own);
    return new Profiles(all);
  }

  /** These and one more version, which replaces one of the same name and number. */
  public Profiles with(PartnerProfile profile) {
    List<PartnerProfile> versions = new ArrayList<>(versions(profile.name()));
    versions.removeIf(known -> known.version() == profile.version());
    versions.add(profile);
    versions.sort(BY_EFFECTIVE);
    TreeMap<String, List<PartnerProfile>> all = new TreeMap<>(byName);
    all.put(profile.name(), List.copyOf(versions));
    return new Profiles(all);
  }

  /** The version that holds last of all. */
  public Optional<PartnerProfile> find(String name) {
    List<PartnerProfile> versions = versions(name);
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
  }

  /** The version that reads a message that was recorded at a time, in milliseconds. */
  public Optional<PartnerProfile> at(String name, long recordedAt) {
    List<PartnerProfile> versions = versions(name);
    for (int i = versions.size() - 1; i >= 0; i--) {
      if (versions.get(i).terms().effective() <= recordedAt) {
        return Optional.of(versions.get(i));
      }
    }
    return Optional.empty();
  }

  /** All versions of a name, by the time from which they hold; none of an unknown name. */
  public List<PartnerProfile> versions(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** The one that holds last, of each name, in the order of the names. */
  public Collection<PartnerProfile> all() {
    return byName.values().stream().map(versions -> versions.get(versions.size() - 1)).toList();
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
