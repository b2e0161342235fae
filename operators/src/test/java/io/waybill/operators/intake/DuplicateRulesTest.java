package io.waybill.operators.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.Version;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * What a second message does to the first, by the rules of docs/duplicates.md, for each format that
 * has the case. Each is tried in both orders of arrival: which of two facts stands is decided by
 * their versions.
 */
@Tag("R-F1")
@Tag("R-P10")
class DuplicateRulesTest {

  private static final Comparator<Version> BY_VERSION =
      Comparator.comparingInt(Version::getSupersession)
          .thenComparingLong(Version::getCreatedAt)
          .thenComparing(Version::getMessageId);

  /** What both messages come to. */
  private enum Outcome {
    /** The same facts: the second is dropped by whoever reads the logs. */
    SAME_FACTS,
    /** Other facts, of which one of each subject stands: as if one message had come. */
    SAME_STANDING,
    /** What the second says stands in place of the first. */
    REPLACED,
    /** Nothing stands. */
    GONE,
    /** Both stand. */
    BESIDE
  }

  private final Intake intake = RawMessages.intake();

  @TestFactory
  Stream<DynamicTest> x12() {
    String status =
        x12("214", "1", "1000", "B10*PRO1*S1*ABCD", "LX*1", "AT7*D1*NS***20260104*1000*UT");
    String bill = x12("210", "1", "1000", "B3**INV1*BOL1*PP**20260105*1000****ABCD", "L1*1***1000");
    String shipped =
        x12("945", "1", "1000", "W06*F*DO1*20260104", "LX*1", "W12*CC*12*12**CA**VN*A");
    String notice =
        x12(
            "856",
            "1",
            "1000",
            "BSN*00*S1*20260104*1000",
            "HL*1**S",
            "HL*2*1*I",
            "LIN*1*VN*A",
            "SN1*1*5*EA");
    String tender = x12("204", "1", "1000", "B2**ABCD**L1**PP", "B2A*00*LT", "L11*PO1*PO");
    return Stream.of(
        expect("x12", "214 byte for byte", status, status, Outcome.SAME_FACTS),
        expect("x12", "214 in another envelope", status, enveloped(status), Outcome.SAME_STANDING),
        expect(
            "x12",
            "214 that happened again",
            status,
            enveloped(status).replace("*1000*UT", "*1500*UT"),
            Outcome.BESIDE),
        expect("x12", "210 byte for byte", bill, bill, Outcome.SAME_FACTS),
        expect("x12", "210 in another envelope", bill, enveloped(bill), Outcome.SAME_FACTS),
        expect(
            "x12",
            "210 corrected (B3-08 CO)",
            bill,
            enveloped(bill)
                .replace("*1000****ABCD", "*1200*CO***ABCD")
                .replace("***1000~", "***1200~"),
            Outcome.REPLACED),
        expect(
            "x12",
            "210 cancelled (B3-08 CA)",
            bill,
            enveloped(bill).replace("*1000****ABCD", "*1000*CA***ABCD"),
            Outcome.GONE),
        expect(
            "x12",
            "210 balance due (B3-08 BD)",
            bill,
            enveloped(bill)
                .replace("*1000****ABCD", "*200*BD***ABCD")
                .replace("***1000~", "***200~"),
            Outcome.BESIDE),
        expect("x12", "945 byte for byte", shipped, shipped, Outcome.SAME_FACTS),
        expect("x12", "945 in another envelope", shipped, enveloped(shipped), Outcome.SAME_FACTS),
        expect(
            "x12",
            "945 replaced (W06-01 R)",
            shipped,
            enveloped(shipped).replace("W06*F", "W06*R").replace("*12*12*", "*12*10*"),
            Outcome.REPLACED),
        expect("x12", "856 in another envelope", notice, enveloped(notice), Outcome.SAME_FACTS),
        expect(
            "x12",
            "856 replaced (BSN-01 05)",
            notice,
            enveloped(notice).replace("BSN*00", "BSN*05").replace("SN1*1*5", "SN1*1*4"),
            Outcome.REPLACED),
        expect(
            "x12",
            "856 cancelled (BSN-01 01)",
            notice,
            enveloped(notice).replace("BSN*00", "BSN*01"),
            Outcome.GONE),
        expect("x12", "204 in another envelope", tender, enveloped(tender), Outcome.SAME_STANDING),
        expect(
            "x12",
            "204 cancelled (B2A-01 01)",
            tender,
            enveloped(tender).replace("B2A*00", "B2A*01"),
            Outcome.GONE));
  }

  @TestFactory
  Stream<DynamicTest> edifact() {
    String created = "DTM+137:202601050900:203'";
    String status =
        edifact(
            "IFTSTA",
            "BGM+23+N1+9'" + created + "CNI+1+C1'STS+1+21'RFF+CU:L7'DTM+334:202601041630:203'");
    String advice =
        edifact("DESADV", "BGM+351+N1+9'" + created + "NAD+BY+B'NAD+SU+S'LIN+1++I:SA'QTY+12:1'");
    String invoice =
        edifact(
            "INVOIC",
            "BGM+780+N1+9'" + created + "RFF+CU:L7'NAD+SE+HLCU'CUX+2:EUR'UNS+S'MOA+77:5'");
    List<DynamicTest> tests = new ArrayList<>();
    Map.of("IFTSTA", status, "DESADV", advice, "INVOIC", invoice)
        .forEach(
            (type, text) -> {
              tests.add(expect("edifact", type + " byte for byte", text, text, Outcome.SAME_FACTS));
              tests.add(
                  expect(
                      "edifact",
                      type + " in another envelope",
                      text,
                      text.replace("+I1", "+I2"),
                      Outcome.SAME_FACTS));
              tests.add(
                  expect(
                      "edifact",
                      type + " as a duplicate (1225 7)",
                      text,
                      text.replace("+I1", "+I2").replace("+N1+9", "+N1+7"),
                      Outcome.SAME_FACTS));
              tests.add(
                  expect(
                      "edifact",
                      type + " cancelled (1225 1)",
                      text,
                      text.replace("+I1", "+I2").replace("+N1+9", "+N1+1"),
                      Outcome.GONE));
            });
    tests.add(
        expect(
            "edifact",
            "DESADV replaced (1225 5)",
            advice,
            advice.replace("+I1", "+I2").replace("+N1+9", "+N1+5").replace("QTY+12:1", "QTY+12:9"),
            Outcome.REPLACED));
    tests.add(
        expect(
            "edifact",
            "INVOIC replaced (1225 5)",
            invoice,
            invoice.replace("+I1", "+I2").replace("+N1+9", "+N1+5").replace("MOA+77:5", "MOA+77:6"),
            Outcome.REPLACED));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> json() {
    String dcsa =
        "{'eventRouting': {'originatingParties': [{'partyCode': 'EXCO', 'partyFunction': 'CA'}]},"
            + " 'eventID': 'E9', 'eventUpdatedDateTime': '2026-01-04T10:05:00Z', 'eventDateTime':"
            + " '2026-01-04T10:00:00Z', 'shipmentDetails': {'documentReference': {'type':"
            + " 'BOOKING', 'reference': 'B1'}}, 'eventClassification': {'eventType': 'TRANSPORT',"
            + " 'eventClassifier': 'ACTUAL', 'transportEventType': 'ARRIVED'}}";
    String epcis =
        "{'type': 'EPCISDocument', 'schemaVersion': '2.0', 'creationDate': '2026-01-04T10:00:00Z',"
            + " 'epcisBody': {'eventList': [{'eventID': 'urn:uuid:1', 'type': 'ObjectEvent',"
            + " 'action': 'OBSERVE', 'bizStep': 'shipping', 'epcList':"
            + " ['urn:epc:id:sscc:0614141.1234567890'], 'eventTime': '2026-01-04T09:30:00.000Z',"
            + " 'eventTimeZoneOffset': '-06:00'}]}}";
    String declared =
        epcis.replace(
            "'-06:00'}",
            "'-06:00', 'errorDeclaration': {'declarationTime': '2026-01-05T14:00:00+01:00',"
                + " 'reason': 'incorrect_data', 'correctiveEventIDs': ['urn:uuid:2']}}");
    String tracker =
        "{'id': 'evt_1', 'object': 'Event', 'result': {'id': 'trk_1', 'object': 'Tracker',"
            + " 'tracking_code': '1Z9', 'carrier': 'UPS', 'updated_at': '2026-01-04T12:00:00Z',"
            + " 'tracking_details': [{'message': 'Departed', 'status': 'in_transit',"
            + " 'status_detail': 'departed_facility', 'datetime': '2026-01-02T10:00:00Z'}]}}";
    String ping = "{'vehicleId': 'T1', 'time': '2026-01-04T09:30:00Z', 'lat': 52.5, 'lon': 13.25}";
    return Stream.of(
        expect("dcsa", "event byte for byte", dcsa, dcsa, Outcome.SAME_FACTS),
        expect(
            "dcsa",
            "event updated",
            dcsa,
            dcsa.replace("T10:05:00Z", "T11:00:00Z").replace("ARRIVED", "DEPARTED"),
            Outcome.REPLACED),
        expect(
            "dcsa",
            "event retracted",
            dcsa,
            dcsa.replace("T10:05:00Z", "T11:00:00Z").replace("'E9',", "'E9', 'isRetracted': true,"),
            Outcome.GONE),
        expect("dcsa", "event with another id", dcsa, dcsa.replace("E9", "E10"), Outcome.BESIDE),
        expect("epcis", "event byte for byte", epcis, epcis, Outcome.SAME_FACTS),
        expect(
            "epcis",
            "event in another document",
            epcis,
            epcis.replace("T10:00:00Z", "T22:00:00Z"),
            Outcome.SAME_FACTS),
        expect("epcis", "event declared wrong", epcis, declared, Outcome.GONE),
        expect(
            "epcis", "corrective event", epcis, epcis.replace("uuid:1", "uuid:2"), Outcome.BESIDE),
        expect("easypost", "tracker byte for byte", tracker, tracker, Outcome.SAME_FACTS),
        expect(
            "easypost",
            "webhook with another id",
            tracker,
            tracker.replace("evt_1", "evt_2").replace("T12:00:00Z", "T13:00:00Z"),
            Outcome.SAME_FACTS),
        expect("telematics", "ping byte for byte", ping, ping, Outcome.SAME_FACTS));
  }

  @TestFactory
  @Tag("R-S7")
  Stream<DynamicTest> proofOfDelivery() {
    String pod =
        "{'message': 'pod', 'id': 'M1', 'created': '2026-01-05T10:00:00Z', 'reference': {'type':"
            + " 'SHIPMENT', 'value': 'S1'}, 'owner': 'O1', 'pod': 'P1', 'occurredAt':"
            + " '2026-01-05T09:00:00Z', 'signed': true, 'lines': [{'line': '1', 'item': 'I1',"
            + " 'quantity': 8, 'unit': 'EA'}]}";
    return Stream.of(
        expect("canonical", "POD byte for byte", pod, pod, Outcome.SAME_FACTS),
        expect(
            "canonical",
            "POD with another id",
            pod,
            pod.replace("'M1'", "'M2'"),
            Outcome.SAME_STANDING),
        expect(
            "canonical",
            "POD revised",
            pod,
            pod.replace("'M1'", "'M2', 'revision': 1").replace("'quantity': 8", "'quantity': 6"),
            Outcome.REPLACED),
        expect(
            "canonical",
            "POD cancelled",
            pod,
            pod.replace("'M1'", "'M2', 'revision': 1, 'cancelled': true"),
            Outcome.GONE));
  }

  // ---------------------------------------------------------------- the check

  private DynamicTest expect(
      String partner, String name, String first, String second, Outcome outcome) {
    return DynamicTest.dynamicTest(
        name + ": " + outcome, () -> check(partner, first, second, outcome));
  }

  private void check(String partner, String first, String second, Outcome outcome) {
    List<Said> one = said(partner, first, 1);
    List<Said> other = said(partner, second, 2);
    assertThat(one).isNotEmpty();
    assertThat(other).isNotEmpty();
    Map<String, Said> both = standing(one, other);
    assertThat(standing(other, one)).as("in the other order").isEqualTo(both);
    Map<String, Said> alone = standing(one, List.of());
    assertThat(alone).isNotEmpty();
    switch (outcome) {
      case SAME_FACTS -> assertThat(ids(other)).isEqualTo(ids(one));
      case SAME_STANDING -> {
        assertThat(ids(other)).isNotEqualTo(ids(one));
        assertThat(both.keySet()).isEqualTo(alone.keySet());
      }
      case REPLACED -> {
        assertThat(both.keySet()).isEqualTo(alone.keySet());
        assertThat(both).isEqualTo(standing(other, List.of())).isNotEqualTo(alone);
      }
      case GONE -> assertThat(both).isEmpty();
      case BESIDE -> {
        Set<String> subjects = new TreeSet<>(alone.keySet());
        subjects.addAll(standing(other, List.of()).keySet());
        assertThat(both.keySet()).isEqualTo(subjects).hasSizeGreaterThan(alone.size());
      }
    }
  }

  /** A fact, of a shipment or of stock. */
  private record Said(Envelope envelope, Object payload) {}

  private List<Said> said(String partner, String text, long offset) {
    byte[] bytes =
        (text.startsWith("{") ? text.replace('\'', '"') : text).getBytes(StandardCharsets.UTF_8);
    Decoded decoded =
        intake.decode(
            new RawMessage(partner, "raw", 0, offset, RawMessages.RECORDED + offset, bytes));
    assertThat(decoded.deadLetters()).as(text).isEmpty();
    List<Said> said = new ArrayList<>();
    for (ShipmentFact fact : decoded.shipmentFacts()) {
      said.add(new Said(fact.getEnvelope(), fact.getPayload()));
    }
    for (StockFact fact : decoded.stockFacts()) {
      said.add(new Said(fact.getEnvelope(), fact.getMovement()));
    }
    return said;
  }

  private static Set<String> ids(List<Said> said) {
    return said.stream()
        .map(fact -> fact.envelope().getFactId())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The highest version of each subject, without what was taken back: a naive model. */
  private static Map<String, Said> standing(List<Said> first, List<Said> then) {
    Map<String, Said> highest = new TreeMap<>();
    Stream.concat(first.stream(), then.stream())
        .forEach(
            fact -> {
              String subject =
                  fact.payload().getClass().getSimpleName() + " " + fact.envelope().getSubject();
              highest.merge(subject, fact, DuplicateRulesTest::higher);
            });
    highest.values().removeIf(fact -> fact.envelope().getRetracted());
    return highest;
  }

  private static Said higher(Said one, Said other) {
    if (one.envelope().getFactId().equals(other.envelope().getFactId())) {
      return one.envelope().getRecordedAt() <= other.envelope().getRecordedAt() ? one : other;
    }
    return BY_VERSION.compare(one.envelope().getVersion(), other.envelope().getVersion()) >= 0
        ? one
        : other;
  }

  // ---------------------------------------------------------------- envelopes

  private static String x12(String set, String control, String time, String... segments) {
    String interchange = "%09d".formatted(Integer.parseInt(control));
    return "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260105*1000*U*00401*"
        + interchange
        + "*0*P*>~GS*ZZ*SEND*RECV*20260105*"
        + time
        + "*8*X*004010~ST*"
        + set
        + "*0001~"
        + String.join("~", segments)
        + "~SE*"
        + (segments.length + 2)
        + "*0001~GE*1*8~IEA*1*"
        + interchange
        + "~";
  }

  /** The same in another interchange, an hour later. */
  private static String enveloped(String text) {
    return text.replace("000000001", "000000002").replace("20260105*1000*8", "20260105*1100*8");
  }

  private static String edifact(String type, String segments) {
    int count = segments.split("'").length + 2;
    return "UNB+UNOC:3+S:14+R:14+260105:1000+I1'UNH+1+%s:D:96A:UN'%sUNT+%d+1'UNZ+1+I1'"
        .formatted(type, segments, count);
  }
}
