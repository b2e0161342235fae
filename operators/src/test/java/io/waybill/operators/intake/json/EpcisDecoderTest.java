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

@Tag("R-S5")
class EpcisDecoderTest {

  private static final String SHIPPING =
      "{'eventID': 'urn:uuid:1', 'type': 'ObjectEvent', 'action': 'OBSERVE', 'bizStep': 'shipping',"
          + " 'disposition': 'in_transit', 'epcList': ['urn:epc:id:sscc:0614141.1234567890'],"
          + " 'quantityList': [{'epcClass': 'urn:epc:class:lgtin:4012345.012345.998877', 'quantity':"
          + " 200, 'uom': 'KGM'}], 'eventTime': '2026-01-04T09:30:00.000Z', 'eventTimeZoneOffset':"
          + " '-06:00', 'readPoint': {'id': 'urn:epc:id:sgln:0614141.07346.1234'}, 'bizLocation':"
          + " {'id': 'urn:epc:id:sgln:0614141.07346.0'}, 'bizTransactionList': [{'type': 'po',"
          + " 'bizTransaction': 'urn:epcglobal:cbv:bt:0614141073467:1152'}], 'sensorElementList':"
          + " [{'sensorReport': [{'type': 'Temperature', 'minValue': 2.5, 'maxValue': 4, 'uom':"
          + " 'CEL'}]}]}";

  private static String document(String events) {
    return "{'type': 'EPCISDocument', 'schemaVersion': '2.0', 'creationDate':"
        + " '2026-01-04T10:00:00Z', 'epcisBody': {'eventList': ["
        + events
        + "]}}";
  }

  @Test
  void anObjectEventIsAMilestoneOfItsHandlingUnit() {
    Decoded decoded = good("epcis", document(SHIPPING));
    Reference unit = new Reference("SSCC", "", "106141412345678908");
    assertThat(milestone(decoded, 0))
        .isEqualTo(
            new Milestone(
                "DEPARTED",
                "shipping",
                "in_transit",
                Classifier.ACTUAL,
                "urn:epc:id:sgln:0614141.07346.0",
                null,
                new MilestoneDetail(
                    "CBV-BizStep",
                    "OBSERVE",
                    null,
                    null,
                    new Place(null, "0614141073467", "1234", null, null, null),
                    null,
                    List.of(),
                    List.of("106141412345678908"),
                    List.of(
                        new Measure(
                            "urn:epc:class:lgtin:4012345.012345.998877", decimal("200"), "KGM"),
                        new Measure("TEMPERATURE_MIN", decimal("2.5"), "CEL"),
                        new Measure("TEMPERATURE_MAX", decimal("4"), "CEL")),
                    List.of(),
                    null,
                    List.of(new Reference("PO", "0614141073467", "1152")),
                    null)));
    assertThat(envelope(decoded, 0).getReference()).isEqualTo(unit);
    assertThat(envelope(decoded, 0).getOccurredAt()).isEqualTo(at("2026-01-04T09:30:00Z"));
    assertThat(envelope(decoded, 0).getOccurredOffset()).isEqualTo("-06:00");
    assertThat(envelope(decoded, 0).getSubject()).isEqualTo("epcis/urn:uuid:1");
    String query =
        "{'type': 'EPCISQueryDocument', 'epcisBody': {'queryResults': {'resultsBody':"
            + " {'eventList': ["
            + SHIPPING
            + "]}}}}";
    assertThat(ids(good("epcis", query))).isEqualTo(ids(decoded));
    assertThat(ids(good("epcis", SHIPPING))).isEqualTo(ids(decoded));
    assertThat(ids(good("epcis", "[" + SHIPPING + "]"))).isEqualTo(ids(decoded));
  }

  @ParameterizedTest
  @CsvSource({
    "departing, DEPARTED",
    "https://ref.gs1.org/cbv/BizStep-departing, DEPARTED",
    "urn:epcglobal:cbv:bizstep:arriving, ARRIVED",
    "cbv:BizStep-receiving, RECEIVED",
    "loading, LOADED",
    "unloading, UNLOADING",
    "sampling, EPCIS-sampling",
    "https://example.com/steps/shipping, EPCIS-shipping",
  })
  void businessStepsInAllTheirForms(String step, String canonical) {
    Decoded decoded = good("epcis", SHIPPING.replace("'shipping'", "'" + step + "'"));
    assertThat(codes(decoded)).containsExactly(canonical);
    assertThat(milestone(decoded, 0).getOriginalCode()).isEqualTo(step);
  }

  @Test
  void everyTypeOfEventIsRead() {
    String rest =
        "'eventTime': '2026-01-04T09:30:00+01:00', 'eventTimeZoneOffset': '+01:00', 'bizStep':"
            + " 'packing'}";
    Decoded decoded =
        good(
            "epcis",
            document(
                "{'type': 'AggregationEvent', 'action': 'ADD', 'parentID':"
                    + " 'https://id.gs1.org/00/106141412345678908', 'childEPCs':"
                    + " ['urn:epc:id:sgtin:1.2.3'],"
                    + rest
                    + ", {'type': 'TransactionEvent', 'action': 'ADD', 'bizTransactionList':"
                    + " [{'type': 'bol', 'bizTransaction': 'BL1'}, {'type': 'desadv',"
                    + " 'bizTransaction': 'D1'}],"
                    + rest
                    + ", {'type': 'TransformationEvent', 'inputQuantityList': [{'epcClass': 'A',"
                    + " 'quantity': 3}], 'outputEPCList': ['urn:epc:id:sgtin:1.2.4'],"
                    + rest
                    + ", {'type': 'AssociationEvent', 'action': 'ADD', 'parentID':"
                    + " 'urn:epc:id:grai:4012345.55555.9', 'childEPCs':"
                    + " ['urn:epc:id:giai:4000001.1'],"
                    + rest));
    assertThat(codes(decoded)).containsOnly("PACKED");
    assertThat(decoded.shipmentFacts())
        .extracting(fact -> fact.getEnvelope().getReference())
        .containsExactly(
            new Reference("SSCC", "", "106141412345678908"),
            new Reference("BOL", "", "BL1"),
            new Reference("EPC", "", "urn:epc:id:sgtin:1.2.4"),
            new Reference("EQUIPMENT", "", "urn:epc:id:grai:4012345.55555.9"));
    assertThat(milestone(decoded, 2).getDetail().getMeasures())
        .containsExactly(new Measure("INPUT A", decimal("3"), "EA"));
  }

  @Test
  void eachHandlingUnitIsAShipmentOfItsOwn() {
    String two =
        SHIPPING.replace(
            "'urn:epc:id:sscc:0614141.1234567890'",
            "'urn:epc:id:sscc:0614141.1234567890', 'urn:epc:id:sscc:0614141.1234567891'");
    assertThat(good("epcis", two).shipmentFacts())
        .extracting(
            fact -> fact.getEnvelope().getReference().getValue(),
            fact -> fact.getEnvelope().getSubject())
        .containsExactly(
            tuple("106141412345678908", "epcis/urn:uuid:1/SSCC//106141412345678908"),
            tuple("106141412345678915", "epcis/urn:uuid:1/SSCC//106141412345678915"));
  }

  @ParameterizedTest
  @CsvSource({"'eventID': 'urn:uuid:1'", "''"})
  void anErrorDeclarationTakesTheEventBack(String id) {
    String event = SHIPPING.replace("'eventID': 'urn:uuid:1', ", id.isEmpty() ? "" : id + ", ");
    String declaration =
        event.substring(0, event.length() - 1)
            + ", 'errorDeclaration': {'declarationTime': '2026-01-05T14:00:00+01:00', 'reason':"
            + " 'incorrect_data', 'correctiveEventIDs': ['urn:uuid:2']}}";
    Decoded original = good("epcis", document(event));
    Decoded declared = good("epcis", document(declaration));
    assertThat(declared.shipmentFacts()).hasSize(1);
    assertThat(envelope(declared, 0).getRetracted()).isTrue();
    assertThat(envelope(declared, 0).getSubject()).isEqualTo(envelope(original, 0).getSubject());
    assertThat(envelope(declared, 0).getReference())
        .isEqualTo(envelope(original, 0).getReference());
    Version version = envelope(declared, 0).getVersion();
    assertThat(version.getSupersession()).isEqualTo(1);
    assertThat(version.getCreatedAt()).isEqualTo(at("2026-01-05T13:00:00Z"));
    assertThat(envelope(original, 0).getVersion().getSupersession()).isZero();
    assertThat(milestone(declared, 0).getDetail().getCorrects())
        .isEqualTo(envelope(original, 0).getMessageId());
    assertThat(milestone(declared, 0).getDetail().getReferences())
        .contains(new Reference("CORRECTIVE_EVENT", "", "urn:uuid:2"));
    Decoded corrective = good("epcis", event.replace("urn:uuid:1", "urn:uuid:2"));
    assertThat(envelope(corrective, 0).getRetracted()).isFalse();
  }

  @Test
  void anErrorDeclarationThatNamesNothingShowsWhichEventStillStands() {
    DeadLetter letter =
        decode(
                "epcis",
                document(
                    "{'eventID': 'urn:uuid:9', 'type': 'ObjectEvent', 'action': 'OBSERVE',"
                        + " 'eventTime': '2026-01-04T09:30:00.000Z', 'eventTimeZoneOffset':"
                        + " '-06:00', 'errorDeclaration': {'declarationTime':"
                        + " '2026-01-05T14:00:00+01:00'}}"))
            .deadLetters()
            .get(0);
    assertThat(letter.getReason()).isEqualTo("MISSING");
    assertThat(letter.getField()).isEqualTo("bizTransactionList");
    assertThat(letter.getValue()).isEqualTo("urn:uuid:9");
    assertThat(letter.getRemedy()).contains("until then the event stands");
  }

  @Test
  void placesAreNumbersNamesOrDegrees() {
    String event = SHIPPING.replace("urn:epc:id:sgln:0614141.07346.1234", "%s");
    assertThat(
            milestone(good("epcis", event.formatted("geo:42.5,23.25")), 0).getDetail().getPlace())
        .isEqualTo(new Place(null, null, null, null, 42.5, 23.25));
    assertThat(
            milestone(
                    good(
                        "epcis", event.formatted("https://id.example.com/414/4012345000054/254/7")),
                    0)
                .getDetail()
                .getPlace())
        .isEqualTo(new Place(null, "4012345000054", "7", null, null, null));
    assertThat(milestone(good("epcis", event.formatted("urn:x:dock")), 0).getDetail().getPlace())
        .isEqualTo(new Place(null, null, "urn:x:dock", null, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2026-01-04T09:30:00.000Z; later; INVALID; eventTime; later",
        "'-06:00'; 'west'; INVALID; eventTimeZoneOffset; west",
        "'quantity': 200; 'quantity': 1e999999999; INVALID; quantityList.quantity; 1E+999999999",
        "'ObjectEvent'; 'QuantityEvent'; UNSUPPORTED; type; QuantityEvent",
      })
  void whatIsWrongIsNamed(String text, String instead, String reason, String field, String value) {
    String bad = SHIPPING.replace(text, instead);
    Decoded decoded = decode("epcis", document(bad + "," + SHIPPING));
    assertThat(decoded.shipmentFacts()).hasSize(1);
    assertThat(decoded.deadLetters())
        .extracting(DeadLetter::getReason, DeadLetter::getField, DeadLetter::getValue)
        .containsExactly(tuple(reason, field, value));
  }

  @Test
  void documentsWithoutEventsAreRecorded() {
    assertThat(good("epcis", document("")).records()).hasSize(1);
    assertThat(good("epcis", "{'type': 'EPCISMasterDataDocument'}").records()).hasSize(1);
    assertThat(decode("epcis", "{'order': 7}").deadLetters().get(0).getReason())
        .isEqualTo("UNSUPPORTED");
  }
}
