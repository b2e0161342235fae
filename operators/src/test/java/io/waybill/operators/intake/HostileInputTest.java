package io.waybill.operators.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.message.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Truncated, binary and damaged messages: never an exception, never silence. */
@Tag("R-F4")
class HostileInputTest {

  private static final Map<String, String> MESSAGES =
      Map.of(
          "scms",
          "1,100-CI-T01,Pre-PQ Process,SCMS-4,ASN-8,Côte d'Ivoire,PMO - US,Direct"
              + " Drop,EXW,Air,Pre-PQ Process,Date Not Captured,2-Jun-06,2-Jun-06,2-Jun-06,HRDT,HIV"
              + " test,RANBAXY,\"HIV, Reveal \"\"G3\"\"\",HIV,Reveal,N/A,Test"
              + " kit,30,19,551,29,0.97,Ranbaxy,Yes,13,780.34,",
          "canonical",
          "{\"message\":\"transport-plan\",\"id\":\"Mé\",\"created\":\"2026-01-05T10:00:00+02:00\","
              + "\"reference\":{\"type\":\"SHIPMENT\",\"value\":\"S1\"},\"load\":\"L\",\"carrier\":\"C\","
              + "\"currency\":\"EUR\",\"freightEstimate\":1.5e2,\"links\":[{\"type\":\"PRO\",\"value\":\"7\"}]}",
          "x12-214",
          "ISA*00*          *00*          *02*ABCD           *ZZ*WAYBILL       "
              + " *260105*1000*U*00401*000000007*0*P*>~\n"
              + "GS*QM*ABCD*WAYBILL*20260105*1000*8*X*004010~\n"
              + "ST*214*0001~\n"
              + "B10*PRO1*BOL1*ABCD~\n"
              + "LX*1~\n"
              + "AT7*D1*NS***20260105*0930*ET~\n"
              + "MS1*NEW YORK*NY~\n"
              + "MS2*ABCD*T1~\n"
              + "SE*7*0001~\n"
              + "GE*1*8~\n"
              + "IEA*1*000000007~");

  private final Intake intake = RawMessages.intake();

  @Test
  void everyPrefixOfAMessageSaysSomething() {
    MESSAGES.forEach(
        (partner, message) -> {
          byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
          assertThat(read(partner, bytes).deadLetters()).isEmpty();
          for (int length = 0; length < bytes.length; length++) {
            read(partner, Arrays.copyOf(bytes, length));
          }
        });
  }

  @Test
  void randomBytesAndRandomDamageSaySomething() {
    long seed = 20260105;
    Random random = new Random(seed);
    for (String partner : List.of("scms", "canonical", "x12-214")) {
      byte[] whole = MESSAGES.get(partner).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 300; i++) {
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        assertThat(read(partner, noise).deadLetters()).as("seed %d", seed).isNotEmpty();

        byte[] damaged = whole.clone();
        for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        read(partner, damaged);

        int from = random.nextInt(whole.length);
        int to = from + random.nextInt(whole.length - from);
        byte[] repeated = new byte[whole.length + to - from];
        System.arraycopy(whole, 0, repeated, 0, to);
        System.arraycopy(whole, from, repeated, to, whole.length - from);
        read(partner, repeated);
      }
    }
  }

  private Decoded read(String partner, byte[] bytes) {
    Decoded decoded = intake.decode(RawMessages.of(partner, bytes));
    assertThat(decoded.shipmentFacts().size() + decoded.deadLetters().size()).isPositive();
    assertThat(decoded.deadLetters())
        .allSatisfy(
            deadLetter -> {
              assertThat(deadLetter.getReason()).isNotEqualTo("FAULT");
              assertThat(deadLetter.getField()).isNotBlank();
              assertThat(deadLetter.getRemedy()).isNotBlank();
              assertThat(deadLetter.getRaw().getOffset()).isEqualTo(42);
            });
    return decoded;
  }
}
