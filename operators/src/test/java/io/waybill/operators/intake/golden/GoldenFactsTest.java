package io.waybill.operators.intake.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.RawMessages;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.ProfileReader;
import io.waybill.operators.intake.profile.Profiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The facts of at least one message of every type that Waybill reads. Below {@code golden} the
 * folder is the profile, and beside each message stand its facts; {@code -Dgolden.write=true}
 * writes them anew, to be read before they are committed.
 */
@Tag("R-S1")
@Tag("R-S2")
@Tag("R-S3")
@Tag("R-S4")
@Tag("R-S5")
@Tag("R-S6")
@Tag("R-S7")
@Tag("R-S14")
class GoldenFactsTest {

  static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
  private static final String FACTS = ".facts";
  private static final String PROFILE = "profile.yaml";

  @TestFactory
  Stream<DynamicTest> everyMessageGivesItsFacts() throws IOException {
    return messages().stream()
        .map(
            message ->
                DynamicTest.dynamicTest(
                    GOLDEN.relativize(message).toString(), () -> givesItsFacts(message)));
  }

  @TestFactory
  Stream<DynamicTest> factsWithoutTheirMessageAreLeftOver() throws IOException {
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      return files.filter(file -> file.toString().endsWith(FACTS)).sorted().toList().stream()
          .map(
              facts ->
                  DynamicTest.dynamicTest(
                      GOLDEN.relativize(facts).toString(),
                      () ->
                          assertThat(
                                  Path.of(
                                      facts.toString().substring(0, facts.toString().length() - 6)))
                              .exists()));
    }
  }

  private static void givesItsFacts(Path message) throws IOException {
    Decoded decoded = decode(message);
    String facts = FactText.of(decoded);
    Path golden = Path.of(message + FACTS);
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(golden, facts);
    }
    assertThat(golden).exists();
    assertThat(facts).isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
    // The same message twice says nothing new.
    assertThat(decode(message)).isEqualTo(decoded);
  }

  /** Reads a golden message by the profile of its folder. */
  static Decoded decode(Path message) throws IOException {
    PartnerProfile profile = profile(message);
    return new Intake(Profiles.none().with(profile), PublishedRules.FIRST)
        .decode(RawMessages.of(profile.name(), Files.readAllBytes(message)));
  }

  /** The profile that stands in the folder, or else the bundled one of the folder's name. */
  static PartnerProfile profile(Path message) throws IOException {
    Path own = message.resolveSibling(PROFILE);
    return Files.exists(own)
        ? ProfileReader.read(own.toString(), Files.readString(own))
        : Profiles.bundled().find(message.getParent().getFileName().toString()).orElseThrow();
  }

  /** All golden messages: the files in the folders of the profiles. */
  static List<Path> messages() throws IOException {
    try (Stream<Path> files = Files.walk(GOLDEN, 2)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getParent().equals(GOLDEN))
          .filter(file -> !file.toString().endsWith(FACTS))
          .filter(file -> !file.endsWith(PROFILE))
          .sorted()
          .toList();
    }
  }
}
