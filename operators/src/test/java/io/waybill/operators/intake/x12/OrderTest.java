package io.waybill.operators.intake.x12;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.SharedFiles;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.Charge;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.MessageOutcome;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.Shipped;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 850, 855, 856, 810, 820 and 180. */
@Tag("R-S6")
class OrderTest {

  @Test
  void anOrderIsItsLines() throws IOException {
    Decoded decoded = read("850/EDI.Net__x12.850a.edi");
    assertThat(decoded.shipmentFacts())
        .allSatisfy(fact -> assertThat(Interchange.about(fact)).isEqualTo("PO//4600000406"));
    assertThat(decoded.shipmentFacts().get(0).getPayload())
        .isEqualTo(
            new OrderLine(
                "000100001",
                "SINGLE LINE DIAMOND PATTERN",
                decimal("2500"),
                "YD",
                "Test Inc.",
                "USD",
                decimal("2.53"),
                null,
                null,
                Instant.parse("2014-08-05T00:00:00Z").toEpochMilli()));
    assertThat(Interchange.milestones(decoded))
        .containsExactly("ORDER_RECEIVED 00 PO//4600000406 2014-07-24T00:00:00Z");
  }

  @Test
  void linesOfOneNumberAreLinesOfTheirOwn() {
    Decoded decoded =
        Interchange.read(
            "850",
            "BEG*00*NE*PO1**20260104",
            "PO1*1*5*EA*1**VN*A",
            "PO1*1*7*EA*1**VN*B",
            "PO1*2*9*EA*1**VN*C");
    assertThat(decoded.shipmentFacts())
        .extracting(fact -> fact.getEnvelope().getSubject())
        .containsExactly("order/PO1/1", "order/PO1/1.2", "order/PO1/2", "order-received/PO1");
  }

  @Test
  @Tag("R-F4")
  void aQualifierWithoutItsNumberIsToldAndHarmsNoItemThatIsNamed() {
    Decoded decoded =
        Interchange.read("850", "BEG*00*NE*PO1**20260104", "PO1*1*5*EA*1**UP*012345678905*VN*");
    assertThat(Interchange.faults(decoded)).containsExactly("INVALID PO109");
    assertThat(((OrderLine) decoded.shipmentFacts().get(0).getPayload()).getItem())
        .isEqualTo("012345678905");
    assertThat(Interchange.answers(decoded).get(0)).contains("~AK3*PO1*3*PO1*8~AK4*9**2~AK5*E*5~");
    assertThat(
            Interchange.faults(
                Interchange.read("850", "BEG*00*NE*PO1**20260104", "PO1*1*5*EA*1**VN*")))
        .containsExactly("INVALID PO107");
  }

  @Test
  void aPackOfOneItemNeedsNoLevelForIt() {
    Decoded decoded =
        Interchange.read(
            "856",
            "BSN*00*SHP1*20260104*1000*0004",
            "HL*1**S",
            "TD5**2*ABCD",
            "HL*2*1*O",
            "PRF*PO1",
            "REF*BM*BOL1",
            "HL*3*2*P",
            "LIN*1*VN*A",
            "SN1**5*EA",
            "REF*CN*PRO1",
            "HL*4*2*T",
            "LIN*2*VN*B",
            "SN1**9*EA",
            "HL*5*4*I",
            "LIN*2*VN*B",
            "SN1**9*EA",
            "HL*6*5*P",
            "LIN*2*VN*B",
            "SN1**9*EA");
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.shipmentFacts())
        .filteredOn(fact -> fact.getPayload() instanceof Shipped)
        .extracting(fact -> ((Shipped) fact.getPayload()).getItem())
        .containsExactly("A", "B");
    assertThat(Interchange.links(decoded))
        .contains("BOL//BOL1 > SHP1", "PRO/ABCD/PRO1 > SHP1", "PO//PO1 > SHP1");
  }

  @Test
  @Tag("R-S9")
  void aPaymentIsAdjustedAsAWholeAndPaysByWhatItNames() {
    Decoded decoded =
        Interchange.read(
            "820", "BPR*I*5*C", "TRN*1*P1", "RMR*IV*INV1**5", "RMR*BM*BOL1**2", "ADX*-2*06");
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(Interchange.milestones(decoded))
        .containsExactly(
            "PAYMENT_ADVISED IV INVOICE//INV1 2026-01-05T10:00:00Z",
            "PAYMENT_ADVISED BM BOL//BOL1 2026-01-05T10:00:00Z",
            "PAYMENT_ADJUSTED 06 PAYMENT/SEND/P1 2026-01-05T10:00:00Z");
  }

  @Test
  void anOrderLineWithoutAPriceIsNotInvented() {
    Decoded decoded = Interchange.read("850", "BEG*00*NE*PO1**20260104", "PO1*1*150*EA***IN*02006");
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.shipmentFacts()).hasSize(1);
    assertThat(Interchange.measures(Interchange.milestone(decoded, 0)))
        .containsExactly("LINE 1 ITEM 02006 = 150 EA");
  }

  @Test
  @Tag("R-F4")
  void aCancelledShipNoticeTakesBackWhatItSaidAndAsksForItsLines() {
    String[] lines = {
      "HL*1**S",
      "PRF*PO1",
      "HL*2*1*I",
      "LIN*1*VN*A",
      "SN1*1*5*EA",
      "HL*3*1*I",
      "LIN*2*VN*B",
      "SN1*2*6*EA"
    };
    Decoded notice = notice("BSN*00*S1*20260104*1000", "DTM*017*20260110", lines);
    assertThat(subjects(notice))
        .containsExactlyInAnyOrder(
            "ship-notice", "estimated-delivery", "shipped/PO1/1", "shipped/PO1/2");

    for (String purpose : List.of("01", "03")) {
      Decoded whole = notice("BSN*" + purpose + "*S1*20260105*1000", null, lines);
      assertThat(whole.deadLetters()).isEmpty();
      assertThat(subjects(whole)).containsExactlyInAnyOrderElementsOf(subjects(notice));
      assertThat(whole.shipmentFacts())
          .allSatisfy(fact -> assertThat(fact.getEnvelope().getRetracted()).isTrue());

      Decoded bare = notice("BSN*" + purpose + "*S1*20260105*1000", null, "HL*1**S");
      assertThat(subjects(bare)).containsExactly("ship-notice", "estimated-delivery");
      assertThat(bare.shipmentFacts())
          .allSatisfy(fact -> assertThat(fact.getEnvelope().getRetracted()).isTrue())
          .allSatisfy(fact -> assertThat(fact.getEnvelope().getKey()).isEqualTo("S1"));
      assertThat(bare.links()).isEmpty();
      assertThat(bare.deadLetters())
          .extracting(letter -> letter.getReason() + " " + letter.getField())
          .containsExactly("MISSING HL");
      assertThat(bare.deadLetters().get(0).getRemedy()).contains("taken back, but not its lines");
      assertThat(bare.records().get(0).getOutcome()).isEqualTo(MessageOutcome.ACCEPTED_WITH_ERRORS);
    }
    Decoded alone = Interchange.read("856", "BSN*01*S1*20260105*1000");
    assertThat(subjects(alone)).containsExactly("ship-notice", "estimated-delivery");
    assertThat(alone.deadLetters()).hasSize(1);
    assertThat(Interchange.read("856", "BSN*00*S1*20260105*1000").shipmentFacts()).isEmpty();
    assertThat(notice("BSN*00*S1*20260104*1000", null, "HL*1**S").deadLetters())
        .as("a notice without items that takes nothing back")
        .isEmpty();
  }

  private static Decoded notice(String bsn, String dtm, String... levels) {
    List<String> segments = new ArrayList<>(List.of(bsn));
    if (dtm != null) {
      segments.add(dtm);
    }
    segments.addAll(List.of(levels));
    return Interchange.read("856", segments.toArray(new String[0]));
  }

  private static List<String> subjects(Decoded decoded) {
    return decoded.shipmentFacts().stream().map(fact -> fact.getEnvelope().getSubject()).toList();
  }

  @Test
  @Tag("R-F4")
  void aCancelledOrderOrReceiptAsksForItsLines() {
    Decoded order = Interchange.read("850", "BEG*01*SA*PO1**20260104");
    assertThat(order.shipmentFacts().get(0).getEnvelope().getRetracted()).isTrue();
    assertThat(order.deadLetters())
        .extracting(letter -> letter.getReason() + " " + letter.getField())
        .containsExactly("MISSING PO1");
    Decoded receipt = Interchange.read("861", "BRA*R1*20260104*01*1*0800", "REF*BM*B1");
    assertThat(receipt.shipmentFacts().get(0).getEnvelope().getRetracted()).isTrue();
    assertThat(receipt.deadLetters())
        .extracting(letter -> letter.getReason() + " " + letter.getField())
        .containsExactly("MISSING RCD");
    Decoded pick = Interchange.read("940", "W05*F*DO1");
    assertThat(pick.shipmentFacts().get(0).getEnvelope().getRetracted()).isTrue();
    assertThat(pick.deadLetters())
        .extracting(letter -> letter.getReason() + " " + letter.getField())
        .containsExactly("MISSING W01");
  }

  @Test
  @Tag("R-F4")
  void aBadLineOfAnOrderTakesNoOtherAlong() {
    Decoded decoded =
        Interchange.read(
            "850",
            "BEG*00*NE*PO1**20260104",
            "PO1*1*x*EA*1**IN*A",
            "PO1*2*2**1**IN*B",
            "PO1*3*2*EA*1*",
            "PO1*4*2*EA*-1**IN*D",
            "PO1*5*2*EA*1**IN*E");
    assertThat(Interchange.faults(decoded))
        .containsExactly("INVALID PO102 x", "MISSING PO103", "MISSING PO107", "INVALID PO104 -1");
    assertThat(decoded.shipmentFacts())
        .extracting(fact -> fact.getEnvelope().getSubject())
        .containsExactly("order/PO1/5", "order-received/PO1");
  }

  @Test
  void anAnswerToAnOrderTellsTheStateOfEachLine() throws IOException {
    Decoded decoded = read("855/node-x12__855.edi");
    assertThat(Interchange.milestones(decoded))
        .containsExactly(
            "ORDER_ACKNOWLEDGED AD PO//POTEST1112 2020-10-15T00:00:00Z",
            "ORDER_LINE_ACCEPTED IA PO//POTEST1112 2020-10-15T00:00:00Z",
            "ORDER_LINE_REJECTED IR PO//POTEST1112 2020-10-15T00:00:00Z",
            "ORDER_LINE_REJECTED IR PO//POTEST1112 2020-10-15T00:00:00Z",
            "ORDER_LINE_ACCEPTED IA PO//POTEST1112 2020-10-15T00:00:00Z");
    Milestone second = Interchange.milestone(decoded, 2);
    assertThat(second.getDetail().getText()).isEqualTo("Line 2, item 9780767928427");
    assertThat(Interchange.measures(second))
        .containsExactly("ORDERED = 2 UN", "ACKNOWLEDGED = 0 UN");
  }

  @Test
  void aShipNoticeIsWhatWasShippedOverAllItsLevels() throws IOException {
    Decoded decoded = read("856/EdiEngine__856.Crossdock.OK.edi");
    assertThat(Interchange.milestones(decoded))
        .containsExactly(
            "SHIPMENT_ADVISED 00 000009 2009-09-21T00:00:00Z",
            "ESTIMATED_DELIVERY 017 000009 2009-09-25T00:00:00Z");
    Milestone advised = Interchange.milestone(decoded, 0);
    assertThat(advised.getEquipment()).isEqualTo("1234567890");
    assertThat(advised.getDetail().getCarrier()).isEqualTo("OVNT");
    assertThat(advised.getDetail().getHandlingUnits())
        .contains("00000715670002152360", "00000715670002152111")
        .hasSize(5);
    assertThat(decoded.shipmentFacts().get(2).getPayload())
        .isEqualTo(new Shipped("1", "0000000000642", "000009", decimal("12"), "EA"));
    assertThat(decoded.shipmentFacts())
        .extracting(fact -> fact.getEnvelope().getSubject())
        .containsExactly(
            "ship-notice",
            "estimated-delivery",
            "shipped/POREF00/1",
            "shipped/POREF00/2",
            "shipped/POREF00/3",
            "shipped/POREF00/4",
            "shipped/POREF01/5");
    assertThat(Interchange.links(decoded))
        .containsExactly(
            "BOL//000001 > 000009",
            "PRO/OVNT/0000000008741 > 000009",
            "PO//POREF00 > 000009",
            "PO//POREF01 > 000009");
  }

  @Test
  void aShipNoticeWithoutANumberGoesByItsStrongestReference() throws IOException {
    Decoded decoded = read("856/X12Parser__Example2.txt");
    assertThat(decoded.links()).isEmpty();
    assertThat(decoded.shipmentFacts())
        .allSatisfy(fact -> assertThat(Interchange.about(fact)).isEqualTo("BOL//25673"))
        .hasSize(4);
  }

  @Test
  void anInvoiceIsAMilestoneOfItsOrderAndACarriersIsAFreightBill() {
    Decoded invoice =
        Interchange.read(
            "810",
            "BIG*20260104*INV1**PO1",
            "N1*RE*SELLER*9*77",
            "IT1*1*2*EA*5**VN*A",
            "TDS*139550");
    assertThat(Interchange.milestones(invoice))
        .containsExactly("INVOICE_RECEIVED  PO//PO1 2026-01-04T00:00:00Z");
    assertThat(Interchange.milestone(invoice, 0).getDetail().getAmounts())
        .containsExactly(new Charge("TOTAL", decimal("1395.5")));
    assertThat(Interchange.milestone(invoice, 0).getDetail().getCurrency()).isEqualTo("USD");

    Decoded freight =
        Interchange.read(
            "810", "BIG*20260104*INV1", "CUR*SE*EUR", "REF*CN*PRO1", "REF*SCA*ABCD", "TDS*139550");
    assertThat(Interchange.about(freight.shipmentFacts().get(0))).isEqualTo("PRO/ABCD/PRO1");
    assertThat(freight.shipmentFacts().get(0).getPayload())
        .isEqualTo(
            new FreightBill(
                "INV1",
                "ABCD",
                "EUR",
                decimal("1395.5"),
                List.of(new Charge("400", decimal("1395.5")))));
  }

  @Test
  @Tag("R-S9")
  void aPaymentTellsWhatItPays() throws IOException {
    Decoded decoded = read("820/X12Parser__Example4_Safeway.txt");
    assertThat(Interchange.milestones(decoded))
        .contains(
            "PAYMENT_ADJUSTED ZZ INVOICE//WSO_144324_05 2005-10-20T00:00:00Z",
            "PAYMENT_ADVISED IV INVOICE//6092392 2005-10-20T00:00:00Z")
        .hasSize(10);
    assertThat(Interchange.milestone(decoded, 2).getDetail().getAmounts())
        .containsExactly(
            new Charge("PAID", decimal("20430.34")),
            new Charge("INVOICED", decimal("20851.11")),
            new Charge("DISCOUNT", decimal("420.77")));
  }

  @Test
  @Tag("R-P3")
  void aReturnIsAskedForAndAnswered() throws IOException {
    Decoded asked = read("180/X12Parser__FromEasistandards.txt");
    assertThat(Interchange.milestones(asked))
        .containsExactly("RETURN_REQUESTED CR PO//123456789 2004-01-06T13:23:00Z");
    assertThat(Interchange.measures(Interchange.milestone(asked, 0)))
        .containsExactly("LINE 1 ITEM 12345670000 = 1 EA");
    Decoded answered =
        Interchange.read("180", "BGN*11*RMA1*20260104", "PRF*PO1", "BLI*VN*A*2*EA", "RDR*RM*DR");
    assertThat(Interchange.milestones(answered))
        .containsExactly("RETURN_AUTHORISED RM PO//PO1 2026-01-04T00:00:00Z");
  }

  private static Decoded read(String sample) throws IOException {
    Decoded decoded =
        Interchange.read(
            new String(SharedFiles.read("samples/x12/" + sample), StandardCharsets.UTF_8));
    assertThat(decoded.deadLetters()).noneMatch(fault -> !fault.getField().startsWith("IEA"));
    return decoded;
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text).setScale(6);
  }
}
