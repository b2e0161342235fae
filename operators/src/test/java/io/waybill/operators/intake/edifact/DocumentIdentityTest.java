package io.waybill.operators.intake.edifact;

import static io.waybill.operators.intake.edifact.Edifact.CREATED;
import static io.waybill.operators.intake.edifact.Edifact.interchange;
import static io.waybill.operators.intake.edifact.Edifact.message;
import static io.waybill.operators.intake.edifact.Edifact.one;
import static io.waybill.operators.intake.edifact.Edifact.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.shipment.FactVersions;
import io.waybill.schemas.Envelope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Duplicates, changes, replacements and cancellations, told apart by what a document says. */
@Tag("R-F1")
class DocumentIdentityTest {

  private static final String LINE = "NAD+BY+B'NAD+SU+S'LIN+1++I:SA'QTY+12:1'";

  private static final Map<String, String> DOCUMENTS =
      new TreeMap<>(
          Map.of(
              "IFTSTA",
              "BGM+23+N1+9'" + CREATED + "CNI+1+C1'STS+1+21'RFF+CU:L7'DTM+334:202601041630:203'",
              "IFTMIN",
              "BGM+610+N1+9'" + CREATED + "RFF+CU:L7'NAD+CA+HLCU'",
              "DESADV",
              "BGM+351+N1+9'" + CREATED + "NAD+BY+B'NAD+SU+S'LIN+1++I:SA'QTY+12:1'",
              "RECADV",
              "BGM+632+N1+9'" + CREATED + "RFF+DQ:D1'NAD+BY+B'LIN+1++I:SA'QTY+194:1'",
              "INVRPT",
              "BGM+35+N1+9'" + CREATED + "NAD+GO+B'NAD+WH+W'LIN+1++I:SA'QTY+145:1'",
              "ORDERS",
              "BGM+220+N1+9'" + CREATED + "NAD+BY+B'CUX+2:EUR'LIN+1++I:SA'QTY+21:1'PRI+AAA:2'",
              "ORDRSP",
              "BGM+231+N1+9'" + CREATED + "RFF+ON:P1'LIN+1+3+I:SA'QTY+21:1'",
              "INVOIC",
              "BGM+780+N1+9'" + CREATED + "RFF+CU:L7'NAD+SE+HLCU'CUX+2:EUR'UNS+S'MOA+77:5'",
              "APERAK",
              "BGM+313+N1+9'" + CREATED + "RFF+ON:P1'ERC+1'"));

  @Test
  void aDuplicateGivesTheSameFactsInWhateverEnvelope() {
    DOCUMENTS.forEach(
        (type, segments) -> {
          List<String> ids = ids(read(one(type, segments)));
          assertThat(ids).as(type).isNotEmpty();
          String duplicate = segments.replace("+N1+9'", "+N1+7'");
          assertThat(ids(read(interchange("OTHER", message("77", type, duplicate)))))
              .as(type)
              .isEqualTo(ids);
          Decoded second =
              read(
                  interchange(
                      "I3",
                      message("1", type, segments.replace("N1", "N2")),
                      message("2", type, segments)));
          assertThat(ids(second)).as(type).hasSize(2 * ids.size()).containsAll(ids);
        });
  }

  @Test
  void aReplacementStandsAboveTheOriginalAndACancellationAboveBoth() {
    DOCUMENTS.forEach(
        (type, segments) -> {
          Envelope original = first(segments, type, "9");
          Envelope change = first(segments, type, "4");
          Envelope replacement = first(segments, type, "5");
          Envelope cancellation = first(segments, type, "1");
          assertThat(List.of(change, replacement, cancellation))
              .as(type)
              .extracting(Envelope::getSubject)
              .containsOnly(original.getSubject());
          assertThat(original.getVersion())
              .usingComparator(FactVersions.ORDER)
              .isLessThan(change.getVersion())
              .isLessThan(replacement.getVersion());
          assertThat(replacement.getVersion())
              .usingComparator(FactVersions.ORDER)
              .isLessThan(cancellation.getVersion());
          assertThat(cancellation.getRetracted()).as(type).isTrue();
          assertThat(replacement.getRetracted()).as(type).isFalse();
        });
  }

  @Test
  void aRevisionThatTheSourceCountsStandsAboveAllOfTheOneBefore() {
    String segments = DOCUMENTS.get("IFTMIN").replace("BGM+610+N1+9", "BGM+610+N1:1:3+9");
    Envelope third = read(one("IFTMIN", segments)).shipmentFacts().get(0).getEnvelope();
    assertThat(third.getVersion().getSupersession())
        .isGreaterThan(
            first(DOCUMENTS.get("IFTMIN"), "IFTMIN", "1").getVersion().getSupersession());
  }

  @Test
  void aCancellationLinksNothingAndMayNameTheDocumentAlone() {
    Decoded instruction = read(one("IFTMIN", DOCUMENTS.get("IFTMIN").replace("+N1+9'", "+N1+1'")));
    assertThat(instruction.links()).isEmpty();
    Decoded despatch = read(one("DESADV", "BGM+351+N1+1'" + CREATED));
    assertThat(despatch.deadLetters())
        .as("a person is told of the lines that still stand")
        .extracting(letter -> letter.getReason() + " " + letter.getField())
        .containsExactly("MISSING LIN");
    assertThat(despatch.shipmentFacts())
        .allSatisfy(fact -> assertThat(fact.getEnvelope().getRetracted()).isTrue())
        .isNotEmpty();
  }

  @Test
  void aCancellationTakesBackDatesThatItDoesNotRepeatAndAsksForLines() {
    String dates = "DTM+17:20260110:102'DTM+132:20260109:102'";
    Decoded advice = read(one("DESADV", "BGM+351+N1+9'" + CREATED + dates + LINE));
    Decoded cancelled = read(one("DESADV", "BGM+351+N1+1'" + CREATED + LINE));
    assertThat(cancelled.deadLetters()).isEmpty();
    assertThat(subjects(cancelled)).containsExactlyInAnyOrderElementsOf(subjects(advice));
    assertThat(envelopes(cancelled)).allMatch(Envelope::getRetracted);

    String instruction = "BGM+610+N1+%s'" + CREATED;
    Decoded planned =
        read(
            one(
                "IFTMIN",
                instruction.formatted("9")
                    + "DTM+200:20260110:102'DTM+2:20260112:102'NAD+CA+HLCU'"));
    Decoded withdrawn = read(one("IFTMIN", instruction.formatted("1")));
    assertThat(subjects(withdrawn)).containsExactlyInAnyOrderElementsOf(subjects(planned));
    assertThat(envelopes(withdrawn)).allMatch(Envelope::getRetracted);

    for (String type : List.of("ORDERS", "RECADV")) {
      String document = "BGM+220+N1+1'" + CREATED + "RFF+ON:P1'NAD+BY+B'";
      Decoded bare = read(one(type, document));
      assertThat(envelopes(bare)).as(type).isNotEmpty().allMatch(Envelope::getRetracted);
      assertThat(bare.deadLetters())
          .as(type)
          .extracting(letter -> letter.getReason() + " " + letter.getField())
          .containsExactly("MISSING LIN");
    }
  }

  private static List<String> subjects(Decoded decoded) {
    return envelopes(decoded).map(Envelope::getSubject).toList();
  }

  private static Envelope first(String segments, String type, String function) {
    Decoded decoded = read(one(type, segments.replace("+N1+9'", "+N1+" + function + "'")));
    assertThat(decoded.deadLetters()).as(type).isEmpty();
    return envelopes(decoded).findFirst().orElseThrow();
  }

  private static List<String> ids(Decoded decoded) {
    return envelopes(decoded).map(Envelope::getFactId).toList();
  }

  private static Stream<Envelope> envelopes(Decoded decoded) {
    return Stream.concat(
        decoded.shipmentFacts().stream().map(fact -> fact.getEnvelope()),
        decoded.stockFacts().stream().map(fact -> fact.getEnvelope()));
  }
}
