package io.waybill.operators.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.identity.LinkConflict;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.shipment.FactVersions;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.Link;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.StockFact;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What stands of a document after its original, changes and cancellations, by the rule that {@link
 * io.waybill.operators.intake.message.DocumentChange} tells: the same in both dialects and in every
 * order of arrival.
 */
@Tag("R-F1")
@Tag("R-P10")
class DocumentChangeTest {

  private enum Does {
    ORIGINAL,
    CHANGE,
    CANCELLATION
  }

  /**
   * @param made day of January on which the document was written
   * @param sent day on which its envelope was made; a document without a date of its own has this
   * @param quantity what it says
   */
  private record Sent(Does does, int made, int sent, int quantity) {}

  private interface Template {
    String text(Sent sent);
  }

  /** Documents that have a date of their own. */
  private static final Map<String, Template> DATED =
      new TreeMap<>(
          Map.of(
              "X12 850",
              sent ->
                  x12(
                      "850",
                      sent,
                      "BEG*%s*SA*PO1**202601%02d".formatted(purpose(sent), sent.made()),
                      "N1*BY*B*92*B1",
                      "PO1*1*%d*EA*2**VN*A".formatted(sent.quantity())),
              "X12 856",
              sent ->
                  x12(
                      "856",
                      sent,
                      "BSN*%s*S1*202601%02d*1000".formatted(purpose(sent), sent.made()),
                      "HL*1**S",
                      "HL*2*1*I",
                      "LIN*1*VN*A",
                      "SN1*1*%d*EA".formatted(sent.quantity())),
              "EDIFACT ORDERS",
              sent ->
                  edifact(
                      "ORDERS", sent, "220", "NAD+BY+B'CUX+2:EUR'LIN+1++I:SA'QTY+21:%d'PRI+AAA:2'"),
              "EDIFACT DESADV",
              sent -> edifact("DESADV", sent, "351", "NAD+BY+B'NAD+SU+S'LIN+1++I:SA'QTY+12:%d'"),
              "EDIFACT IFTMIN",
              sent -> edifact("IFTMIN", sent, "610", "CUX+2:EUR'MOA+64:%d'NAD+CA+HLCU'"),
              "EDIFACT INVOIC",
              sent ->
                  edifact(
                      "INVOIC", sent, "780", "RFF+CU:L7'NAD+SE+HLCU'CUX+2:EUR'UNS+S'MOA+77:%d'")));

  /** Documents that are as old as their envelopes. */
  private static final Map<String, Template> UNDATED =
      new TreeMap<>(
          Map.of(
              "X12 204",
              sent ->
                  x12(
                      "204",
                      sent,
                      "B2**ABCD**L1**PP",
                      "B2A*%s*LT".formatted(purpose(sent)),
                      "L3*****%d00".formatted(sent.quantity())),
              "X12 940",
              sent ->
                  x12(
                      "940",
                      sent,
                      "W05*%s*DO1*PO1".formatted(orderStatus(sent)),
                      "LX*1",
                      "W01*%d*EA**VN*A".formatted(sent.quantity()))));

  private final Intake intake = RawMessages.intake();

  @TestFactory
  Stream<DynamicTest> whatStandsInEveryOrderOfArrival() {
    Map<String, Template> all = new TreeMap<>(DATED);
    all.putAll(UNDATED);
    Sent original = new Sent(Does.ORIGINAL, 5, 5, 10);
    Sent change = new Sent(Does.CHANGE, 6, 6, 11);
    Sent later = new Sent(Does.CHANGE, 7, 7, 12);
    Sent cancellation = new Sent(Does.CANCELLATION, 8, 8, 12);
    Sent anew = new Sent(Does.ORIGINAL, 9, 9, 13);
    Sent changedAnew = new Sent(Does.CHANGE, 10, 10, 14);
    Map<String, List<Sent>> cases = new LinkedHashMap<>();
    cases.put("a change beats its original", List.of(original, change));
    cases.put("the later of two changes", List.of(original, change, later));
    cases.put("a cancellation", List.of(original, cancellation));
    cases.put("a cancellation after a change", List.of(original, change, cancellation));
    cases.put("tendered anew", List.of(original, cancellation, anew));
    cases.put("changed, cancelled, tendered anew", List.of(original, change, cancellation, anew));
    cases.put("and changed again", List.of(original, cancellation, anew, changedAnew));
    List<DynamicTest> tests = new ArrayList<>();
    all.forEach(
        (document, template) ->
            cases.forEach(
                (name, messages) -> tests.add(stands(document + ": " + name, template, messages))));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> aCopyInAYoungerEnvelopeIsNoYoungerThanItsOriginal() {
    Sent original = new Sent(Does.ORIGINAL, 5, 5, 10);
    Sent copy = new Sent(Does.ORIGINAL, 5, 20, 10);
    Sent change = new Sent(Does.CHANGE, 6, 6, 11);
    Sent cancellation = new Sent(Does.CANCELLATION, 8, 8, 11);
    List<DynamicTest> tests = new ArrayList<>();
    DATED.forEach(
        (document, template) -> {
          tests.add(stands(document + ": change", template, List.of(original, copy, change)));
          tests.add(
              stands(
                  document + ": cancellation",
                  template,
                  List.of(original, copy, change, cancellation)));
        });
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> ofOneMomentAChangeStandsAboveTheOriginalAndACancellationAboveBoth() {
    Sent original = new Sent(Does.ORIGINAL, 5, 5, 10);
    Sent change = new Sent(Does.CHANGE, 5, 5, 11);
    Sent cancellation = new Sent(Does.CANCELLATION, 5, 5, 11);
    Map<String, Template> all = new TreeMap<>(DATED);
    all.putAll(UNDATED);
    List<DynamicTest> tests = new ArrayList<>();
    all.forEach(
        (document, template) -> {
          tests.add(stands(document + ": change", template, List.of(original, change)));
          tests.add(
              stands(
                  document + ": cancellation", template, List.of(original, change, cancellation)));
        });
    return tests.stream();
  }

  @Test
  void aTenderThatSaysThatItIsADuplicateBeatsNothing() {
    String original = UNDATED.get("X12 204").text(new Sent(Does.ORIGINAL, 5, 5, 10));
    String duplicate = original.replace("20260105", "20260120").replace("B2A*00", "B2A*07");
    String change = UNDATED.get("X12 204").text(new Sent(Does.CHANGE, 6, 6, 11));
    String cancellation = UNDATED.get("X12 204").text(new Sent(Does.CANCELLATION, 7, 7, 11));

    assertThat(standing(List.of(original, change, duplicate)))
        .isEqualTo(standing(List.of(change)))
        .isNotEmpty();
    assertThat(standing(List.of(original, cancellation, duplicate))).isEmpty();
    assertThat(standing(List.of(duplicate)).keySet())
        .isEqualTo(standing(List.of(original)).keySet());
  }

  @Test
  @Tag("R-P9")
  void aChangeOfTheSameMomentThatLinksAnewIsNoConflict() {
    String original =
        x12(
            "940",
            new Sent(Does.ORIGINAL, 5, 5, 1),
            "W05*N*DO1*PO1",
            "N9*SI*S1",
            "LX*1",
            "W01*1*EA**VN*A");
    Link first = decode(original).links().get(0);
    Link changed =
        decode(original.replace("W05*N", "W05*R").replace("SI*S1", "SI*S2")).links().get(0);

    assertThat(changed.getReference()).isEqualTo(first.getReference());
    assertThat(FactVersions.ORDER.compare(changed.getVersion(), first.getVersion())).isPositive();
    assertThat(LinkConflict.between(first, changed)).isEmpty();
    assertThat(LinkConflict.between(changed, first)).isEmpty();
  }

  /** A message that is read again after an upgrade is a repeat of itself. */
  @Test
  void factIdsAreThoseOfTheRulesBefore() {
    Map<String, String> ids = new TreeMap<>();
    Map<String, Template> all = new TreeMap<>(DATED);
    all.putAll(UNDATED);
    all.forEach(
        (document, template) -> {
          for (Does does : Does.values()) {
            Decoded decoded = decode(template.text(new Sent(does, 5, 6, 10)));
            ids.put(
                document + " " + does,
                decoded.shipmentFacts().get(0).getEnvelope().getFactId().substring(0, 8));
          }
        });
    assertThat(ids.toString().replace(", ", "\n"))
        .isEqualTo(
            """
            {EDIFACT DESADV CANCELLATION=88ba333f
            EDIFACT DESADV CHANGE=c2202ac9
            EDIFACT DESADV ORIGINAL=1764fc64
            EDIFACT IFTMIN CANCELLATION=6f8f0965
            EDIFACT IFTMIN CHANGE=49050127
            EDIFACT IFTMIN ORIGINAL=9166a5a2
            EDIFACT INVOIC CANCELLATION=52ca0ad6
            EDIFACT INVOIC CHANGE=036020f5
            EDIFACT INVOIC ORIGINAL=c6db4e87
            EDIFACT ORDERS CANCELLATION=929c56db
            EDIFACT ORDERS CHANGE=e351b6a2
            EDIFACT ORDERS ORIGINAL=13fdf4fc
            X12 204 CANCELLATION=936e356a
            X12 204 CHANGE=d361b04d
            X12 204 ORIGINAL=d8c55f09
            X12 850 CANCELLATION=a119a21f
            X12 850 CHANGE=071ddffc
            X12 850 ORIGINAL=374b98e3
            X12 856 CANCELLATION=0a9901f6
            X12 856 CHANGE=f99c2436
            X12 856 ORIGINAL=0fcaca44
            X12 940 CANCELLATION=05355303
            X12 940 CHANGE=e74ca15e
            X12 940 ORIGINAL=bc031fc8}""");
  }

  // ---------------------------------------------------------------- the check

  /** The last of the messages stands, or nothing of all of them if it is a cancellation. */
  private DynamicTest stands(String name, Template template, List<Sent> messages) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Sent last = messages.get(messages.size() - 1);
          Map<String, Object> expected =
              last.does() == Does.CANCELLATION ? Map.of() : standing(List.of(template.text(last)));
          assertThat(expected.isEmpty()).isEqualTo(last.does() == Does.CANCELLATION);
          for (List<Sent> arrival : orders(messages)) {
            assertThat(standing(arrival.stream().map(template::text).toList()))
                .as("%s", arrival)
                .isEqualTo(expected);
          }
        });
  }

  /** The payload of the highest version of each subject, without what was taken back. */
  private Map<String, Object> standing(List<String> messages) {
    Map<String, Envelope> highest = new TreeMap<>();
    Map<String, Object> payloads = new TreeMap<>();
    for (String message : messages) {
      Decoded decoded = decode(message);
      for (ShipmentFact fact : decoded.shipmentFacts()) {
        take(fact.getEnvelope(), fact.getPayload(), highest, payloads);
      }
      for (StockFact fact : decoded.stockFacts()) {
        take(fact.getEnvelope(), fact.getMovement(), highest, payloads);
      }
    }
    highest.forEach(
        (subject, envelope) -> {
          if (envelope.getRetracted()) {
            payloads.remove(subject);
          }
        });
    return payloads;
  }

  private static void take(
      Envelope envelope,
      Object payload,
      Map<String, Envelope> highest,
      Map<String, Object> payloads) {
    String subject = payload.getClass().getSimpleName() + " " + envelope.getSubject();
    Optional<Envelope> before = Optional.ofNullable(highest.get(subject));
    if (before.isEmpty()
        || FactVersions.ORDER.compare(envelope.getVersion(), before.get().getVersion()) > 0) {
      highest.put(subject, envelope);
      payloads.put(subject, payload);
    }
  }

  private Decoded decode(String text) {
    String partner = text.startsWith("ISA") ? "x12" : "edifact";
    Decoded decoded =
        intake.decode(
            new RawMessage(
                partner, "raw", 0, 1, RawMessages.RECORDED, text.getBytes(StandardCharsets.UTF_8)));
    assertThat(decoded.deadLetters()).as(text).isEmpty();
    return decoded;
  }

  private static List<List<Sent>> orders(List<Sent> messages) {
    if (messages.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Sent>> orders = new ArrayList<>();
    for (Sent first : messages) {
      List<Sent> rest = new ArrayList<>(messages);
      rest.remove(first);
      for (List<Sent> order : orders(rest)) {
        List<Sent> whole = new ArrayList<>(List.of(first));
        whole.addAll(order);
        orders.add(whole);
      }
    }
    return orders;
  }

  // ---------------------------------------------------------------- messages

  private static String purpose(Sent sent) {
    return switch (sent.does()) {
      case ORIGINAL -> "00";
      case CHANGE -> "04";
      case CANCELLATION -> "01";
    };
  }

  private static String orderStatus(Sent sent) {
    return switch (sent.does()) {
      case ORIGINAL -> "N";
      case CHANGE -> "R";
      case CANCELLATION -> "F";
    };
  }

  private static String x12(String set, Sent sent, String... segments) {
    return "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *2601%02d*1000*U*00401*0000000%02d*0*P*>~GS*ZZ*SEND*RECV*202601%02d*1000*8*X*004010~ST*%s*0001~%s~SE*%d*0001~GE*1*8~IEA*1*0000000%02d~"
        .formatted(
            sent.sent(),
            sent.sent(),
            sent.sent(),
            set,
            String.join("~", segments),
            segments.length + 2,
            sent.sent());
  }

  private static String edifact(String type, Sent sent, String code, String body) {
    String function =
        switch (sent.does()) {
          case ORIGINAL -> "9";
          case CHANGE -> "4";
          case CANCELLATION -> "1";
        };
    String segments =
        "BGM+%s+N1+%s'DTM+137:202601%02d:102'".formatted(code, function, sent.made())
            + body.formatted(sent.quantity());
    return "UNB+UNOC:3+S:14+R:14+2601%02d:1000+I%d'UNH+1+%s:D:96A:UN'%sUNT+%d+1'UNZ+1+I%d'"
        .formatted(
            sent.sent(), sent.sent(), type, segments, segments.split("'").length + 2, sent.sent());
  }
}
