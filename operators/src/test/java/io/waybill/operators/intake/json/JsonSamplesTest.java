package io.waybill.operators.intake.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.RawMessages;
import io.waybill.operators.intake.SharedFiles;
import io.waybill.operators.intake.message.Decoded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real JSON messages, cut and read otherwise; what each comes to stands in SampleTableTest. */
@Tag("R-S1")
@Tag("R-S5")
class JsonSamplesTest {

  private final Intake intake = RawMessages.intake();

  @ParameterizedTest
  @CsvSource({
    "aftership/aftership-sdk-java__GetTrackingResult.json, 17",
    "easypost/examples__tracking_webhook_response.json, 8",
  })
  void theProfileForAnyTrackerReadsThoseOfAggregatorsToo(String file, int facts)
      throws IOException {
    Decoded decoded =
        intake.decode(RawMessages.of("tracker", SharedFiles.read("samples/json/" + file)));
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.shipmentFacts())
        .hasSize(facts)
        .extracting(fact -> fact.getEnvelope().getFactId())
        .doesNotHaveDuplicates();
  }

  @Test
  void aFileThatIsNoJsonSaysWhere() throws IOException {
    byte[] file = SharedFiles.read("samples/json/shippo/shippo-java-client__TrackTest.java");
    assertThat(intake.decode(RawMessages.of("shippo", file)).deadLetters().get(0).getRemedy())
        .contains("line 1, column 1: Unrecognized token");
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
}
