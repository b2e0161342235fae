package io.waybill.operators.intake.x12;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.SharedFiles;
import io.waybill.operators.intake.message.Decoded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What real files do to an interchange, and what a hostile sender does. */
@Tag("R-F4")
class DirtyInterchangeTest {

  private static final String CLEAN =
      Interchange.of("990", "B1*ABCD*LOAD1*20260104*A", "N9*CN*PRO1");

  @Test
  void dirtChangesNoFact() {
    List<String> clean = Interchange.milestones(Interchange.read(CLEAN));
    for (String dirty :
        List.of(
            "\uFEFF" + CLEAN,
            CLEAN.replaceAll(" +", ""),
            CLEAN.substring(0, CLEAN.length() - 1),
            CLEAN.replace("~", "~\r\n"),
            CLEAN.replace("~", "~\n   "),
            CLEAN.replace("~", "\n"),
            CLEAN.replace("~", "\r\n"),
            CLEAN.replace('*', '|'),
            CLEAN.replace("      ", "\u00A0\u00A0\u00A0\u00A0\u00A0\u00A0"),
            CLEAN.replaceAll("(.{80})", "$1\r\n"),
            CLEAN + "\r\n\u001A\u0000",
            CLEAN.replace("~", "~~"),
            CLEAN.replace("*>~", "*~"),
            CLEAN.replace("*>~", "*~").replace("~", "~\r\n"))) {
      Decoded decoded = Interchange.read(dirty);
      assertThat(decoded.deadLetters()).as(dirty).isEmpty();
      assertThat(Interchange.milestones(decoded)).as(dirty).isEqualTo(clean);
    }
  }

  @Test
  void whatStandsAroundInterchangesTakesNoneAlong() {
    String second = CLEAN.replace("LOAD1", "LOAD2");
    Decoded decoded =
        Interchange.read(
            "From: EDI VISA desk\n" + CLEAN + "-- next, not an ISA*segment --\n" + second + "end");
    assertThat(decoded.deadLetters())
        .allMatch(fault -> fault.getField().equals("ISA"))
        .extracting(fault -> StandardCharsets.UTF_8.decode(fault.getContent()).toString().strip())
        .containsExactly("From: EDI VISA desk", "-- next, not an ISA*segment --", "end");
    assertThat(Interchange.milestones(decoded))
        .containsExactly(
            "TENDER_ACCEPTED A LOAD//LOAD1 2026-01-04T00:00:00Z",
            "TENDER_ACCEPTED A LOAD//LOAD2 2026-01-04T00:00:00Z");
  }

  @Test
  void wrongCountsAreToldAndLoseNothing() {
    Decoded decoded =
        Interchange.read(
            CLEAN.replace("SE*4", "SE*5").replace("GE*1", "GE*2").replace("IEA*1", "IEA*3"));
    assertThat(Interchange.faults(decoded))
        .containsExactly(
            "COUNT_MISMATCH SE01 5", "COUNT_MISMATCH GE01 2", "COUNT_MISMATCH IEA01 3");
    assertThat(decoded.shipmentFacts()).hasSize(1);
    assertThat(Interchange.answers(decoded).get(0)).contains("~AK5*E*4~AK9*E*2*1*1*5~");
  }

  @Test
  @Timeout(60)
  void everyPrefixSaysSomething() throws IOException {
    for (String sample :
        List.of("204/EDI.Net__204-MGCTLYST-SAMPLE.EDI", "856/EdiEngine__856.Crossdock.OK.edi")) {
      byte[] bytes = SharedFiles.read("samples/x12/" + sample);
      for (int length = 0; length < bytes.length; length++) {
        says(Arrays.copyOf(bytes, length));
      }
    }
  }

  @Test
  @Timeout(60)
  void randomDamageSaysSomething() {
    long seed = 20260105;
    Random random = new Random(seed);
    List<String> messages =
        List.of(
            CLEAN,
            Interchange.of("945", "W06*F*DO1*20260104", "LX*1", "W12*CC*1*1**CA**VN*A"),
            Interchange.of("944", "W17*F*20260104*R1", "W07*3*CA**VN*A", "W13*1*CA*01"),
            Interchange.of("947", "W15*20260104*A1", "W19*AC*1*CA**VN*A**********DM"),
            Interchange.of("846", "BIA*00*DD*I1*20260104", "LIN*1*VN*A", "QTY*33*9*CA"),
            Interchange.of("861", "BRA*R1*20260104*00*1", "RCD*1*9*EA****2*EA*01", "LIN**VN*A"),
            Interchange.of("210", "B3**I1*B1*PP**20260104*5****ABCD", "L1*1***5", "L3*****5"),
            Interchange.of("820", "BPR*I*5*C", "TRN*1*P1", "RMR*IV*1**5", "ADX*1*ZZ*CM*2"),
            Interchange.of("997", "AK1*QM*1", "AK2*214*0001", "AK5*A", "AK9*A*1*1*1"));
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = messages.get(i % messages.size()).getBytes(StandardCharsets.UTF_8);
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      says(damaged);
    }
  }

  @Test
  @Timeout(60)
  void floodsAreBounded() {
    String head = CLEAN.substring(0, CLEAN.indexOf("ST*"));
    for (String flood : List.of("ST~", "SE~", "GS~", "GE~", "X~", "*~", "ST*990*1~SE*2*1~")) {
      String text = head + flood.repeat(1_000_000 / flood.length());
      Decoded decoded = Interchange.read(text);
      assertThat(decoded.deadLetters().size()).as(flood).isBetween(1, Interchanges.MAX_PARTS + 10);
    }
    says(("x ISA*" + "ISA*".repeat(250_000)).getBytes(StandardCharsets.UTF_8));
    Decoded wide =
        Interchange.read("990", "B1" + "*".repeat(1_000_000), "N9*CN*" + "9".repeat(1_000_000));
    assertThat(Interchange.faults(wide).get(0)).startsWith("MISSING B101");
    Decoded lines =
        Interchange.read("944", ("W17*F*20260104*R1~" + "W07*x*CA**VN*A~".repeat(5000)).split("~"));
    assertThat(lines.deadLetters()).hasSize(21);
    says(("ISA*" + "0".repeat(1000) + "*".repeat(15) + ">~GS*").getBytes(StandardCharsets.UTF_8));
  }

  private static void says(byte[] bytes) {
    Decoded decoded = Interchange.read(bytes);
    assertThat(
            decoded.shipmentFacts().size()
                + decoded.stockFacts().size()
                + decoded.records().size()
                + decoded.deadLetters().size())
        .isPositive();
    assertThat(decoded.deadLetters()).noneMatch(fault -> fault.getReason().equals("FAULT"));
  }
}
