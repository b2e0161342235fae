package io.waybill.operators.intake.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.OrderLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R-G2")
@Tag("R-P8")
class ProfileVersionsTest {

  private static final String PROFILE =
      """
      name: shop
      version: %d
      owner: Shop
      format: canonical-json
      zone: Europe/Berlin
      """;

  private static final String ORDER =
      """
      {"message":"order","id":"o1","created":"2026-01-05T10:00:00Z",
       "reference":{"type":"SHIPMENT","value":"S1"},"customer":"C","currency":"EUR",
       "links":[{"type":"PRO","issuer":"ABCD","value":"P1"}],
       "lines":[{"line":"1","item":"I","quantity":1,"unit":"Stk","unitPrice":2}]}
      """;

  @Test
  void theRecordedTimeChoosesTheVersion() {
    Profiles profiles =
        Profiles.bundled()
            .with(profile(2, "effective: 2026-06-01"))
            .with(profile(3, "effective: 2026-07-01T00:00:00Z"))
            .with(profile(1, ""));
    assertThat(versionAt(profiles, "1999-01-01T00:00:00Z")).isEqualTo(1);
    assertThat(versionAt(profiles, "2026-05-31T23:59:59.999Z")).isEqualTo(1);
    assertThat(versionAt(profiles, "2026-06-01T00:00:00Z")).isEqualTo(2);
    assertThat(versionAt(profiles, "2026-07-01T00:00:00Z")).isEqualTo(3);
    assertThat(profiles.find("shop").orElseThrow().version()).isEqualTo(3);
    assertThat(profiles.with(profile(3, "effective: 2027-01-01")).versions("shop"))
        .as("a version that is published again replaces itself")
        .hasSize(3);
  }

  @Test
  void ofTwoVersionsFromTheSameTimeTheHigherStandsWhateverCameLast() {
    Profiles one = Profiles.bundled().with(profile(1, "")).with(profile(2, ""));
    Profiles other = Profiles.bundled().with(profile(2, "")).with(profile(1, ""));
    assertThat(versionAt(one, "2026-01-01T00:00:00Z")).isEqualTo(2);
    assertThat(versionAt(other, "2026-01-01T00:00:00Z")).isEqualTo(2);
  }

  @Test
  void theVersionStandsOnEachFact() {
    Intake intake = intake(profile(4, ""));
    Decoded decoded = intake.decode(message(ORDER, "2026-01-05T11:00:00Z"));
    assertThat(decoded.shipmentFacts())
        .isNotEmpty()
        .allSatisfy(fact -> assertThat(fact.getEnvelope().getProfileVersion()).isEqualTo(4));
  }

  @Test
  void aMessageFromBeforeTheFirstVersionIsADeadLetterThatSaysSo() {
    Intake intake = intake(profile(1, "effective: 2026-07-01"));
    assertThat(intake.decode(message(ORDER, "2026-06-30T11:00:00Z")).deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getReason()).isEqualTo("UNKNOWN_PARTNER");
              assertThat(letter.getRemedy()).contains("holds from 2026-07-01T00:00:00Z on");
            });
  }

  @Test
  void theTermsAreRead() {
    Terms terms =
        profile(
                1,
                """
                effective: 2026-06-01T00:00:00
                region: EMEA
                references: [PRO, BOL]
                units: {Stk: EA, Karton: CASE}
                secrets: {webhook: shop-webhook, token: SHOP_TOKEN}
                limits: {bytes: 1000, messages-per-second: 20}
                """)
            .terms();
    assertThat(Instant.ofEpochMilli(terms.effective()))
        .as("local to the profile's zone")
        .isEqualTo("2026-05-31T22:00:00Z");
    assertThat(terms)
        .isEqualTo(
            new Terms(
                terms.effective(),
                "EMEA",
                Set.of("PRO", "BOL"),
                Map.of("Stk", "EA", "Karton", "CASE"),
                Map.of("webhook", "shop-webhook", "token", "SHOP_TOKEN"),
                new Terms.Limits(1000, 20, 50),
                Terms.ControlNumbers.INTERCHANGES,
                Signing.WAYBILL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "effective: soon; effective is 'soon': write a time such as 2026-07-01T00:00:00Z",
        "secrets: {webhook: 's3cr3t! with spaces'}; never the secret itself",
        "secrets: {tokn: a}; Did you mean secrets.token?",
        "limits: {bytes: many}; limits.bytes is 'many': it must be a whole number from 1.",
        "references: PRO; references must be a list.",
      })
  void termsThatAreWrongAreRefusedWithASentence(String line, String sentence) {
    assertThatThrownBy(() -> profile(1, line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void unitsAreTranslatedAndAChangedUnitIsAnotherFact() {
    RawMessage message = message(ORDER, "2026-01-05T11:00:00Z");
    Decoded plain = intake(profile(1, "")).decode(message);
    Decoded translated = intake(profile(1, "units: {Stk: EA}")).decode(message);
    assertThat(translated.shipmentFacts())
        .filteredOn(fact -> fact.getPayload() instanceof OrderLine)
        .singleElement()
        .satisfies(
            fact -> {
              assertThat(((OrderLine) fact.getPayload()).getUnit()).isEqualTo("EA");
              assertThat(fact.getEnvelope().getFactId())
                  .isNotEqualTo(plain.shipmentFacts().get(0).getEnvelope().getFactId());
            });
    assertThat(intake(profile(1, "units: {Box: EA}")).decode(message)).isEqualTo(plain);
  }

  @Test
  void referencesThatAreNotTrustedFindNoShipment() {
    RawMessage message = message(ORDER, "2026-01-05T11:00:00Z");
    Decoded ownNameOnly = intake(profile(1, "references: [SHIPMENT]")).decode(message);
    assertThat(ownNameOnly.links()).isEmpty();
    assertThat(ownNameOnly.shipmentFacts()).isNotEmpty();
    assertThat(ownNameOnly.deadLetters()).isEmpty();

    Decoded none = intake(profile(1, "references: [BOL]")).decode(message);
    assertThat(none.shipmentFacts()).isEmpty();
    assertThat(none.deadLetters())
        .extracting(DeadLetter::getField, DeadLetter::getValue)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("reference", "SHIPMENT"));
    assertThat(none.deadLetters().get(0).getContent().remaining()).isEqualTo(ORDER.length());
  }

  @Test
  @Tag("R-S1")
  void aMilestoneGoesByTheReferenceThatIsTrusted() {
    String status =
        "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260105*1000*U*00401*"
            + "000000007*0*P*>~GS*QM*SEND*RECV*20260105*1000*8*X*004010~ST*214*0001~"
            + "B10*PRO1*LOAD1*ABCD~L11*L77*LO~LX*1~AT7*AF*NS***20260104*1000*UT~SE*6*0001~GE*1*8~"
            + "IEA*1*000000007~";
    String x12 = PROFILE.replace("canonical-json", "x12").formatted(1);
    Map.of(
            "",
            "PRO",
            "references: [PRO]",
            "PRO",
            "references: [BOL]",
            "BOL",
            "references: [LOAD]",
            "LOAD")
        .forEach(
            (terms, type) -> {
              Decoded decoded =
                  intake(ProfileReader.read("shop.yaml", x12 + terms))
                      .decode(message(status, "2026-01-05T11:00:00Z"));
              assertThat(decoded.deadLetters()).as(terms).isEmpty();
              assertThat(decoded.shipmentFacts())
                  .as(terms)
                  .singleElement()
                  .satisfies(
                      fact ->
                          assertThat(fact.getEnvelope().getReference().getType()).isEqualTo(type));
            });
    Decoded none =
        intake(ProfileReader.read("shop.yaml", x12 + "references: [SSCC]"))
            .decode(message(status, "2026-01-05T11:00:00Z"));
    assertThat(none.shipmentFacts()).isEmpty();
    assertThat(none.deadLetters()).hasSize(1);
  }

  @Test
  void aMessageOverThePartnersLimitIsRefusedBeforeItIsRead() {
    assertThat(
            intake(profile(1, "limits: {bytes: 10}"))
                .decode(message(ORDER, "2026-01-05T11:00:00Z"))
                .deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("TOO_LARGE");
  }

  private static Intake intake(PartnerProfile profile) {
    return new Intake(Profiles.bundled().with(profile), PublishedRules.FIRST);
  }

  private static PartnerProfile profile(int version, String terms) {
    return ProfileReader.read("shop.yaml", PROFILE.formatted(version) + terms);
  }

  private static int versionAt(Profiles profiles, String time) {
    return profiles.at("shop", Instant.parse(time).toEpochMilli()).orElseThrow().version();
  }

  private static RawMessage message(String text, String recordedAt) {
    return new RawMessage(
        "shop",
        "raw",
        0,
        7,
        Instant.parse(recordedAt).toEpochMilli(),
        text.getBytes(StandardCharsets.UTF_8));
  }
}
