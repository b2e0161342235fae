package io.waybill.operators.intake.x12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.operators.intake.RawMessages;
import io.waybill.operators.intake.SharedFiles;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.MessageOutcome;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Place;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ShipmentFact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R-S1")
@Tag("R-S2")
class ShipmentStatusTest {

  private static final String HEAD =
      "ISA*00*          *00*          *02*ABCD           *ZZ*WAYBILL       "
          + " *260105*1000*U*00401*000000007*0*P*>~GS*QM*ABCD*WAYBILL*20260105*1000*8*X*004010~";
  private static final String TAIL = "GE*1*8~IEA*1*000000007~";
  private static final String GOOD =
      "ST*214*0001~B10*PRO1*BOL1*ABCD~LX*1~AT7*D1*NS***20260105*0930*ET~SE*5*0001~";

  @Test
  void aRealDeliveryIsRead() throws IOException {
    Decoded decoded = decode(SharedFiles.read("samples/x12/214/EDI.Net__214-MGCTLYST-SAMPLE.EDI"));
    assertThat(decoded.deadLetters()).isEmpty();
    ShipmentFact fact = decoded.shipmentFacts().get(0);
    assertThat(decoded.shipmentFacts()).hasSize(1);
    assertThat(fact.getEnvelope().getReference())
        .isEqualTo(new Reference("PRO", "SCAC", "1751807"));
    assertThat(fact.getEnvelope().getKey()).isEmpty();
    assertThat(fact.getEnvelope().getOccurredAt()).isEqualTo(at("2016-07-26T12:30:00Z"));
    assertThat(fact.getEnvelope().getOccurredOffset()).isEqualTo("local");
    assertThat(fact.getEnvelope().getMessageId()).isEqualTo("SCAC/000082265/82265/822650001");
    assertThat(fact.getEnvelope().getVersion().getCreatedAt())
        .isEqualTo(at("2016-07-26T13:03:00Z"));
    assertThat(fact.getEnvelope().getRaw().getControlNumbers())
        .isEqualTo("000082265/82265/822650001");
    assertThat(fact.getEnvelope().getSubject())
        .isEqualTo("milestone/SCAC/1751807/DELIVERED/2016-07-26T12:30:00Z");
    Milestone milestone = (Milestone) fact.getPayload();
    assertThat(milestone.getDetail().getReferences())
        .containsExactly(new Reference("BOL", "", "75027674"));
    assertThat(milestone.getDetail().getCarrier()).isEqualTo("SCAC");
    assertThat(milestone.getDetail().getCodeList()).isEqualTo("X12-1650");
    milestone.setDetail(null);
    assertThat(milestone)
        .isEqualTo(
            new Milestone(
                "DELIVERED", "D1", "NS", Classifier.ACTUAL, "BRATTLEBORO, VT", "30402", null));
  }

  @Test
  void aSegmentTerminatorBeyondAsciiIsRead() throws IOException {
    Decoded decoded =
        decode(SharedFiles.read("samples/x12/214/staedi__ts214_ellipses_segterm.edi"));
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.shipmentFacts())
        .extracting(
            fact -> ((Milestone) fact.getPayload()).getCode(),
            fact -> ((Milestone) fact.getPayload()).getClassifier(),
            fact -> ((Milestone) fact.getPayload()).getEquipment(),
            fact -> fact.getEnvelope().getOccurredAt(),
            fact -> fact.getEnvelope().getOccurredOffset())
        .containsExactly(
            tuple(
                "ESTIMATED_DELIVERY",
                Classifier.ESTIMATED,
                "902577",
                at("2020-09-11T15:59:00Z"),
                "-04:00"),
            tuple("DEPARTED", Classifier.ACTUAL, "902577", at("2020-09-10T15:35:00Z"), "-04:00"));
  }

  @Test
  void everyTransactionOfEveryInterchangeIsRead() {
    String second = GOOD.replace("0001", "0002").replace("D1", "ZZ");
    String whole = HEAD + GOOD + second + "GE*2*8~IEA*1*000000007~";
    Decoded decoded = decode("\uFEFF" + whole + "\r\n" + HEAD + GOOD + TAIL);
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.shipmentFacts())
        .extracting(fact -> ((Milestone) fact.getPayload()).getCode())
        .containsExactly("DELIVERED", "X12-ZZ", "DELIVERED");
    assertThat(decoded.shipmentFacts())
        .extracting(fact -> fact.getEnvelope().getRaw().getPosition())
        .containsExactly(0, 1, 2);
    assertThat(decoded.shipmentFacts().get(2).getEnvelope().getFactId())
        .as("the same transaction once more")
        .isEqualTo(decoded.shipmentFacts().get(0).getEnvelope().getFactId());
  }

  @Test
  void collapsedHeadersAndAMissingLastTerminatorAreRead() {
    String collapsed = (HEAD + GOOD + TAIL).replaceAll(" +", "");
    Decoded decoded = decode(collapsed.substring(0, collapsed.length() - 1).replace("~", "~\r\n"));
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.shipmentFacts()).hasSize(1);
  }

  @Test
  void appointmentsArePlannedAndEstimatesNeverCount() {
    assertThat(milestone("AT7***AA*NA*20260105*0930*LT").getClassifier())
        .isEqualTo(Classifier.PLANNED);
    assertThat(milestone("AT7***AG*NA*20260105*0930*LT").getClassifier())
        .isEqualTo(Classifier.ESTIMATED);
    assertThat(milestone("AT7*X2*NS***20260105*0930*LT").getClassifier())
        .isEqualTo(Classifier.ESTIMATED);
    Milestone arrived = milestone("AT7*X4*NS***20260105*0930*LT");
    arrived.setDetail(null);
    assertThat(arrived)
        .isEqualTo(
            new Milestone("TERMINAL_ARRIVED", "X4", "NS", Classifier.ACTUAL, null, null, null));
  }

  @Test
  void noTimeIsLaterThanTheEndOfItsDay() {
    assertThat(Interchange.faults(decode(with("AT7*D1*NS***20260105*2401*LT"))))
        .containsExactly("INVALID AT706 2401");
  }

  /** One 214 for several shipments: each LX names its own. */
  @Test
  void whereTheLoopsNameDifferentProsEachIsAboutItsOwn() {
    Decoded decoded =
        Interchange.read(
            "214",
            "B10*TRIP7*BOL1*ABCD",
            "L11*PO7*PO",
            "LX*1",
            "AT7*D1*NS***20260105*0930*LT",
            "MS1*AUSTIN*TX",
            "L11*PRO1*CN",
            "LX*2",
            "AT7*AF*NS***20260105*1000*LT",
            "L11*PRO2*CN",
            "L11*PRO3*CN",
            "LX*3",
            "AT7*X4*NS***20260105*1100*LT");
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(Interchange.milestones(decoded))
        .containsExactly(
            "DELIVERED D1 PRO/ABCD/PRO1 2026-01-05T09:30:00Z",
            "DEPARTED AF PRO/ABCD/PRO2 2026-01-05T10:00:00Z",
            "DEPARTED AF PRO/ABCD/PRO3 2026-01-05T10:00:00Z",
            "TERMINAL_ARRIVED X4 PRO/ABCD/TRIP7 2026-01-05T11:00:00Z");
    assertThat(decoded.shipmentFacts())
        .extracting(fact -> fact.getEnvelope().getSubject())
        .startsWith("milestone/ABCD/PRO1/DELIVERED/2026-01-05T09:30:00Z")
        .doesNotHaveDuplicates();
  }

  @Test
  void oneProOfTheLoopsAloneIsAnotherNumberOfTheSameShipment() {
    assertThat(
            Interchange.milestones(
                Interchange.read(
                    "214",
                    "B10*LOAD1**ABCD",
                    "LX*1",
                    "AT7*AF*NS***20260105*0930*LT",
                    "L11*PRO1*CN",
                    "LX*2",
                    "AT7*D1*NS***20260106*0930*LT",
                    "L11*PRO1*CN")))
        .containsExactly(
            "DEPARTED AF PRO/ABCD/LOAD1 2026-01-05T09:30:00Z",
            "DELIVERED D1 PRO/ABCD/LOAD1 2026-01-06T09:30:00Z");
  }

  /** A PRO and what it was before it was given a new one, say. */
  @Test
  void severalProsOfOneLoopAreNotSeveralShipments() {
    assertThat(
            Interchange.milestones(
                Interchange.read(
                    "214",
                    "B10*PRO1**ABCD",
                    "LX*1",
                    "AT7*D1*NS***20260105*0930*LT",
                    "L11*PRO1*CN",
                    "L11*PRO0*CN")))
        .containsExactly("DELIVERED D1 PRO/ABCD/PRO1 2026-01-05T09:30:00Z");
  }

  @Test
  void aCarrierWithoutProsNamesTheBillOfEachLoop() {
    assertThat(
            Interchange.milestones(
                Interchange.read(
                    "214",
                    "B10**MASTER*ABCD",
                    "LX*1",
                    "AT7*D1*NS***20260105*0930*LT",
                    "L11*BOL1*BM",
                    "L11*MASTER7*MB",
                    "LX*2",
                    "AT7*D1*NS***20260106*0930*LT",
                    "L11*BOL2*BM")))
        .containsExactly(
            "DELIVERED D1 BOL//BOL1 2026-01-05T09:30:00Z",
            "DELIVERED D1 BOL//BOL2 2026-01-06T09:30:00Z");
  }

  /** A part, even the last one, is not the shipment's delivery. */
  @ParameterizedTest
  @CsvSource({
    "AN, DIVERTED_TO_AIR_CARRIER",
    "BA, PICKED_UP_BY_CONNECTING_LINE",
    "BC, STORED_IN_TRANSIT",
    "CB, LAST_PART_DELIVERED",
    "CL, TRAILER_CLOSED",
    "OO, PAPERWORK_WITHOUT_SHIPMENT",
    "PA, PART_DELIVERED",
    "AW, AVAILABLE_FOR_PICKUP",
    "PC, X12-PC",
    "DN, X12-DN",
  })
  void codesOfTheStandardHaveAMeaningAndOthersKeepTheirOwn(String code, String meaning) {
    Milestone milestone = milestone("AT7*" + code + "*NS***20260105*0930*LT");
    assertThat(milestone.getCode()).isEqualTo(meaning);
    assertThat(milestone.getClassifier()).isEqualTo(Classifier.ACTUAL);
  }

  @ParameterizedTest
  @CsvSource({
    "20260105*0930*UT, 2026-01-05T09:30:00Z, Z",
    "20260105*0930*GM, 2026-01-05T09:30:00Z, Z",
    "20260105*0930*LT, 2026-01-05T09:30:00Z, local",
    "20260105*0930,    2026-01-05T09:30:00Z, local",
    "20260105,         2026-01-05T00:00:00Z, local",
    "20260105*2400*UT, 2026-01-06T00:00:00Z, Z",
    "20261231*240000*ET, 2027-01-01T05:00:00Z, -05:00",
    "20260105*0930*ET, 2026-01-05T14:30:00Z, -05:00",
    "20260705*0930*ET, 2026-07-05T13:30:00Z, -04:00",
    "20260705*0930*ES, 2026-07-05T14:30:00Z, -05:00",
    "20260105*0930*CT, 2026-01-05T15:30:00Z, -06:00",
    "20260105*0930*MT, 2026-01-05T16:30:00Z, -07:00",
    "20260105*0930*PT, 2026-01-05T17:30:00Z, -08:00",
    "20260105*0930*PD, 2026-01-05T16:30:00Z, -07:00",
    "20260105*093015*01, 2026-01-05T08:30:15Z, +01:00",
    "20260105*0930*19, 2026-01-05T15:30:00Z, -06:00",
  })
  void timesAreReadOnTheClockThatTheyName(String when, Instant expected, String offset) {
    ShipmentFact fact = decode(with("AT7*D1*NS***" + when)).shipmentFacts().get(0);
    assertThat(Instant.ofEpochMilli(fact.getEnvelope().getOccurredAt())).isEqualTo(expected);
    assertThat(fact.getEnvelope().getOccurredOffset()).isEqualTo(offset);
  }

  @ParameterizedTest
  @Tag("R-F4")
  @CsvSource({
    "AT7*D1*NS***20260230*0930*ET, INVALID, AT705",
    "AT7*D1*NS***20260105*2530*ET, INVALID, AT706",
    "AT7*D1*NS***20260105*0930*QQ, INVALID, AT707",
    "AT7*D1*NS****0930*ET,         MISSING, AT705",
    "AT7*****20260105*0930*ET,     MISSING, AT701",
    "AT7*D1*NS*AA*NA*20260105*0930*ET, INVALID, AT703",
    "AT7*D1X*NS***20260105*0930*ET, INVALID, AT701",
  })
  void aBadStatusIsADeadLetterAndItsNeighbourFlows(String at7, String reason, String field) {
    Decoded decoded =
        decode(
            HEAD
                + "ST*214*0001~B10*PRO1*BOL1*ABCD~LX*1~"
                + at7
                + "~LX*2~AT7*AF*NS***20260105*0930*ET~SE*7*0001~"
                + TAIL);
    assertThat(decoded.deadLetters()).hasSize(1);
    DeadLetter deadLetter = decoded.deadLetters().get(0);
    assertThat(deadLetter.getReason()).isEqualTo(reason);
    assertThat(deadLetter.getField()).isEqualTo(field);
    assertThat(deadLetter.getRemedy()).endsWith(".");
    assertThat(deadLetter.getRaw().getControlNumbers()).isEqualTo("000000007/8/0001");
    assertThat(decoded.shipmentFacts())
        .extracting(fact -> ((Milestone) fact.getPayload()).getCode())
        .containsExactly("DEPARTED");
  }

  @ParameterizedTest
  @Tag("R-F4")
  @CsvSource({
    "ST*214*0001~B10***ABCD~LX*1~AT7*D1*NS***20260105*0930~SE*5*0001~, MISSING, B1001",
    "ST*214*0001~B10*PRO1*BOL1~LX*1~AT7*D1*NS***20260105*0930~SE*5*0001~, MISSING, B1003",
    "ST*214*0001~LX*1~AT7*D1*NS***20260105*0930~SE*4*0001~, MISSING, B10",
    "ST*214*0001~B10*PRO1*BOL1*ABCD~SE*3*0001~, MISSING, AT7",
    "ST*214*0001~B10*PRO1*BOL1*ABCD~LX*1~AT7*D1*NS***20260105*0930~SE*5*0003~, COUNT_MISMATCH,"
        + " SE02",
    "ST*214*0001~B10*PRO1*BOL1*ABCD~LX*1~, MISSING, SE",
    "ST*211*0001~B3**1*BOL1*PP**20260105*100~SE*3*0001~, UNSUPPORTED, ST01",
  })
  void aBadTransactionIsADeadLetterAndItsNeighbourFlows(
      String transaction, String reason, String field) {
    Decoded decoded =
        decode(HEAD + transaction + GOOD.replace("0001", "0002") + "GE*2*8~IEA*1*000000007~");
    assertThat(decoded.deadLetters())
        .extracting(DeadLetter::getReason, DeadLetter::getField)
        .containsExactly(tuple(reason, field));
    assertThat(decoded.shipmentFacts()).hasSize(1);
    String content = content(decoded.deadLetters().get(0));
    assertThat(content).startsWith("ISA*").contains("ST*").contains(transaction);
  }

  @Test
  @Tag("R-F4")
  void aWrongCountIsADeadLetterAndTheTransactionFlows() {
    Decoded decoded = decode(HEAD + GOOD.replace("SE*5", "SE*9") + TAIL);
    assertThat(decoded.deadLetters())
        .extracting(DeadLetter::getReason, DeadLetter::getField, DeadLetter::getValue)
        .containsExactly(tuple("COUNT_MISMATCH", "SE01", "9"));
    assertThat(decoded.shipmentFacts()).hasSize(1);
    assertThat(decoded.shipmentFacts().get(0).getEnvelope().getFactId())
        .isEqualTo(decode(HEAD + GOOD + TAIL).shipmentFacts().get(0).getEnvelope().getFactId());
    assertThat(decoded.records())
        .extracting(record -> record.getType(), record -> record.getOutcome())
        .containsExactly(tuple("X12-214", MessageOutcome.ACCEPTED_WITH_ERRORS));
    assertThat(acknowledgement(decoded)).contains("~AK5*E*4~AK9*E*1*1*1~");
  }

  @ParameterizedTest
  @CsvSource({
    "B10**SHIP1*ABCD**CN*PRO1, PRO, ABCD, PRO1",
    "B10**SHIP1*ABCD~L11*PRO1*CN, PRO, ABCD, PRO1",
    "B10**SHIP1*ABCD, BOL, '', SHIP1",
  })
  void aStatusWithoutItsProGoesByWhatElseNamesTheShipment(
      String head, String type, String issuer, String value) {
    Decoded decoded =
        Interchange.read(
            "214", (head + "~LX*1~AT7*X1*NS***20260105*0930*UT~MS1*RENO*NV").split("~"));
    assertThat(decoded.deadLetters()).isEmpty();
    ShipmentFact fact = decoded.shipmentFacts().get(0);
    assertThat(fact.getEnvelope().getReference()).isEqualTo(new Reference(type, issuer, value));
    assertThat(fact.getEnvelope().getSubject())
        .isEqualTo("milestone/ABCD/" + value + "/DELIVERY_ARRIVED/2026-01-05T09:30:00Z");
    assertThat(((Milestone) fact.getPayload()).getDetail().getCarrier()).isEqualTo("ABCD");
  }

  @Test
  @Tag("R-F4")
  void aCoordinateThatCannotBeReadTakesNoStatusAlong() {
    Decoded decoded =
        Interchange.read(
            "214",
            "B10*PRO1*BOL1*ABCD",
            "LX*1",
            "AT7*D1*NS***20260105*0930",
            "MS1*RENO*NV*US*1194849*39.5N*W*N");
    assertThat(Interchange.faults(decoded)).containsExactly("INVALID MS105 39.5N");
    Milestone delivered = Interchange.milestone(decoded, 0);
    assertThat(delivered.getCode()).isEqualTo("DELIVERED");
    assertThat(delivered.getLocation()).isEqualTo("RENO, NV, US");
    assertThat(delivered.getDetail().getPlace().getLatitude()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "AI, RECONSIGNED",
    "AM, LOADED_ON_TRUCK",
    "AR, RAIL_ARRIVED",
    "RL, RAIL_DEPARTED",
  })
  void statusesOnTheWayByRailHaveNames(String code, String name) {
    Decoded decoded =
        Interchange.read(
            "214", "B10*PRO1*BOL1*ABCD", "LX*1", "AT7*" + code + "*NS***20260105*0930");
    assertThat(Interchange.milestone(decoded, 0).getCode()).isEqualTo(name);
  }

  @Test
  void aStatusKeepsAllThatIsSaidOfIt() {
    Milestone milestone =
        (Milestone)
            decode(
                    HEAD
                        + "ST*214*0001~B10*PRO1*BOL1*ABCD~L11*PO7*PO~LX*1~AT7*X4*NS***20260105*0930*UT"
                        + "~MS1****0733000*0404500*W*N~MS2*ABCD*T1*TL~M7*SEAL1*SEAL2~L11*2*QN"
                        + "~AT8*G*L*2085.5*5~SE*10*0001~"
                        + TAIL)
                .shipmentFacts()
                .get(0)
                .getPayload();
    assertThat(milestone.getEquipment()).isEqualTo("T1");
    MilestoneDetail detail = milestone.getDetail();
    assertThat(detail.getPlace()).isEqualTo(new Place(null, null, null, null, 40.75, -73.5));
    assertThat(detail.getStop()).isEqualTo("2");
    assertThat(detail.getSeals()).containsExactly("SEAL1", "SEAL2");
    assertThat(detail.getMeasures())
        .extracting(m -> m.getName() + " " + m.getValue().stripTrailingZeros() + m.getUnit())
        .containsExactly("WEIGHT 2085.5L", "PIECES 5");
    assertThat(detail.getReferences())
        .contains(new Reference("BOL", "", "BOL1"), new Reference("PO", "", "PO7"));
  }

  @ParameterizedTest
  @Tag("R-F4")
  @CsvSource({
    "GE*2*8~IEA*1*000000007~, COUNT_MISMATCH, GE01",
    "GE*1*9~IEA*1*000000007~, COUNT_MISMATCH, GE02",
    "GE*1*8~IEA*3*000000007~, COUNT_MISMATCH, IEA01",
    "GE*1*8~IEA*1*000000008~, COUNT_MISMATCH, IEA02",
    "GE*1*8~, MISSING, IEA",
    "IEA*1*000000007~, MISSING, GE",
    "GE*1*8~IEA*1*000000007~XXX, UNREADABLE, ISA",
  })
  void aBadEnvelopeIsADeadLetterAndItsTransactionsFlow(String tail, String reason, String field) {
    Decoded decoded = decode(HEAD + GOOD + tail);
    assertThat(decoded.deadLetters())
        .extracting(DeadLetter::getReason, DeadLetter::getField)
        .containsExactly(tuple(reason, field));
    assertThat(decoded.shipmentFacts()).hasSize(1);
  }

  @Test
  @Tag("R-F4")
  void whatIsNoInterchangeIsADeadLetter() {
    for (String text : List.of("hello", "ISA", "ISA*00*", "ISA*00*          *00", "<xml/>", "{}")) {
      assertThat(decode(text).deadLetters())
          .extracting(DeadLetter::getReason, DeadLetter::getField)
          .containsExactly(tuple("UNREADABLE", "ISA"));
    }
    assertThat(decode(HEAD.replace("ABCD      ", "ABCDEFGHIJKLMNOPQ") + GOOD + TAIL).deadLetters())
        .extracting(DeadLetter::getField)
        .containsExactly("ISA06");
    assertThat(decode(HEAD.replace("20260105", "2026") + GOOD + TAIL).deadLetters())
        .extracting(DeadLetter::getField)
        .containsExactly("GS04");
  }

  @Test
  @Tag("R-F4")
  void theContentOfADeadLetterCanBeSentAgain() {
    String bad = GOOD.replace("AT7*D1", "AT7*D1Z");
    String content =
        content(decode(HEAD + bad + GOOD + "GE*2*8~IEA*1*000000007~").deadLetters().get(0));
    Decoded mended = decode(content.replace("D1Z", "D1"));
    assertThat(mended.deadLetters()).isEmpty();
    assertThat(mended.shipmentFacts().get(0).getEnvelope().getFactId())
        .isEqualTo(decode(HEAD + GOOD + TAIL).shipmentFacts().get(0).getEnvelope().getFactId());
  }

  private static String acknowledgement(Decoded decoded) {
    return StandardCharsets.UTF_8
        .decode(decoded.acknowledgements().get(0).getContent().duplicate())
        .toString();
  }

  private static String with(String at7) {
    return HEAD + "ST*214*0001~B10*PRO1*BOL1*ABCD~LX*1~" + at7 + "~SE*5*0001~" + TAIL;
  }

  private static Milestone milestone(String at7) {
    Decoded decoded = decode(with(at7));
    assertThat(decoded.deadLetters()).isEmpty();
    return (Milestone) decoded.shipmentFacts().get(0).getPayload();
  }

  private static String content(DeadLetter deadLetter) {
    return StandardCharsets.UTF_8.decode(deadLetter.getContent().duplicate()).toString();
  }

  private static Decoded decode(String text) {
    return decode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Decoded decode(byte[] bytes) {
    return RawMessages.intake().decode(RawMessages.of("x12-214", bytes));
  }

  private static long at(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
