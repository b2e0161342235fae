package io.waybill.operators.intake.edifact;

import static io.waybill.operators.intake.edifact.Edifact.CREATED;
import static io.waybill.operators.intake.edifact.Edifact.interchange;
import static io.waybill.operators.intake.edifact.Edifact.message;
import static io.waybill.operators.intake.edifact.Edifact.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.Acknowledgement;
import io.waybill.schemas.MessageOutcome;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamEvent;
import io.xlate.edi.stream.EDIStreamReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The CONTRL that goes back. */
@Tag("R-S2")
class SyntaxReportTest {

  private static final String STATUS =
      "BGM+23+STA1+9'" + CREATED + "CNI+1+C1'STS+1+21'RFF+CU:L7'DTM+334:202601041630:203'";
  private static final String GOOD = message("1", "IFTSTA", STATUS);
  private static final String BAD_DATE =
      message("2", "IFTSTA", STATUS.replace("20260104", "20261304"));
  private static final String BAD_COUNT = GOOD.replace("UNT+8+1", "UNT+80+1");

  @Test
  void itTellsSegmentElementAndError() {
    String unsupported = message("3", "COPRAR", STATUS);
    String cut = message("4", "IFTSTA", STATUS).replace("UNT+8+4'", "");
    String noDate = message("5", "IFTSTA", STATUS.replace("RFF+CU:L7'", "").replace("+C1'", "'"));
    Decoded decoded =
        read(
            interchange("I7", GOOD, BAD_DATE, unsupported, cut, noDate, BAD_COUNT)
                .replace("UNZ+6", "UNZ+9"));
    assertThat(decoded.acknowledgements()).hasSize(1);
    Acknowledgement acknowledgement = decoded.acknowledgements().get(0);
    assertThat(acknowledgement.getOutcome()).isEqualTo(MessageOutcome.ACCEPTED_WITH_ERRORS);
    assertThat(acknowledgement.getControlNumbers()).isEqualTo("I7");
    String text = Edifact.text(acknowledgement);
    assertThat(text).startsWith("UNB+UNOC:3+WAYBILL:14+4012345000009:14+260105:0000+");
    assertThat(text.lines().toList().subList(1, 14))
        .containsExactly(
            "UNH+1+CONTRL:D:3:UN'",
            "UCI+I7+4012345000009:14+WAYBILL:14+7+29+UNZ+2'",
            "UCM+1+IFTSTA:D:96A:UN+7'",
            "UCM+2+IFTSTA:D:96A:UN+4'",
            "UCS+7'",
            "UCD+12+2:2'",
            "UCM+3+COPRAR:D:96A:UN+4+14+UNH+3:1'",
            "UCM+4+IFTSTA:D:96A:UN+4+13+UNT'",
            "UCM+5+IFTSTA:D:96A:UN+4'",
            "UCS+5+13'",
            "UCM+1+IFTSTA:D:96A:UN+7+29+UNT+2'",
            "UNT+12+1'",
            "UNZ+1+" + text.split("\\+")[5].split("'")[0] + "'");
    assertThat(read(interchange("I7", BAD_DATE)).acknowledgements().get(0).getOutcome())
        .isEqualTo(MessageOutcome.REJECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNOA:2", "UNOC:3", "UNOY:4", "XXXA:1"})
  void itIsReadByUsAndByAnotherParserWithoutAFinding(String syntax) throws Exception {
    String groups =
        interchange(
                "I?+8",
                "UNG+IFTSTA+S+R+260105:1000+G1+UN+D:96A'" + GOOD + BAD_DATE + "UNE+2+G1'",
                "UNG+IFTSTA+S+R+260105:1000+G2+UN+D:96A'" + BAD_COUNT + "UNE+1+G2'")
            .replace("UNOC:3", syntax)
            .replace(
                "+260105:1000+I", syntax.endsWith("4") ? "+20260105:1000+I" : "+260105:1000+I");
    for (String text : List.of(interchange("I7", GOOD).replace("UNOC:3", syntax), groups)) {
      Acknowledgement acknowledgement = read(text).acknowledgements().get(0);
      String contrl = Edifact.text(acknowledgement);
      Decoded back = read(contrl);
      assertThat(back.deadLetters()).as(contrl).isEmpty();
      assertThat(back.acknowledgements()).isEmpty();
      assertThat(back.records())
          .extracting(record -> record.getType())
          .containsExactly(contrl.contains("+4'") ? "EDIFACT-CONTRL-REJECTION" : "EDIFACT-CONTRL");
      assertThat(errors(contrl)).as(contrl).isEmpty();
    }
  }

  @Test
  void itFollowsFromWhatItAnswers() {
    String text = interchange("I7", GOOD);
    assertThat(read(text).acknowledgements()).isEqualTo(read(text).acknowledgements());
    assertThat(read(text).acknowledgements().get(0).getAcknowledgementId())
        .isEqualTo("raw/3/42/contrl/0");
    assertThat(read(text + text.replace("I7", "I8")).acknowledgements())
        .extracting(Acknowledgement::getAcknowledgementId)
        .containsExactly("raw/3/42/contrl/0", "raw/3/42/contrl/1");
  }

  @Test
  void nobodyIsToldWhatHasNoSenderOrIsAnAcknowledgement() {
    assertThat(read(GOOD).acknowledgements()).isEmpty();
    assertThat(read("UNB+++++4'" + GOOD + "UNZ+1+4'").acknowledgements()).isEmpty();
    String contrl = Edifact.text(read(interchange("I7", BAD_DATE)).acknowledgements().get(0));
    assertThat(read(contrl).acknowledgements()).isEmpty();
  }

  private static List<String> errors(String text) throws Exception {
    List<String> errors = new ArrayList<>();
    try (EDIStreamReader reader =
        EDIInputFactory.newFactory()
            .createEDIStreamReader(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))) {
      while (reader.hasNext()) {
        EDIStreamEvent event = reader.next();
        if (event.isError()) {
          errors.add(event + " " + reader.getErrorType() + " " + reader.getLocation());
        }
      }
    }
    return errors;
  }
}
