package io.waybill.operators.intake.x12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.MessageOutcome;
import io.xlate.edi.schema.Schema;
import io.xlate.edi.schema.SchemaFactory;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamEvent;
import io.xlate.edi.stream.EDIStreamReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 997 out and in. */
@Tag("R-S2")
class AcknowledgementTest {

  private static final String GOOD = "ST*990*0001~B1*ABCD*LOAD1*20260104*A~SE*3*0001~";
  private static final String BAD_DATE = "ST*990*0002~B1*ABCD*LOAD1*20260230*A~SE*3*0002~";
  private static final String WRONG_COUNT = "ST*990*0003~B1*ABCD*LOAD1*20260104*A~SE*9*0003~";
  private static final String UNKNOWN = "ST*211*0004~BOL*ABCD~SE*3*0004~";
  private static final String NO_HEADER = "ST*990*0005~N9*CN*PRO1~SE*3*0005~";

  @Test
  void everyTransactionIsAnsweredWithSegmentAndElement() throws Exception {
    Decoded decoded =
        Interchange.read(
            envelope(
                "GS*GF*SEND*RECV*20260105*1000*8*X*004010~"
                    + GOOD
                    + BAD_DATE
                    + WRONG_COUNT
                    + UNKNOWN
                    + NO_HEADER
                    + "GE*5*8~GS*GF*SEND*RECV*20260105*1000*9*X*004010~"
                    + GOOD
                    + "GE*1*9~",
                2));
    assertThat(decoded.acknowledgements()).hasSize(1);
    assertThat(decoded.acknowledgements().get(0).getOutcome())
        .isEqualTo(MessageOutcome.ACCEPTED_WITH_ERRORS);
    assertThat(decoded.acknowledgements().get(0).getControlNumbers()).isEqualTo("000000007");
    String answer = Interchange.answers(decoded).get(0);
    assertThat(answer.replace("~", "~\n"))
        .isEqualTo(
            """
            ISA*00*          *00*          *ZZ*RECEIVER       *ZZ*SENDER         *260105*0000*U*00401*000000007*0*P*>~
            GS*FA*RECV*SEND*20260105*0000*70*X*004010~
            ST*997*0001~
            AK1*GF*8~
            AK2*990*0001~
            AK5*A~
            AK2*990*0002~
            AK3*B1*2**8~
            AK4*3*373*8*20260230~
            AK5*R*5~
            AK2*990*0003~
            AK5*E*4~
            AK2*211*0004~
            AK5*R*1~
            AK2*990*0005~
            AK3*B1*3**3~
            AK5*R*5~
            AK9*P*5*5*2~
            SE*17*0001~
            GE*1*70~
            GS*FA*RECV*SEND*20260105*0000*71*X*004010~
            ST*997*0001~
            AK1*GF*9~
            AK2*990*0001~
            AK5*A~
            AK9*A*1*1*1~
            SE*6*0001~
            GE*1*71~
            IEA*2*000000007~
            """);
    assertThat(stAediFindings(answer)).isEmpty();
    Decoded back = Interchange.read(answer);
    assertThat(back.deadLetters()).isEmpty();
    assertThat(back.acknowledgements()).as("a 997 is not answered").isEmpty();
    assertThat(back.records())
        .extracting(record -> record.getType(), record -> record.getOutcome())
        .containsExactly(
            tuple("X12-997-PARTLY_ACCEPTED", MessageOutcome.ACCEPTED),
            tuple("X12-997-ACCEPTED", MessageOutcome.ACCEPTED));
  }

  @Test
  void itsCountsAgreeWithTheRecords() {
    Decoded decoded =
        Interchange.read(
            envelope(
                "GS*GF*SEND*RECV*20260105*1000*8*X*004010~"
                    + GOOD
                    + BAD_DATE
                    + WRONG_COUNT
                    + UNKNOWN
                    + NO_HEADER
                    + "GE*5*8~",
                1));
    String answer = Interchange.answers(decoded).get(0);
    assertThat(count(answer, "AK2*")).isEqualTo(decoded.records().size());
    assertThat(count(answer, "AK5*R")).isEqualTo(3);
    assertThat(count(answer, "AK5*A")).isEqualTo(outcomes(decoded, MessageOutcome.ACCEPTED));
    assertThat(answer)
        .contains("AK9*P*5*5*" + (count(answer, "AK5*A") + count(answer, "AK5*E")) + "~");
  }

  @Test
  void numbersThatAreNotUniqueInTheirInterchangeAreTold() throws Exception {
    String group = "GS*GF*SEND*RECV*20260105*1000*8*X*004010~" + GOOD + GOOD + "GE*2*8~";
    Decoded decoded = Interchange.read(envelope(group + group, 2));
    assertThat(decoded.deadLetters()).as("nothing is lost for that").isEmpty();
    String answer = Interchange.answers(decoded).get(0);
    assertThat(count(answer, "AK5*A~")).isEqualTo(2);
    assertThat(count(answer, "AK5*E*23~")).isEqualTo(2);
    assertThat(count(answer, "AK9*E*2*2*2~")).as("the first group").isEqualTo(1);
    assertThat(count(answer, "AK9*E*2*2*2*19~")).isEqualTo(1);
    assertThat(stAediFindings(answer)).isEmpty();
  }

  @Test
  void aTa1TellsWhatIsWrongWithTheEnvelope() {
    String good = envelope("GS*GF*SEND*RECV*20260105*1000*8*X*004010~" + GOOD + "GE*1*8~", 1);
    String asked = good.replace("*000000007*0*P", "*000000007*1*P");
    assertThat(ta1(good)).isEmpty();
    assertThat(ta1(asked)).isEqualTo("A*000");
    assertThat(ta1(asked.replace("IEA*1*000000007", "IEA*1*000000008"))).isEqualTo("E*001");
    assertThat(ta1(asked.replace("IEA*1*", "IEA*3*"))).isEqualTo("E*021");
    assertThat(ta1(asked.substring(0, asked.indexOf("IEA")))).isEqualTo("E*023");
    assertThat(ta1(envelope("", 0).replace("*000000007*0*P", "*000000007*1*P"))).isEqualTo("E*024");
    Decoded odd = Interchange.read(envelope("TA1*000000001*260105*1000*Q*000~", 0));
    assertThat(Interchange.faults(odd)).containsExactly("INVALID TA104 Q");
  }

  /** Verdict and note; empty without a TA1. */
  private static String ta1(String text) {
    List<String> answers = Interchange.answers(Interchange.read(text));
    if (answers.isEmpty() || !answers.get(0).contains("TA1*")) {
      return "";
    }
    String answer = answers.get(0);
    assertThat(Interchange.read(answer).deadLetters()).isEmpty();
    String segment = answer.substring(answer.indexOf("TA1*"));
    assertThat(segment).startsWith("TA1*000000007*260105*1000*");
    return segment.substring("TA1*000000007*260105*1000*".length(), segment.indexOf('~'));
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  private static int outcomes(Decoded decoded, MessageOutcome outcome) {
    return (int)
        decoded.records().stream().filter(record -> record.getOutcome() == outcome).count();
  }

  @Test
  void aGroupThatIsCutIsAnsweredAndARepeatIsAnsweredTheSame() throws Exception {
    String text = envelope("GS*GF*SEND*RECV*20260105*1000*8*X*004010~" + GOOD, 1);
    String cut = text.substring(0, text.indexOf("SE*3"));
    String answer = Interchange.answers(Interchange.read(cut)).get(0);
    assertThat(answer).contains("~AK2*990*0001~AK5*R*2~AK9*R*1*1*0*3~");
    assertThat(Interchange.answers(Interchange.read(cut))).containsExactly(answer);
    assertThat(stAediFindings(answer)).isEmpty();
    assertThat(Interchange.answers(Interchange.read(text.replace("IEA", "GE*7*9~IEA"))).get(0))
        .contains("~AK5*A~AK9*E*7*1*1*5*4~");
  }

  @Test
  void whatIsNotPrintableInABadElementIsNotSentBack() throws Exception {
    Decoded decoded = Interchange.read("990", "B1*ABCD*LO>AD\u00e9" + "x".repeat(200) + "*2026*A");
    String answer = Interchange.answers(decoded).get(0);
    assertThat(answer).contains("AK4*2*145*5*LO.AD.x").contains("AK4*3*373*8*2026~");
    assertThat(stAediFindings(answer)).isEmpty();
  }

  @Test
  void anApplicationAdviceIsOnlyRecorded() {
    Decoded decoded = Interchange.read("824", "BGN*00*404*20260104*1134", "OTI*TE*BM*006394");
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.shipmentFacts()).isEmpty();
    assertThat(decoded.records())
        .extracting(
            record -> record.getType(),
            record -> record.getVersion(),
            record -> record.getSender(),
            record -> record.getReceiver(),
            record -> record.getRaw().getControlNumbers())
        .containsExactly(tuple("X12-824", "004010", "SENDER", "RECEIVER", "000000007/8/0001"));
  }

  private static String envelope(String groups, int count) {
    return "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       "
        + "*260105*1000*U*00401*000000007*0*P*>~"
        + groups
        + "IEA*"
        + count
        + "*000000007~";
  }

  private static List<String> stAediFindings(String text) throws Exception {
    Schema schema;
    try (InputStream in = AcknowledgementTest.class.getResourceAsStream("/x12/997.xml")) {
      schema = SchemaFactory.newFactory().createSchema(in);
    }
    List<String> findings = new ArrayList<>();
    try (EDIStreamReader reader =
        EDIInputFactory.newFactory()
            .createEDIStreamReader(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      while (reader.hasNext()) {
        EDIStreamEvent event = reader.next();
        if (event == EDIStreamEvent.START_TRANSACTION) {
          reader.setTransactionSchema(schema);
        } else if (event.isError()) {
          findings.add(event + " " + reader.getErrorType() + " " + reader.getLocation());
        }
      }
    }
    return findings;
  }
}
