package io.waybill.operators.intake.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R-G2")
class ProfilesTest {

  private static final String CARRIER =
      """
      name: fast-freight
      version: 3
      owner: Carrier desk
      format: x12-214
      zone: America/Chicago
      status-codes:
        XB: POD_HELD
      """;

  @Test
  void theBundledProfilesAreRead() {
    assertThat(Profiles.bundled().names()).isEqualTo("canonical, scms, x12, x12-214");
    assertThat(Profiles.bundled().all())
        .allSatisfy(profile -> assertThat(profile.owner()).isNotBlank());
  }

  @Test
  @Tag("R-P8")
  void aFolderAddsProfilesAndReplacesThem(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.yaml"), CARRIER);
    Files.writeString(folder.resolve("b.yaml"), CARRIER.replace("fast-freight", "x12-214"));
    Files.writeString(folder.resolve("notes.txt"), "not a profile");
    Profiles profiles = Profiles.bundledAnd(folder);
    assertThat(profiles.names()).isEqualTo("canonical, fast-freight, scms, x12, x12-214");
    PartnerProfile carrier = profiles.find("fast-freight").orElseThrow();
    assertThat(carrier.version()).isEqualTo(3);
    assertThat(carrier.x12().canonicalOf("XB")).isEqualTo("POD_HELD");
    assertThat(carrier.x12().canonicalOf("D1")).isEqualTo("DELIVERED");
    assertThat(carrier.x12().canonicalOf("ZZ")).isEqualTo("X12-ZZ");
    assertThat(profiles.find("x12-214").orElseThrow().version()).isEqualTo(3);

    Files.writeString(folder.resolve("c.yaml"), CARRIER);
    assertThatThrownBy(() -> Profiles.bundledAnd(folder))
        .hasMessage(
            "Profile c.yaml: another file of the folder has the name fast-freight already.");
    assertThatThrownBy(() -> Profiles.bundledAnd(folder.resolve("nowhere")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "owner: ; ownr: ; The key owner is missing.",
        "version: 3; version: 3\\nzonne: UTC; The key zonne is unknown. Did you mean zone?",
        "version: 3; version: three; version is 'three': it must be a whole number from 1.",
        "zone: America/Chicago; zone: Chicago; name a time zone such as UTC",
        "format: x12-214; format: x13; it must be one of csv, canonical-json, x12.",
        "version: 3; version: 3\\ncurrency: dollars; currency is 'dollars': use a code",
        "format: x12-214; format: csv; The section csv is missing.",
        "name: fast-freight; name: Fast Freight; use lower case letters, digits and hyphens.",
        "version: 3; version: 3\\nversion: 4; is not YAML",
        "status-codes:; favourite-colour: blue\\nstatus-codes:; Known here are",
      })
  void aProfileThatIsWrongIsRefusedWithASentence(String text, String instead, String sentence) {
    String yaml = CARRIER.replace(text.strip(), instead.replace("\\n", "\n"));
    assertThatThrownBy(() -> ProfileReader.read("carrier.yaml", yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Profile carrier.yaml")
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "deliver-by:; delivery-by:; The key csv.order.delivery-by is unknown. Did you mean"
            + " csv.order.deliver-by?",
        "identity: ID; identity: Id; csv.identity is 'Id', which is not among csv.columns.",
        "bucket: SUPPLIER; bucket: SUPPLYER; csv.stock.origins.Direct Drop.bucket is 'SUPPLYER'",
        "#:(\\d+); #:\\d+; must have one group in parentheses",
        "#:(\\d+); #:(\\d+; is no regular expression",
        "d-MMM-yy; d-QQQQQQQQ; which is no date pattern",
        "signed: true; signed: maybe; csv.delivery.signed is 'maybe': it must be true or false.",
        "- Brand; - ID; must list the columns of the file, each of them once.",
        "separator: \",\"; separator: ab; it must be one character.",
      })
  void aMappingThatIsWrongIsRefusedWithASentence(String text, String instead, String sentence)
      throws IOException {
    String yaml =
        new String(
            Profiles.class.getResourceAsStream("/profiles/scms.yaml").readAllBytes(),
            StandardCharsets.UTF_8);
    assertThat(yaml).contains(text.strip());
    assertThatThrownBy(() -> ProfileReader.read("scms.yaml", yaml.replace(text.strip(), instead)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Profile scms.yaml: ")
        .hasMessageContaining(sentence);
  }
}
