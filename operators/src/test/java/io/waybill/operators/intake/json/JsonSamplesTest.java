package io.waybill.operators.intake.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.RawMessages;
import io.waybill.operators.intake.SharedFiles;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.MessageRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every real JSON message beside the project: facts, a record, or a precise reason. */
@Tag("R-S1")
@Tag("R-S5")
class JsonSamplesTest {

  private final Intake intake = RawMessages.intake();

  @ParameterizedTest
  @CsvSource({
    "aftership, aftership/aftership-sdk-java__CreateTrackingResult.json, 1",
    "aftership, aftership/aftership-sdk-java__GetTrackingResult.json, 17",
    "aftership, aftership/aftership-sdk-java__MarkAsCompletedResult.json, 16",
    "tracker, aftership/aftership-sdk-java__GetTrackingResult.json, 17",
    "easypost, easypost/examples__event-body.json, 8",
    "easypost, easypost/examples__trackers-create.json, 3",
    "easypost, easypost/examples__trackers-list.json, 3",
    "easypost, easypost/examples__trackers-retrieve.json, 3",
    "easypost, easypost/examples__tracking_webhook_response.json, 8",
    "tracker, easypost/examples__tracking_webhook_response.json, 8",
    "dcsa, dcsa-tnt/Conformance-Gateway__tnt-300-request-reefer.json, 1",
    "dcsa, dcsa-tnt/Conformance-Gateway__tnt-300-request-shipment.json, 1",
    "dcsa, dcsa-tnt/Conformance-Gateway__tnt-300-request-transport.json, 1",
    "dcsa, dcsa-tnt/Conformance-Gateway__tnt-300-response-nextpage.json, 5",
    "dcsa, dcsa-tnt/Conformance-Gateway__tnt-300-response.json, 5",
    "epcis, epcis-2.0/EPCIS__EPCISQueryDocument.jsonld, 2",
    "epcis, epcis-2.0/EPCIS__Example-TransactionEvents-2020_07_03y.jsonld, 2",
    "epcis, epcis-2.0/EPCIS__Example-Type-sourceOrDestination_measurement_bizTransaction.jsonld, 1",
    "epcis, epcis-2.0/EPCIS__PersistentDisposition-example.jsonld, 2",
    "epcis, epcis-2.0/EPCIS__SensorDataExample1.jsonld, 1",
    "epcis, epcis-2.0/EPCIS__SensorDataExample10.jsonld, 1",
    "epcis, epcis-2.0/EPCIS__SensorDataExample11.jsonld, 1",
    "epcis, epcis-2.0/EPCIS__SensorDataExample12.jsonld, 1",
    "epcis, epcis-2.0/EPCIS__SensorDataExample13.jsonld, 1",
    "epcis, epcis-2.0/EPCIS__SensorDataExample14.jsonld, 1",
    "epcis, epcis-2.0/EPCIS__SensorDataExample15.jsonld, 1",
    "epcis, epcis-2.0/EPCIS__SensorDataExample16.jsonld, 1",
    "epcis, epcis-2.0/EPCIS__SensorDataExample17.jsonld, 1",
    "epcis, epcis-2.0/EPCIS__SensorDataExample1b.jsonld, 1",
    "epcis, epcis-2.0/EPCIS__SensorDataExample2.jsonld, 1",
    "epcis, epcis-2.0/openepcis-test-resources__AggregationEvent.json, 1",
    "epcis, epcis-2.0/openepcis-test-resources__ObjectEvent.json, 2",
    "epcis, epcis-2.0/openepcis-test-resources__ObjectEvent_all_possible_fields.json, 1",
    "epcis, epcis-2.0/openepcis-test-resources__SensorData_with_combined_events.json, 13",
    "epcis, epcis-2.0/openepcis-test-resources__TransactionEvent.json, 2",
    "telematics, telematics/nmfta-opentelematics-prototype__DutyStatusChange_REQ.json, 1",
  })
  void aMessageGivesFacts(String profile, String file, int facts) throws IOException {
    Decoded decoded = decode(profile, file);
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.shipmentFacts()).hasSize(facts);
    assertThat(decoded.shipmentFacts())
        .extracting(fact -> fact.getEnvelope().getFactId())
        .doesNotHaveDuplicates();
    assertThat(decode(profile, file)).isEqualTo(decoded);
  }

  @ParameterizedTest
  @CsvSource({
    "examples__event_example.json",
    "examples__events-list.json",
    "examples__events-retrieve.json",
    "examples__trackers-delete.json",
    "examples__webhooks-create.json",
    "examples__webhooks-retrieve.json",
    "examples__webhooks-update.json",
  })
  void aMessageWithoutBusinessIsRecorded(String file) throws IOException {
    Decoded decoded = decode("easypost", "easypost/" + file);
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.shipmentFacts()).isEmpty();
    assertThat(decoded.records())
        .extracting(MessageRecord::getType)
        .containsExactly("EASYPOST-NO-TRACKER");
  }

  @Test
  void aFileThatIsNoJsonSaysWhatItIs() throws IOException {
    Decoded decoded = decode("shippo", "shippo/shippo-java-client__TrackTest.java");
    assertThat(decoded.shipmentFacts()).isEmpty();
    DeadLetter letter = decoded.deadLetters().get(0);
    assertThat(letter.getReason()).isEqualTo("UNREADABLE");
    assertThat(letter.getValue()).startsWith("package com.shippo.model;");
    assertThat(letter.getRemedy()).contains("line 1, column 1: Unrecognized token 'package'");
  }

  /** A cut message is refused as a whole: who knows what was to follow. */
  @ParameterizedTest
  @CsvSource({
    "aftership, aftership/aftership-sdk-java__CreateTrackingResult.json",
    "easypost, easypost/examples__tracking_webhook_response.json",
    "dcsa, dcsa-tnt/Conformance-Gateway__tnt-300-request-transport.json",
    "epcis, epcis-2.0/openepcis-test-resources__AggregationEvent.json",
    "telematics, telematics/nmfta-opentelematics-prototype__DutyStatusChange_REQ.json",
  })
  @Tag("R-F4")
  void everyPrefixIsADeadLetter(String profile, String file) throws IOException {
    byte[] bytes =
        new String(SharedFiles.read("samples/json/" + file), StandardCharsets.UTF_8)
            .strip()
            .getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < bytes.length; length++) {
      Decoded decoded = intake.decode(RawMessages.of(profile, Arrays.copyOf(bytes, length)));
      assertThat(decoded.shipmentFacts()).isEmpty();
      assertThat(decoded.deadLetters()).hasSize(1);
      assertThat(decoded.deadLetters().get(0).getReason()).isIn("EMPTY", "UNREADABLE");
    }
  }

  private Decoded decode(String profile, String file) throws IOException {
    return intake.decode(RawMessages.of(profile, SharedFiles.read("samples/json/" + file)));
  }
}
