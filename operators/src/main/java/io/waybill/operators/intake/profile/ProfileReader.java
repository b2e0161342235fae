package io.waybill.operators.intake.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.waybill.operators.intake.message.Currencies;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a profile file (YAML). */
public final class ProfileReader {

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());

  private ProfileReader() {}

  /**
   * @param file its name, for the sentences
   * @throws IllegalArgumentException with a sentence for a person, if the file is not a profile
   */
  public static PartnerProfile read(String file, String yaml) {
    ProfileSection root = new ProfileSection(file, "", parse(file, yaml));
    String name = root.text("name");
    if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
      throw root.refuse("name is '" + name + "': use lower case letters, digits and hyphens.");
    }
    Format format = format(root);
    ZoneId zone = zone(root);
    PartnerProfile profile =
        new PartnerProfile(
            name,
            root.positiveInt("version"),
            root.text("owner"),
            zone,
            new TermsReader(root).read(zone),
            format,
            format == Format.CSV ? new CsvMappingReader(root.section("csv")).read() : null,
            format == Format.X12 ? codes(root) : null,
            JsonMappingReader.read(format, root),
            format == Format.EDIFACT ? EdifactProfile.read(root) : null);
    root.end();
    return profile;
  }

  private static JsonNode parse(String file, String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Profile " + file + " is not YAML: " + e.getOriginalMessage(), e);
    }
  }

  private static Format format(ProfileSection root) {
    String label = root.text("format");
    return Format.of(label)
        .orElseThrow(
            () ->
                root.refuse(
                    "format is '"
                        + label
                        + "': it must be one of "
                        + Arrays.stream(Format.values())
                            .map(Format::label)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  private static ZoneId zone(ProfileSection root) {
    String zone = root.text("zone");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw root.refuse("zone is '" + zone + "': name a time zone such as UTC or Europe/Berlin.");
    }
  }

  private static StatusCodes codes(ProfileSection root) {
    String currency = root.optionalText("currency").orElse("USD");
    if (!Currencies.isCode(currency)) {
      throw root.refuse("currency is '" + currency + "': use a code of ISO 4217, such as USD.");
    }
    return StatusCodes.standardWith(
        root.optionalSection("status-codes").map(ProfileSection::words).orElse(Map.of()), currency);
  }
}
