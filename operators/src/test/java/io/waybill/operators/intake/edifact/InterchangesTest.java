package io.waybill.operators.intake.edifact;

import static io.waybill.operators.intake.edifact.Edifact.CREATED;
import static io.waybill.operators.intake.edifact.Edifact.interchange;
import static io.waybill.operators.intake.edifact.Edifact.message;
import static io.waybill.operators.intake.edifact.Edifact.one;
import static io.waybill.operators.intake.edifact.Edifact.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.Milestone;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands around messages in real files. */
@Tag("R-S2")
class InterchangesTest {

  private static final String STATUS =
      "BGM+23+STA1+9'" + CREATED + "CNI+1+C1'STS+1+21'RFF+CU:L7'DTM+334:202601041630:203'";
  private static final String GOOD = one("IFTSTA", STATUS);

  @Test
  void dirtIsTolerated() {
    String id = id(read(GOOD));
    String una = "UNA:+.? '" + GOOD;
    for (String text :
        List.of(
            una,
            "\uFEFF" + una,
            GOOD.substring(0, GOOD.length() - 1),
            GOOD.replace("'", "'\r\n"),
            GOOD.replace("'", "'\n\n") + "\u001A".replace("\u001A", "\0\0"),
            GOOD.replace("'", "'\n  "),
            una.replace("'", "'\r\n").replace("CNI+1", "CNI\r\n+1"),
            GOOD.replace('+', '\u001D').replace(':', '\u001F').replace('\'', '\u001C'),
            GOOD.replace("'", "\n"),
            GOOD.replace("'", "\r\n"),
            "UNA;*.! ~" + GOOD.replace('+', '*').replace(':', ';').replace('\'', '~'))) {
      Decoded decoded = read(text);
      assertThat(decoded.deadLetters()).as(text).isEmpty();
      assertThat(id(decoded)).as(text).isEqualTo(id);
    }
    assertThat(id(read(una.getBytes(StandardCharsets.UTF_16)))).isEqualTo(id);
  }

  @Test
  void releasedCharactersAreText() {
    Decoded decoded =
        read(
            one(
                "IFTSTA",
                STATUS.replace("STS+1+21'", "STS+1+21'FTX+AAI+++O?'Neill ?+ Co?: why???''")));
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(((Milestone) decoded.shipmentFacts().get(0).getPayload()).getDetail().getText())
        .isEqualTo("O'Neill + Co: why?'");
  }

  @ParameterizedTest
  @CsvSource({
    "UNOC, ISO-8859-1, Zürich",
    "UNOD, ISO-8859-2, Łódź",
    "UNOE, ISO-8859-5, Москва",
    "UNOF, ISO-8859-7, Αθήνα",
    "UNOK, ISO-8859-9, Iğdır",
    "UNOY, UTF-8, Łódź",
    "UNOA, ISO-8859-1, Zürich",
    "UNOC, UTF-8, Łódź",
    "XXXA, UTF-8, Zürich",
  })
  void charactersAreReadInTheSetThatTheHeaderNamesOrThatTheyAreIn(
      String identifier, String charset, String city) {
    String text = one("IFTSTA", STATUS + "LOC+7+:::" + city + "'").replace("UNOC", identifier);
    Decoded decoded = read(text.getBytes(Charset.forName(charset)));
    assertThat(((Milestone) decoded.shipmentFacts().get(0).getPayload()).getLocation())
        .isEqualTo(city);
  }

  @Test
  void repetitionsAreReadInSyntaxVersion4Only() {
    String gin = STATUS + "GIN+BJ+340123450000000018*340123450000000025'";
    String text = one("IFTSTA", gin);
    assertThat(handlingUnits(text.replace("UNOC:3", "UNOC:4").replace("+260105", "+20260105")))
        .containsExactly("340123450000000018", "340123450000000025");
    assertThat(handlingUnits(text)).containsExactly("340123450000000018*340123450000000025");
  }

  @Test
  void interchangesAndGroupsOfAFileAreReadOneByOne() {
    String group =
        "UNB+UNOC:3+S+R+260105:1000+I2'UNG+IFTSTA+S+R+260105:1000+G1+UN+D:96A'"
            + message("1", "IFTSTA", STATUS.replace("L7", "L8"))
            + "UNE+1+G1'UNG+IFTSTA+S+R+260105:1000+G2+UN+D:96A'"
            + message("2", "IFTSTA", STATUS.replace("L7", "L9"))
            + "UNE+1+G2'UNZ+2+I2'";
    Decoded decoded = read(GOOD + "\r\n\r\n" + group + "UNA:+.? '" + GOOD);
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.shipmentFacts())
        .extracting(fact -> fact.getEnvelope().getRaw().getControlNumbers())
        .containsExactly("ICR1/1", "I2/G1/1", "I2/G2/2", "ICR1/1");
    assertThat(decoded.acknowledgements()).hasSize(3);
    assertThat(decoded.shipmentFacts().get(3).getEnvelope().getFactId())
        .isEqualTo(decoded.shipmentFacts().get(0).getEnvelope().getFactId());
  }

  @ParameterizedTest
  @Tag("R-F4")
  @CsvSource({
    "UNT+8+1, UNT+9+1, COUNT_MISMATCH, UNT01",
    "UNT+8+1, UNT+8+2, COUNT_MISMATCH, UNT02",
    "UNZ+1+ICR1, UNZ+3+ICR1, COUNT_MISMATCH, UNZ01",
    "UNZ+1+ICR1, UNZ+1+ICR9, COUNT_MISMATCH, UNZ02",
    "UNZ+1+ICR1', '', MISSING, UNZ",
    "UNZ+1+ICR1', UNZ+1+ICR1'rubbish, UNREADABLE, UNB",
    "UNZ+1+ICR1', XXX+1'UNZ+1+ICR1', UNREADABLE, XXX",
    "UNB+UNOC:3+4012345000009:14+WAYBILL:14+260105:1000+ICR1', '', MISSING, UNB",
  })
  void aBadEnvelopeIsADeadLetterAndItsMessagesFlow(
      String text, String instead, String reason, String field) {
    assertThat(GOOD).contains(text);
    Decoded decoded = read(GOOD.replace(text, instead));
    assertThat(decoded.shipmentFacts()).hasSize(1);
    assertThat(decoded.deadLetters())
        .extracting(DeadLetter::getReason, DeadLetter::getField)
        .containsExactly(tuple(reason, field));
  }

  @ParameterizedTest
  @Tag("R-F4")
  @CsvSource({
    "BGM+23+STA1+9', '', MISSING, BGM",
    "STS+1+21', '', MISSING, STS",
    "STS+1+21', STS', MISSING, STS02",
    "334:202601041630:203, 334:202613041630:203, INVALID, DTM01.2",
    "334:202601041630:203, 334::203, MISSING, DTM01.2",
    "334:202601041630:203, 334:202601041630:999, INVALID, DTM01.2",
    "RFF+CU:L7', '', MISSING, RFF",
    "IFTSTA:D, COPRAR:D, UNSUPPORTED, UNH02.1",
    "UNT+8+1', '', MISSING, UNT",
  })
  void aBadMessageIsADeadLetterAndItsNeighboursFlow(
      String text, String instead, String reason, String field) {
    String bad =
        message("2", "IFTSTA", STATUS.replace("CNI+1+C1'", "CNI+1'")).replace("UNT+8+2", "UNT+8+1");
    assertThat(bad).contains(text);
    bad = bad.replace(text, instead).replace("UNT+8+1", "UNT+8+2");
    if (!instead.contains("'") && text.endsWith("'")) {
      bad = bad.replace("UNT+8+2", "UNT+7+2");
    }
    String good = message("1", "IFTSTA", STATUS);
    String whole = interchange("ICR1", good, bad, good.replace("L7", "L8"));
    Decoded decoded = read(whole);
    assertThat(decoded.shipmentFacts()).hasSize(2);
    assertThat(decoded.deadLetters())
        .extracting(DeadLetter::getReason, DeadLetter::getField)
        .containsExactly(tuple(reason, field));
    DeadLetter letter = decoded.deadLetters().get(0);
    assertThat(letter.getRemedy()).endsWith(".");
    assertThat(letter.getRaw().getControlNumbers()).isEqualTo("ICR1/2");
    assertThat(content(letter)).startsWith("UNB+").contains("UNH+2+").endsWith("UNZ+1+ICR1'");
  }

  @Test
  @Tag("R-F4")
  void theContentOfADeadLetterCanBeSentAgain() {
    String bad = GOOD.replace("20260104", "20261304");
    String mended = content(read(bad).deadLetters().get(0)).replace("20261304", "20260104");
    assertThat(read(mended).deadLetters()).isEmpty();
    assertThat(id(read(mended))).isEqualTo(id(read(GOOD)));
  }

  @Test
  void whatIsCutIsWhatTheParserOfAnotherHandSees() throws Exception {
    String text =
        "UNA:+.? '"
            + one("IFTSTA", STATUS.replace("STS+1+21'", "STS+1+21:::At ?'A?+?:'LOC+7++X:::Y'"));
    List<String> expected = new ArrayList<>();
    try (EDIStreamReader reader =
        EDIInputFactory.newFactory()
            .createEDIStreamReader(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case START_SEGMENT -> expected.add(reader.getText());
          case ELEMENT_DATA -> {
            if (!reader.getText().isEmpty()) {
              expected.add(reader.getText());
            }
          }
          default -> {
            // Composites and loops begin and end.
          }
        }
      }
    }
    Interchange interchange = Interchanges.cut(text.getBytes(StandardCharsets.UTF_8)).get(0);
    List<String> cut = new ArrayList<>();
    interchange
        .messages()
        .get(0)
        .segments()
        .forEach(
            segment -> {
              cut.add(segment.tag());
              segment.composites(1).forEach(parts -> cut.addAll(parts));
            });
    cut.removeIf(String::isEmpty);
    int start = expected.indexOf("UNH");
    assertThat(cut).isEqualTo(expected.subList(start, expected.indexOf("UNZ")));
  }

  private static List<String> handlingUnits(String text) {
    Decoded decoded = read(text);
    assertThat(decoded.deadLetters()).isEmpty();
    return ((Milestone) decoded.shipmentFacts().get(0).getPayload()).getDetail().getHandlingUnits();
  }

  private static String id(Decoded decoded) {
    assertThat(decoded.shipmentFacts()).hasSize(1);
    return decoded.shipmentFacts().get(0).getEnvelope().getFactId();
  }

  private static String content(DeadLetter letter) {
    return StandardCharsets.UTF_8.decode(letter.getContent().duplicate()).toString();
  }
}
