package io.waybill.operators.intake.json;

import static io.waybill.operators.intake.json.JsonTests.at;
import static io.waybill.operators.intake.json.JsonTests.codes;
import static io.waybill.operators.intake.json.JsonTests.decimal;
import static io.waybill.operators.intake.json.JsonTests.decode;
import static io.waybill.operators.intake.json.JsonTests.envelope;
import static io.waybill.operators.intake.json.JsonTests.good;
import static io.waybill.operators.intake.json.JsonTests.ids;
import static io.waybill.operators.intake.json.JsonTests.milestone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.Measure;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Place;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Version;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R-S1")
class DcsaDecoderTest {

  /** Version 2: flat. */
  private static final String LOADED =
      "{'eventID': 'E1', 'eventCreatedDateTime': '2026-01-03T12:00:00Z', 'eventType': 'EQUIPMENT',"
          + " 'eventClassifierCode': 'EST', 'eventDateTime': '2026-01-04T07:41:00+08:00',"
          + " 'equipmentEventTypeCode': 'LOAD', 'equipmentReference': 'APZU4812090',"
          + " 'ISOEquipmentCode': '22GP', 'emptyIndicatorCode': 'LADEN', 'eventLocation':"
          + " {'locationName': 'Yangshan', 'latitude': '30.62', 'longitude': '122.06',"
          + " 'UNLocationCode': 'CNSHA', 'facilityCode': 'YS1', 'facilityCodeListProvider': 'SMDG',"
          + " 'address': {'street': 'Quay', 'streetNumber': '4', 'city': 'Shanghai', 'country':"
          + " 'China'}}, 'transportCall': {'transportCallID': 'T1', 'exportVoyageNumber': '2103S',"
          + " 'transportCallSequenceNumber': 2, 'modeOfTransport': 'VESSEL', 'vessel':"
          + " {'vesselIMONumber': '9321483', 'vesselName': 'King of the Seas'}},"
          + " 'documentReferences': [{'documentReferenceType': 'BKG', 'documentReferenceValue':"
          + " 'B1'}, {'documentReferenceType': 'TRD', 'documentReferenceValue': 'BL1'}],"
          + " 'references': [{'referenceType': 'FF', 'referenceValue': 'F7'}, {'referenceType':"
          + " 'EQ', 'referenceValue': 'APZU4812090'}], 'seals': [{'sealNumber': 'S1'}]}";

  @Test
  void anEventOfVersion2IsAMilestoneOfItsBillOfLading() {
    Decoded decoded = good("dcsa", "[" + LOADED + "]");
    Reference bill = new Reference("BOL", "", "BL1");
    assertThat(milestone(decoded, 0))
        .isEqualTo(
            new Milestone(
                "LOADED",
                "LOAD",
                null,
                Classifier.ESTIMATED,
                "Yangshan",
                "APZU4812090",
                new MilestoneDetail(
                    "DCSA-EQUIPMENT",
                    "VESSEL; King of the Seas; 22GP; LADEN",
                    null,
                    "2",
                    new Place("CNSHA", null, "YS1", "Quay 4, Shanghai, China", 30.62, 122.06),
                    null,
                    List.of("S1"),
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    List.of(
                        new Reference("BOOKING", "", "B1"),
                        bill,
                        new Reference("CONTAINER", "", "APZU4812090"),
                        new Reference("FORWARDER", "", "F7"),
                        new Reference("VESSEL", "", "9321483"),
                        new Reference("VOYAGE", "", "2103S")),
                    null)));
    assertThat(envelope(decoded, 0).getReference()).isEqualTo(bill);
    assertThat(envelope(decoded, 0).getOccurredAt()).isEqualTo(at("2026-01-03T23:41:00Z"));
    assertThat(envelope(decoded, 0).getOccurredOffset()).isEqualTo("+08:00");
    assertThat(envelope(decoded, 0).getVersion())
        .isEqualTo(new Version(0, at("2026-01-03T12:00:00Z"), "/E1"));
    assertThat(ids(good("dcsa", LOADED))).isEqualTo(ids(decoded));
  }

  @ParameterizedTest
  @CsvSource({
    "EQUIPMENT, equipmentEventTypeCode, DISC, DISCHARGED",
    "EQUIPMENT, equipmentEventTypeCode, GTIN, GATED_IN",
    "EQUIPMENT, equipmentEventTypeCode, GTOT, GATED_OUT",
    "EQUIPMENT, equipmentEventTypeCode, STUF, STUFFED",
    "EQUIPMENT, equipmentEventTypeCode, STRP, STRIPPED",
    "EQUIPMENT, equipmentEventTypeCode, PICK, PICKED_UP",
    "EQUIPMENT, equipmentEventTypeCode, DROP, DROPPED_OFF",
    "EQUIPMENT, equipmentEventTypeCode, QQQQ, DCSA-QQQQ",
    "TRANSPORT, transportEventTypeCode, ARRI, ARRIVED",
    "TRANSPORT, transportEventTypeCode, DEPA, DEPARTED",
  })
  void codesOfVersion2(String type, String member, String code, String canonical) {
    String event =
        LOADED
            .replace("'EQUIPMENT'", "'" + type + "'")
            .replace("'equipmentEventTypeCode': 'LOAD'", "'" + member + "': '" + code + "'");
    assertThat(codes(good("dcsa", event))).containsExactly(canonical);
  }

  private static String version3(String id, String updated, String more) {
    return "{'eventRouting': {'originatingParties': [{'partyCode': 'EXCO', 'partyFunction': 'CA'}]},"
        + " 'eventID': '"
        + id
        + "', 'eventUpdatedDateTime': '"
        + updated
        + "', 'eventDateTime': '2026-01-04T10:00:00Z', 'shipmentDetails': {'documentReference':"
        + " {'type': 'BOOKING', 'reference': 'B1'}}"
        + more
        + "}";
  }

  private static String arrived(String updated) {
    return version3(
        "E9",
        updated,
        ", 'eventClassification': {'eventType': 'TRANSPORT', 'eventClassifier': 'ACTUAL',"
            + " 'transportEventType': 'ARRIVED'}, 'transportDetails': {'delayReasonCodes':"
            + " ['WEA']}");
  }

  @Test
  void anEventOfVersion3OverridesOneThatWasUpdatedEarlier() {
    Decoded first = good("dcsa", "{'events': [" + arrived("2026-01-04T10:05:00Z") + "]}");
    Decoded second = good("dcsa", arrived("2026-01-04T11:00:00Z"));
    assertThat(codes(first)).containsExactly("ARRIVED");
    assertThat(milestone(first, 0).getReason()).isEqualTo("WEA");
    assertThat(milestone(first, 0).getDetail().getCarrier()).isEqualTo("EXCO");
    assertThat(envelope(first, 0).getReference()).isEqualTo(new Reference("BOOKING", "EXCO", "B1"));
    assertThat(envelope(second, 0).getSubject()).isEqualTo(envelope(first, 0).getSubject());
    assertThat(envelope(second, 0).getVersion().getCreatedAt())
        .isGreaterThan(envelope(first, 0).getVersion().getCreatedAt());
  }

  @Test
  void aRetractedEventStandsNoMore() {
    Decoded first = good("dcsa", arrived("2026-01-04T10:05:00Z"));
    Decoded retracted =
        good("dcsa", version3("E9", "2026-01-04T12:00:00Z", ", 'isRetracted': true"));
    assertThat(envelope(retracted, 0).getRetracted()).isTrue();
    assertThat(envelope(retracted, 0).getSubject()).isEqualTo(envelope(first, 0).getSubject());
    assertThat(envelope(retracted, 0).getReference()).isEqualTo(envelope(first, 0).getReference());
    assertThat(envelope(retracted, 0).getVersion().getCreatedAt())
        .isGreaterThan(envelope(first, 0).getVersion().getCreatedAt());

    DeadLetter letter =
        decode("dcsa", "{'eventID': 'E9', 'isRetracted': true}").deadLetters().get(0);
    assertThat(letter.getReason()).isEqualTo("MISSING");
    assertThat(letter.getValue()).isEqualTo("E9");
    assertThat(letter.getRemedy())
        .contains("Name in the retraction the bill of lading", "until then the event stands");
  }

  @Test
  void aRetractionMayNameFewerShipmentsThanTheEventOrMore() {
    String one = arrived("2026-01-04T12:00:00Z");
    String two =
        one.replace(
            "'shipmentDetails': {",
            "'shipmentDetails': {'additionalDocumentReferences': [{'type': 'BOOKING', 'reference':"
                + " 'B2'}], ");
    assertThat(good("dcsa", two).shipmentFacts()).hasSize(2);
    assertThat(subjects(good("dcsa", retraction(one)))).containsAll(subjects(good("dcsa", one)));
    assertThat(subjects(good("dcsa", retraction(two)))).containsAll(subjects(good("dcsa", two)));
    assertThat(subjects(good("dcsa", two)))
        .filteredOn(subject -> subjects(good("dcsa", retraction(one))).contains(subject))
        .as("what the event said of the shipment that is named")
        .hasSize(1);
    assertThat(subjects(good("dcsa", retraction(two)))).containsAll(subjects(good("dcsa", one)));
  }

  private static String retraction(String event) {
    return event.replace("'eventID'", "'isRetracted': true, 'eventID'");
  }

  private static List<String> subjects(Decoded decoded) {
    return decoded.shipmentFacts().stream()
        .map(fact -> fact.getEnvelope().getReference() + " " + fact.getEnvelope().getSubject())
        .toList();
  }

  @Test
  void theBetaOfVersion3RetractsByTheOldId() {
    String event =
        "{'metadata': {'eventID': 'N2', 'eventCreatedDateTime': '2026-01-05T00:00:00Z',"
            + " 'eventType': 'EQUIPMENT' %s}, 'payload': {'eventDateTime':"
            + " '2026-01-04T10:00:00+01:00', 'eventClassifierCode': 'ACT',"
            + " 'equipmentEventTypeCode': 'DISC', 'equipmentReference': 'APZU4812090',"
            + " 'relatedDocumentReferences': [{'type': 'BKG', 'value': 'B1'}]}}";
    Decoded plain = good("dcsa", event.formatted(""));
    assertThat(codes(plain)).containsExactly("DISCHARGED");
    assertThat(envelope(plain, 0).getSubject()).isEqualTo("dcsa//N2");
    Decoded retracting = good("dcsa", event.formatted(", 'retractedEventID': 'N1'"));
    assertThat(envelope(retracting, 0).getRetracted()).isTrue();
    assertThat(envelope(retracting, 0).getSubject()).isEqualTo("dcsa//N1");
  }

  @Test
  void documentsAndReefersAreRead() {
    Decoded decoded =
        good(
            "dcsa",
            "["
                + version3(
                    "E1",
                    "2026-01-04T10:05:00Z",
                    ", 'eventClassification': {'eventTypeCode': 'SHIPMENT',"
                        + " 'shipmentEventTypeCode': 'CONF'}")
                + ","
                + version3(
                    "E2",
                    "2026-01-04T10:05:00Z",
                    ", 'eventClassification': {'eventTypeCode': 'REEFER', 'eventClassifierCode':"
                        + " 'ACT', 'reeferEventTypeCode': 'MEAS'}, 'reeferDetails':"
                        + " {'temperatureUnit': 'CEL', 'internalSetpointTemperature': -18.5,"
                        + " 'temperatureProbeMeasurements': [{'USDAProbeNumber': 1,"
                        + " 'measuredTemperatureValue': -18.2}], 'measuredParameters':"
                        + " {'humidityPercentage': 75.0}}")
                + "]");
    assertThat(codes(decoded)).containsExactly("BOOKING_CONFIRMED", "MEASURED");
    assertThat(milestone(decoded, 1).getDetail().getMeasures())
        .containsExactly(
            new Measure("TEMPERATURE_SETPOINT", decimal("-18.5"), "CEL"),
            new Measure("TEMPERATURE_PROBE_1", decimal("-18.2"), "CEL"),
            new Measure("HUMIDITY", decimal("75"), "%"));
  }

  @Test
  void severalBillsOfLadingAreSeveralShipments() {
    String event = LOADED.replace("'FF'", "'TRD'");
    assertThat(good("dcsa", event).shipmentFacts())
        .extracting(
            fact -> fact.getEnvelope().getReference().getValue(),
            fact -> fact.getEnvelope().getSubject())
        .containsExactly(tuple("BL1", "dcsa//E1/BOL//BL1"), tuple("F7", "dcsa//E1/BOL//F7"));
  }

  @Test
  void severalShipmentDetailsAreSeveralShipments() {
    String one = arrived("2026-01-04T12:00:00Z");
    String section = "{'documentReference': {'type': 'BOOKING', 'reference': 'B1'}}";
    Decoded listed = good("dcsa", one.replace(section, "[" + section + "]"));
    assertThat(ids(listed)).isEqualTo(ids(good("dcsa", one)));
    Decoded two =
        good("dcsa", one.replace(section, "[" + section + "," + section.replace("B1", "B2") + "]"));
    assertThat(two.shipmentFacts())
        .extracting(fact -> fact.getEnvelope().getReference())
        .containsExactly(
            new Reference("BOOKING", "EXCO", "B1"), new Reference("BOOKING", "EXCO", "B2"));
  }

  @Test
  void aContainersNumberMayComeInParts() {
    String event =
        "{'eventID': 'E1', 'eventType': 'EQUIPMENT', 'eventDateTime': '2026-01-04T10:00:00Z',"
            + " 'eventClassifierCode': 'ACT', 'equipmentEventTypeCode': 'GTIN',"
            + " 'equipmentReference': 'MSCU1234567'}";
    Decoded plain = good("dcsa", event);
    Decoded parts = good("dcsa", event.replace("MSCU1234567", "MSCU 123456-7"));
    assertThat(envelope(parts, 0).getReference())
        .isEqualTo(new Reference("CONTAINER", "", "MSCU1234567"))
        .isEqualTo(envelope(plain, 0).getReference());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'EST'; 'MAYBE'; INVALID; eventClassifierCode; MAYBE",
        "'eventClassifierCode': 'EST',; ; MISSING; eventClassifierCode; ''",
        "2026-01-04T07:41:00+08:00; soon; INVALID; eventDateTime; soon",
        "'equipmentEventTypeCode': 'LOAD',; ; MISSING; eventClassification; ''",
      })
  void whatIsWrongIsNamed(String text, String instead, String reason, String field, String value) {
    String bad = LOADED.replace(text, instead == null ? "" : instead);
    Decoded decoded = decode("dcsa", "[" + bad + "," + LOADED + "]");
    assertThat(decoded.shipmentFacts()).hasSize(1);
    assertThat(decoded.deadLetters())
        .extracting(DeadLetter::getReason, DeadLetter::getField, DeadLetter::getValue)
        .containsExactly(tuple(reason, field, value));
  }

  @Test
  void answersWithoutEventsAreRecorded() {
    assertThat(good("dcsa", "{'events': []}").records()).hasSize(1);
    assertThat(good("dcsa", "{'feedbackElements': []}").records()).hasSize(1);
    assertThat(decode("dcsa", "{'order': 7}").deadLetters().get(0).getReason())
        .isEqualTo("UNSUPPORTED");
  }
}
