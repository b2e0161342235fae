package io.waybill.operators.intake.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.RawMessages;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.ShipmentFact;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What the tests of JSON messages share. Texts have {@code '} for {@code "}. */
final class JsonTests {

  private JsonTests() {}

  static Decoded decode(String profile, String json) {
    return RawMessages.intake().decode(RawMessages.of(profile, json.replace('\'', '"')));
  }

  /** A message without a dead letter. */
  static Decoded good(String profile, String json) {
    Decoded decoded = decode(profile, json);
    assertThat(decoded.deadLetters()).isEmpty();
    return decoded;
  }

  /** An intake with one more profile. */
  static Intake with(Path folder, String yaml) throws IOException {
    Files.writeString(folder.resolve("own.yaml"), yaml);
    return new Intake(Profiles.bundledAnd(folder), PublishedRules.FIRST);
  }

  static Milestone milestone(Decoded decoded, int index) {
    return (Milestone) decoded.shipmentFacts().get(index).getPayload();
  }

  static Envelope envelope(Decoded decoded, int index) {
    return decoded.shipmentFacts().get(index).getEnvelope();
  }

  static List<String> codes(Decoded decoded) {
    return decoded.shipmentFacts().stream()
        .map(ShipmentFact::getPayload)
        .filter(Milestone.class::isInstance)
        .map(payload -> ((Milestone) payload).getCode())
        .toList();
  }

  static List<String> ids(Decoded decoded) {
    return decoded.shipmentFacts().stream().map(fact -> fact.getEnvelope().getFactId()).toList();
  }

  static long at(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  static BigDecimal decimal(String number) {
    return new BigDecimal(number).setScale(6);
  }
}
