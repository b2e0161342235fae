package io.waybill.operators.intake.edifact;

import static io.waybill.operators.intake.edifact.Edifact.CREATED;
import static io.waybill.operators.intake.edifact.Edifact.one;
import static io.waybill.operators.intake.edifact.Edifact.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.DeadLetter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged, binary and huge input: never an exception, never silence, never slow. */
@Tag("R-F4")
@Timeout(300)
class HostileEdifactTest {

  private static final int MEGABYTE = 1024 * 1024;
  private static final int TEN_MEGABYTES = 10 * MEGABYTE;

  private static final String UNB = "UNB+UNOC:3+S+R+260105:1000+I1'";

  private static final List<String> MESSAGES =
      List.of(
          one(
              "IFTSTA",
              "BGM+23+N1+9'"
                  + CREATED
                  + "CNI+1+C1'STS+1+21:::x+14'RFF+CU:L7'"
                  + "DTM+334:202601041630:203'LOC+7+DEHAM:139:6'EQD+CN+X'MEA+AAE+G+KGM:1,5'"),
          one(
              "DESADV",
              "BGM+351+N1+9'" + CREATED + "NAD+BY+B'CPS+1'LIN+1++I:SA'QTY+12:1:PCE'RFF+ON:P:1'"),
          one(
              "RECADV",
              "BGM+632+N1+9'" + CREATED + "RFF+DQ:D'NAD+BY+B'LIN+1++I:SA'QTY+48:3'QTY+195:1'"),
          one(
              "INVRPT",
              "BGM+35+N1+9'" + CREATED + "NAD+GO+B'NAD+WH+W'LIN+1++I:SA'QTY+145:1'INV+1+1+3'"),
          one(
              "ORDERS",
              "BGM+220+N1+9'" + CREATED + "NAD+BY+B'CUX+2:EUR'LIN+1++I'QTY+21:1'PRI+AAA:2:::7'"),
          one(
              "INVOIC",
              "BGM+780+N1+9'"
                  + CREATED
                  + "RFF+CU:L'NAD+SE+H'CUX+2:EUR'LIN+1++F'MOA+203:5'"
                  + "UNS+S'MOA+77:5'ALC+C++++F'MOA+8:1'"));

  @Test
  void randomDamageSaysSomething() {
    long seed = 20260105;
    Random random = new Random(seed);
    for (int i = 0; i < 4000; i++) {
      byte[] bytes = MESSAGES.get(i % MESSAGES.size()).getBytes(StandardCharsets.UTF_8);
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
        byte[] service = {'+', ':', '\'', '?', '-', 0, (byte) 0xFF, '9'};
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean()
                ? service[random.nextInt(service.length)]
                : (byte) random.nextInt(256);
      }
      says(read(bytes), seed);
      byte[] noise = new byte[1 + random.nextInt(200)];
      random.nextBytes(noise);
      says(read(noise), seed);
    }
  }

  @Test
  void hugeInputIsReadInTimeOrRefused() {
    for (String unit :
        List.of(
            "UNH'",
            "UNB+'",
            "UNA:+.? '",
            "+",
            ":",
            "'",
            "?",
            "UNH+1+IFTSTA:D:96A:UN'UNT+2+1'",
            "UNB+UNOC:3+S+R+260105:1000+I'UNZ+0+I'",
            "\n",
            "LIN+1++I:SA'QTY+12:1'",
            "UNT'",
            "A+++++++++++++++++++++++++++++++++++++++'",
            "UNZ'",
            "*",
            "\0",
            "UNG'UNE'")) {
      for (String head : List.of("", UNB, UNB + "UNH+1+DESADV:D:96A:UN'BGM+351+N'" + CREATED)) {
        StringBuilder text = new StringBuilder(head);
        while (text.length() < MEGABYTE) {
          text.append(unit);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        Decoded decoded = inTime(bytes, head + unit);
        says(decoded, 0);
      }
    }
    assertThat(read(new byte[TEN_MEGABYTES + 1]).deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("TOO_LARGE");
  }

  @Test
  void hugeMessagesTakeTimeByTheirSizeAndGiveFewDeadLetters() {
    for (String line :
        List.of(
            "LIN+%d++I%d:SA'QTY+12:x'",
            "LIN+%d++I%d:SA'QTY+12:1'RFF+ON:P%d'",
            "GIN+BJ+%018d'LIN+%d'",
            "CNI+%d+C%d'STS+1+21'DTM+334:202601041630:203'",
            "CNI+%d+C%d'STS+1+21'",
            "RFF+CU:%d'RFF+ON:%d'",
            "STS+1+21'RFF+CU:%d'DTM+334:202601041630:203'")) {
      for (String type : List.of("DESADV", "IFTSTA", "INVRPT", "ORDERS", "INVOIC")) {
        StringBuilder text = new StringBuilder("BGM+351+N'" + CREATED + "NAD+BY+B'NAD+WH+W'");
        for (int i = 0; text.length() < MEGABYTE; i++) {
          text.append(line.replace("%018d", "%1$018d").replace("%d", "%1$d").formatted(i));
        }
        String whole = UNB + "UNH+1+" + type + ":D:96A:UN'" + text + "UNT+1+1'UNZ+1+I1'";
        Decoded decoded = inTime(whole.getBytes(StandardCharsets.UTF_8), type + line);
        says(decoded, 0);
        assertThat(decoded.deadLetters()).hasSizeLessThan(30);
      }
    }
  }

  @Test
  void hugeNumbersAndTextsAreDeadLetters() {
    for (String number :
        List.of("9".repeat(23), "1e9", "1.2.3", "--1", "0,0000001", "9".repeat(9000), "-", ",")) {
      Decoded decoded = read(MESSAGES.get(1).replace("QTY+12:1:PCE", "QTY+12:" + number + ":PCE"));
      assertThat(decoded.shipmentFacts()).as(number).isEmpty();
      assertThat(decoded.deadLetters().get(0).getField()).as(number).isEqualTo("QTY01.2");
    }
    assertThat(
            read(MESSAGES.get(1).replace("BGM+351+N1", "BGM+351+" + "N".repeat(300)))
                .deadLetters()
                .get(0)
                .getField())
        .isEqualTo("BGM02");
    assertThat(read(MESSAGES.get(1).replace("I:SA", "I" + "+x".repeat(200))).deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("TOO_LARGE");
  }

  @Test
  void whatIsNoEdifactIsADeadLetter() {
    for (String text :
        List.of("hello", "UN", "UNB", "UNA", "UNA:+.? '", "<xml/>", "{}", "ISA*00*")) {
      assertThat(read(text).deadLetters())
          .as(text)
          .extracting(DeadLetter::getReason, DeadLetter::getField)
          .containsExactly(org.assertj.core.api.Assertions.tuple("UNREADABLE", "UNB"));
    }
    assertThat(read(" \r\n ").deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("EMPTY");
  }

  /** Time of the processor, which other work on the machine does not lengthen. */
  private static Decoded inTime(byte[] bytes, String what) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Decoded decoded = read(bytes);
    long taken = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    assertThat(Duration.ofNanos(taken)).as(what).isLessThan(Duration.ofSeconds(10));
    return decoded;
  }

  private static void says(Decoded decoded, long seed) {
    assertThat(decoded.records().size() + decoded.deadLetters().size())
        .as("seed %d", seed)
        .isPositive();
    assertThat(decoded.deadLetters())
        .allSatisfy(
            letter -> {
              assertThat(letter.getReason()).isNotEqualTo("FAULT");
              assertThat(letter.getField()).isNotBlank();
              assertThat(letter.getRemedy()).isNotBlank();
            });
  }
}
