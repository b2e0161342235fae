package io.waybill.operators.intake.profile;

import io.waybill.operators.intake.message.When;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the terms out of a profile file. */
final class TermsReader {

  private final ProfileSection root;

  TermsReader(ProfileSection root) {
    this.root = root;
  }

  Terms read(ZoneId zone) {
    return new Terms(
        root.optionalText("effective").map(text -> effective(text, zone)).orElse(Terms.SINCE_EVER),
        root.optionalText("region").orElse(""),
        Set.copyOf(root.texts("references")),
        root.optionalSection("units").map(ProfileSection::words).orElse(Map.of()),
        root.optionalSection("secrets").map(TermsReader::secrets).orElse(Map.of()),
        root.optionalSection("limits").map(TermsReader::limits).orElse(Terms.Limits.STANDARD),
        controlNumbers(),
        Signing.read(root));
  }

  private Terms.ControlNumbers controlNumbers() {
    String watched = root.optionalText("control-numbers").orElse("interchanges");
    return switch (watched) {
      case "interchanges" -> Terms.ControlNumbers.INTERCHANGES;
      case "groups" -> Terms.ControlNumbers.GROUPS;
      case "none" -> Terms.ControlNumbers.NONE;
      default ->
          throw root.refuse(
              "control-numbers is '" + watched + "': write interchanges, groups or none.");
    };
  }

  private long effective(String text, ZoneId zone) {
    return When.iso(text, zone)
        .orElseThrow(
            () ->
                root.refuse(
                    "effective is '"
                        + text
                        + "': write a time such as 2026-07-01T00:00:00Z, or a date."))
        .at();
  }

  private static Map<String, String> secrets(ProfileSection section) {
    Map<String, String> secrets = new TreeMap<>();
    for (String purpose : new String[] {"token", "webhook"}) {
      Optional<String> name = section.optionalText(purpose);
      name.ifPresent(
          given -> {
            if (!given.matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
              throw section.refuse(
                  section.full(purpose)
                      + " must be the name of a secret (letters, digits, hyphens, underscores),"
                      + " never the secret itself.");
            }
            secrets.put(purpose, given);
          });
    }
    section.end();
    return secrets;
  }

  private static Terms.Limits limits(ProfileSection section) {
    Terms.Limits limits =
        new Terms.Limits(
            number(section, "bytes", Terms.Limits.STANDARD.bytes()),
            number(section, "messages-per-second", Terms.Limits.STANDARD.messagesPerSecond()),
            number(section, "rubbish-percent", Terms.Limits.STANDARD.rubbishPercent()));
    if (limits.rubbishPercent() > 100) {
      throw section.refuse(
          section.full("rubbish-percent") + " is a share: it must be from 1 to 100.");
    }
    section.end();
    return limits;
  }

  private static int number(ProfileSection section, String key, int standard) {
    return section.optionalText(key).isPresent() ? section.positiveInt(key) : standard;
  }
}
