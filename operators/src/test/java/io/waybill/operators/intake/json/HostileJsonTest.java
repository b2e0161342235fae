package io.waybill.operators.intake.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.RawMessages;
import io.waybill.operators.intake.message.Decoded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that want to break the reader: a precise dead letter, soon. */
@Tag("R-F4")
class HostileJsonTest {

  private static final List<String> MESSAGES =
      List.of(
          "{'tracking_number':'1','carrier':'x','events':[{'code':'D','timestamp':'2026-01-04T09:30:00Z','location':{'city':'K'}}]}",
          "{'events':[{'eventID':'1','eventType':'EQUIPMENT','eventClassifierCode':'ACT','eventDateTime':'2026-01-04T09:30:00Z','equipmentEventTypeCode':'DISC','equipmentReference':'A','seals':[{'sealNumber':1}]}]}",
          "{'type':'EPCISDocument','epcisBody':{'eventList':[{'type':'ObjectEvent','eventTime':'2026-01-04T09:30:00Z','epcList':['urn:epc:id:sscc:0614141.1234567890'],'bizStep':'x:BizStep-','sensorElementList':[{'sensorReport':[{'value':1}]}]}]}}",
          "{'vehicle':'T','time':'2026-01-04T09:30:00Z','lat':1,'lon':2,'sensors':[{'type':'temp','value':'1'}]}");

  private final Intake intake = RawMessages.intake();

  @ParameterizedTest
  @ValueSource(
      strings = {"tracker", "easypost", "aftership", "shippo", "dcsa", "epcis", "telematics"})
  void whateverComesIsAnswered(String profile) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          refused(profile, "TOO_LARGE", "[".repeat(100_000));
          refused(profile, "TOO_LARGE", "{'a':".repeat(100_000).replace('\'', '"'));
          refused(profile, "TOO_LARGE", "{\"lat\":" + "9".repeat(1_000_000) + "}");
          if (!profile.equals("telematics")) {
            refused(profile, "TOO_LARGE", "{\"lat\":2e" + "2".repeat(40) + "}");
          }
          refused(profile, "TOO_LARGE", "{\"" + "n".repeat(5_000) + "\":1}");
          refused(profile, "TOO_LARGE", "{\"time\":\"" + "x".repeat(2_000_000) + "\"}");
          refused(profile, "TOO_LARGE", "[" + "0,".repeat(500_000) + "0]");
          refused(profile, "TOO_LARGE", " ".repeat(JsonDocument.MAX_BYTES + 1));
          if (!profile.equals("telematics")) {
            refused(profile, "UNREADABLE", "{\"a\":1,\"a\":2}");
          }
          refused(profile, "UNREADABLE", "{\"a\":NaN}");
          refused(profile, "UNREADABLE", "{\"a\":\"\u0000\"}");
          refused(profile, "UNREADABLE", "<xml/>");
          refused(profile, "UNREADABLE", "\u0000\u0001\u0002");
          refused(profile, "EMPTY", " \r\n\t ");
          byte[] latin = "{\"a\":\"Köln\"}".getBytes(StandardCharsets.ISO_8859_1);
          assertThat(intake.decode(RawMessages.of(profile, latin)).deadLetters())
              .extracting(letter -> letter.getReason())
              .containsExactly("UNREADABLE");
          for (String value :
              List.of(
                  "7",
                  "\"a\"",
                  "null",
                  "true",
                  "1e999999999",
                  "2e" + "2".repeat(40),
                  "{}",
                  "[[]]")) {
            answered(profile, value.getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tracker", "easypost", "aftership", "shippo", "dcsa", "epcis", "telematics"})
  void randomDamageIsAnswered(String profile) {
    long seed = 20260105;
    Random random = new Random(seed);
    String[] values = {"null", "7", "-1e999999999", "\"\"", "{}", "[]", "[{}]", "true", "\"|\""};
    for (String message : MESSAGES) {
      byte[] whole = message.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 400; i++) {
        byte[] damaged = whole.clone();
        for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        answered(profile, damaged);
        String[] parts = message.replace('\'', '"').split("(?<=:)", -1);
        int part = 1 + random.nextInt(parts.length - 1);
        parts[part] =
            parts[part].replaceFirst(
                "^(\"[^\"]*\"|[0-9.]+)", values[random.nextInt(values.length)]);
        answered(profile, String.join("", parts).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void manyPartsOfOneEventAreFast() {
    StringBuilder units = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      units.append(i == 0 ? "" : ",").append("\"urn:x:").append(i).append('"');
    }
    String event =
        "{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-01-04T09:30:00Z\",\"epcList\":["
            + units
            + "]}";
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> refused("epcis", "TOO_LARGE", event));
    String pings = "[" + "{\"a\":1},".repeat(20_000) + "{}]";
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> refused("telematics", "TOO_LARGE", pings));
  }

  private void refused(String profile, String reason, String message) {
    Decoded decoded = answered(profile, message.getBytes(StandardCharsets.UTF_8));
    assertThat(decoded.shipmentFacts()).isEmpty();
    assertThat(decoded.deadLetters())
        .as("%.40s", message)
        .extracting(letter -> letter.getReason())
        .containsExactly(reason);
  }

  private Decoded answered(String profile, byte[] bytes) {
    Decoded decoded = intake.decode(RawMessages.of(profile, bytes));
    String shown = new String(bytes, 0, Math.min(300, bytes.length), StandardCharsets.UTF_8);
    assertThat(
            decoded.shipmentFacts().size()
                + decoded.deadLetters().size()
                + decoded.records().size())
        .as(shown)
        .isPositive();
    assertThat(decoded.deadLetters())
        .as(shown)
        .allSatisfy(
            letter -> {
              assertThat(letter.getReason()).as(letter.getValue()).isNotEqualTo("FAULT");
              assertThat(letter.getField()).isNotBlank();
              assertThat(letter.getRemedy()).isNotBlank();
            });
    return decoded;
  }
}
