package io.waybill.operators.intake.x12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.Bucket;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Shipped;
import io.waybill.schemas.StockCount;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockPlace;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 940, 943, 944, 945, 947, 846 and 861. */
@Tag("R-S5")
class WarehouseTest {

  private static final String DEPOSITOR = "N1*DE*ACME*9*DEP";
  private static final String WAREHOUSE = "N1*WH*NORTH*9*WH1";

  @Test
  void aShipOrderLinksTheDepositorsOrder() {
    Decoded decoded =
        Interchange.read(
            "940",
            "W05*N*DO1*PO1",
            "N1*ST*SHOP*9*77",
            "G62*10*20260106",
            "W66*PP*M***MTEN*****ABCD",
            "LX*1",
            "W01*12*CA*000100000010*VN*A",
            "LX*2",
            "W01*3*CA**VN*B");
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(Interchange.milestones(decoded))
        .containsExactly(
            "PICK_ORDERED N DO1 2026-01-05T10:00:00Z",
            "PICKUP_PLANNED 10 DO1 2026-01-06T00:00:00Z");
    assertThat(Interchange.measures(Interchange.milestone(decoded, 0)))
        .containsExactly("LINE 1 ITEM A = 12 CA", "LINE 2 ITEM B = 3 CA");
    assertThat(Interchange.milestone(decoded, 0).getDetail().getCarrier()).isEqualTo("ABCD");
    assertThat(Interchange.links(decoded))
        .containsExactly("DEPOSITOR_ORDER//DO1 > DO1", "PO//PO1 > DO1");

    Decoded named = Interchange.read("940", "W05*N*DO1", "N9*SI*S1", "LX*1", "W01*1*CA**VN*A");
    assertThat(Interchange.links(named)).containsExactly("DEPOSITOR_ORDER//DO1 > S1");
    Decoded cancelled = Interchange.read("940", "W05*F*DO1", "LX*1", "W01*1*CA**VN*A");
    assertThat(cancelled.links()).isEmpty();
    assertThat(cancelled.shipmentFacts().get(0).getEnvelope().getRetracted()).isTrue();
  }

  @Test
  void aShippingAdviceIsShippedLinesAndTheirStock() {
    Decoded decoded =
        Interchange.read(
            "945",
            "W06*F*DO1*20260104*BOL1**PO1",
            DEPOSITOR,
            WAREHOUSE,
            "W27*M*ABCD*****TRAILER1",
            "LX*1",
            "MAN*GM*00000715670002152360",
            "W12*CC*12*12**CA**VN*A*LOT1",
            "LX*2",
            "W12*CP*5*3*2*CA**VN*B",
            "LX*3",
            "W12*CU*4***CA**VN*C",
            "W03*15*300*LB");
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.shipmentFacts())
        .allSatisfy(fact -> assertThat(Interchange.about(fact)).isEqualTo("DEPOSITOR_ORDER//DO1"));
    assertThat(decoded.shipmentFacts().get(1).getPayload())
        .isEqualTo(new Shipped("1", "A", "WH1", decimal("12"), "CA"));
    assertThat(decoded.shipmentFacts())
        .filteredOn(fact -> fact.getPayload() instanceof Shipped)
        .extracting(fact -> fact.getEnvelope().getSubject() + fact.getEnvelope().getRetracted())
        .containsExactly("shipped/1false", "shipped/2false", "shipped/3true");
    assertThat(Interchange.milestones(decoded))
        .containsExactly(
            "SHIPMENT_ADVISED F DEPOSITOR_ORDER//DO1 2026-01-04T00:00:00Z",
            "ORDER_LINE_PARTIAL CP DEPOSITOR_ORDER//DO1 2026-01-04T00:00:00Z",
            "ORDER_LINE_CANCELLED CU DEPOSITOR_ORDER//DO1 2026-01-04T00:00:00Z");
    assertThat(Interchange.measures(Interchange.milestone(decoded, 0)))
        .containsExactly("UNITS = 15", "WEIGHT = 300 LB");
    assertThat(Interchange.movements(decoded))
        .containsExactly(
            "12 CA DEP/A ON_HAND@WH1 > IN_TRANSIT",
            "3 CA DEP/B ON_HAND@WH1 > IN_TRANSIT",
            "0 CA DEP/C ON_HAND@WH1 > IN_TRANSIT retracted");
  }

  @Test
  void anItemMayBeNamedByAPairThatStandsFurtherBehind() {
    Decoded order =
        Interchange.read(
            "940",
            "W05*N*DO1",
            "LX*1",
            "W01*12*CA*************VN*A",
            "LX*2",
            "W01*3*CA**PO*PO1**********VN*B",
            "LX*3",
            "W01*3*CA**UK*C**********VN*D",
            "LX*4",
            "W01*3*CA**UK*E**********NOT A QUALIFIER*X");
    assertThat(Interchange.faults(order)).isEmpty();
    assertThat(Interchange.measures(Interchange.milestone(order, 0)))
        .containsExactly(
            "LINE 1 ITEM A = 12 CA",
            "LINE 2 ITEM B = 3 CA",
            "LINE 3 ITEM C = 3 CA",
            "LINE 4 ITEM E = 3 CA");
    Decoded advice =
        Interchange.read(
            "945",
            "W06*F*DO1*20260104",
            "LX*1",
            "W12*CC*12*12**CA************VN*A",
            "LX*2",
            "W12*IS*5*5**CA**VN*NEW*********VN*OLD",
            "LX*3",
            "W12*IS*5*5**CA************VN*OLD");
    assertThat(advice.shipmentFacts())
        .filteredOn(fact -> fact.getPayload() instanceof Shipped)
        .extracting(fact -> ((Shipped) fact.getPayload()).getItem())
        .containsExactly("A", "NEW");
    assertThat(Interchange.faults(advice)).containsExactly("MISSING W1208");
  }

  @Test
  void linesOfOneNumberStandBesideEachOther() {
    Decoded decoded =
        Interchange.read(
            "945",
            "W06*F*DO1*20260104",
            "LX*1",
            "W12*CC*12*12**CA**VN*A",
            "W12*CC*5*5**CA**VN*B",
            "LX*1",
            "W12*CC*7*7**CA**VN*C");
    assertThat(decoded.stockFacts())
        .extracting(fact -> fact.getEnvelope().getSubject().replaceFirst(".*/", ""))
        .containsExactly("1", "1.2", "1.3");
  }

  @Test
  void aShippingAdviceTellsItsUnitsAndWhenItIsExpected() {
    Decoded decoded =
        Interchange.read(
            "945",
            "W06*F*DO1*20260104",
            "N1*ST*SHOP*9*77",
            "G62*17*20260109",
            "LX*1",
            "MAN*2*ABCD**GM*00000715670002152360",
            "MAN*UP*012345678905",
            "W12*CC*12*12**CA**VN*A",
            "LX*2",
            "MAN*GM*00000715670002152377**CP*1Z999",
            "W12*CC*3*3**CA**VN*B");
    assertThat(Interchange.milestones(decoded))
        .containsExactly(
            "SHIPMENT_ADVISED F DEPOSITOR_ORDER//DO1 2026-01-04T00:00:00Z",
            "ESTIMATED_DELIVERY 17 DEPOSITOR_ORDER//DO1 2026-01-09T00:00:00Z");
    assertThat(Interchange.milestone(decoded, 0).getDetail().getHandlingUnits())
        .containsExactly("00000715670002152360", "00000715670002152377", "1Z999");
    assertThat(Interchange.milestone(decoded, 1).getClassifier()).isEqualTo(Classifier.ESTIMATED);
  }

  @Test
  void aReplacedShippingAdviceIsAHigherVersionOfTheSameLines() {
    Decoded first = advice("F", "12");
    Decoded second = advice("R", "10");
    assertThat(second.stockFacts().get(0).getEnvelope().getSubject())
        .isEqualTo(first.stockFacts().get(0).getEnvelope().getSubject());
    assertThat(second.stockFacts().get(0).getEnvelope().getVersion())
        .isGreaterThan(first.stockFacts().get(0).getEnvelope().getVersion());
    assertThat(Interchange.movements(advice("C", "2")))
        .containsExactly("2 CA RECV/A CUSTOMER > ON_HAND@SEND!RETURNED");
    assertThat(Interchange.faults(advice("A", "2"))).containsExactly("INVALID W0601 A");
  }

  @Test
  void aTransferPutsStockIntoTransitAndAReceiptTakesItOut() {
    Decoded transfer =
        Interchange.read(
            "943",
            "W06*N*DO1*20260104",
            DEPOSITOR,
            "N1*SF*SOUTH*9*WH0",
            WAREHOUSE,
            "W04*12*CA**VN*A");
    assertThat(Interchange.movements(transfer))
        .containsExactly("12 CA DEP/A ON_HAND@WH0 > IN_TRANSIT");
    assertThat(Interchange.milestones(transfer))
        .containsExactly("TRANSFER_SHIPPED N DEPOSITOR_ORDER//DO1 2026-01-04T00:00:00Z");

    Decoded receipt =
        Interchange.read(
            "944",
            "W17*F*20260105*R1*DO1",
            DEPOSITOR,
            WAREHOUSE,
            "W07*11*CA**VN*A***LOT1",
            "W13*2*CA*01",
            "W13*1*CA*02",
            "W13*1*CA*09",
            "W07*3*CA**VN*B",
            "W13*3*CA*07");
    assertThat(receipt.deadLetters()).isEmpty();
    assertThat(Interchange.movements(receipt))
        .containsExactly(
            "8 CA DEP/A IN_TRANSIT > ON_HAND@WH1",
            "2 CA DEP/A IN_TRANSIT > ON_HAND@WH1!DAMAGED",
            "1 CA DEP/A IN_TRANSIT > ON_HAND@WH1!HOLD",
            "3 CA DEP/B IN_TRANSIT > ON_HAND@WH1");
    assertThat(Interchange.milestones(receipt))
        .containsExactly("RECEIPT_ADVISED F DEPOSITOR_ORDER//DO1 2026-01-05T00:00:00Z");
    assertThat(Interchange.measures(Interchange.milestone(receipt, 0)))
        .containsExactly(
            "LINE 1 ITEM A RECEIVED = 11 CA",
            "LINE 1 ITEM A DAMAGED = 2 CA",
            "LINE 1 ITEM A HOLD = 1 CA",
            "LINE 1 ITEM A SHORT = 1 CA",
            "LINE 2 ITEM B RECEIVED = 3 CA");
    assertThat(
            Interchange.faults(
                Interchange.read("944", "W17*F*20260105*R1", "W07*1*CA**VN*A", "W13*2*CA*01")))
        .containsExactly("INVALID W0701 1");
  }

  /** Else what the first receipt called damaged would stand beside what replaces it. */
  @Test
  void aReceiptThatReplacesAnotherTakesBackTheStatusesThatItDoesNotName() {
    String line = "W07*11*CA**VN*A";
    Decoded first = Interchange.read("944", "W17*F*20260104*R1", WAREHOUSE, line, "W13*2*CA*01");
    Decoded second = Interchange.read("944", "W17*R*20260104*R1", WAREHOUSE, line);
    String damaged = "receipt/SEND/R1/1/DAMAGED";
    assertThat(first.stockFacts())
        .extracting(fact -> fact.getEnvelope().getSubject(), fact -> retracted(fact))
        .containsExactly(tuple("receipt/SEND/R1/1/GOOD", false), tuple(damaged, false));
    assertThat(second.stockFacts())
        .extracting(fact -> fact.getEnvelope().getSubject(), fact -> retracted(fact))
        .contains(tuple("receipt/SEND/R1/1/GOOD", false), tuple(damaged, true))
        .hasSize(6);
    assertThat(second.stockFacts().get(1).getEnvelope().getVersion())
        .isGreaterThan(first.stockFacts().get(1).getEnvelope().getVersion());
  }

  private static boolean retracted(StockFact fact) {
    return fact.getEnvelope().getRetracted();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "03*-5; 5 CA DEP/A ON_HAND@WH1 > IN_TRANSIT",
        "53*5; 5 CA DEP/A IN_TRANSIT > ON_HAND@WH1",
        "04*-5; 5 CA DEP/A ON_HAND@WH1 > IN_TRANSIT",
        "54*5; 5 CA DEP/A IN_TRANSIT > ON_HAND@WH1",
        "05*-5; 5 CA DEP/A ON_HAND@WH1 > ON_HAND@WH1!HOLD",
        "55*5; 5 CA DEP/A ON_HAND@WH1!HOLD > ON_HAND@WH1",
        "06*-5; 5 CA DEP/A ON_HAND@WH1 > ADJUSTMENT",
        "56*5; 5 CA DEP/A ADJUSTMENT > ON_HAND@WH1",
        "07*-5; 5 CA DEP/A ON_HAND@WH1 > SCRAP",
        "51*5; 5 CA DEP/A ADJUSTMENT > ON_HAND@WH1",
        "AA*-2.5; 2.5 CA DEP/A ON_HAND@WH1 > ADJUSTMENT",
        "AU*-5; 5 CA DEP/A ON_HAND@WH1 > ON_HAND@WH1!DAMAGED",
        "AW*-5; 5 CA DEP/A ON_HAND@WH1 > ON_HAND@WH1!HOLD",
        "AX*-5; 5 CA DEP/A ON_HAND@WH1 > SCRAP",
        "CR*5; 5 CA DEP/A CUSTOMER > ON_HAND@WH1",
        "QQ*5; 5 CA DEP/A ADJUSTMENT > ON_HAND@WH1",
      })
  void anAdjustmentMovesWhereItsReasonSays(String w19, String movement) {
    Decoded decoded =
        Interchange.read(
            "947", "W15*20260104*ADJ1", DEPOSITOR, WAREHOUSE, "W19*" + w19 + "*CA**VN*A");
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(Interchange.movements(decoded)).containsExactly(movement);
  }

  @Test
  void aChangeOfConditionNamesTheCondition() {
    assertThat(
            Interchange.movements(
                Interchange.read("947", "W15*20260104*ADJ1", "W19*AC*5*CA**VN*A**********DM")))
        .containsExactly("5 CA RECV/A ON_HAND@SEND > ON_HAND@SEND!DAMAGED");
    assertThat(
            Interchange.faults(Interchange.read("947", "W15*20260104*ADJ1", "W19*AC*5*CA**VN*A")))
        .containsExactly("MISSING W1916");
  }

  @Test
  void anInventoryIsACountOfEachStatus() {
    Decoded decoded =
        Interchange.read(
            "846",
            "BIA*00*DD*INV1*20260104*0600",
            DEPOSITOR,
            WAREHOUSE,
            "LIN*1*VN*A",
            "REF*LT*LOT1",
            "QTY*33*90*CA",
            "QTY*17*100*CA",
            "QTY*20*10*CA",
            "LIN*2*VN*B",
            "QTY*17*7*CA",
            "LIN*3*VN*C",
            "QTY*63*5*CA");
    assertThat(Interchange.faults(decoded)).hasSize(1).first().asString().contains("LIN01");
    assertThat(decoded.stockFacts())
        .extracting(fact -> fact.getCount())
        .containsExactly(
            new StockCount(place("GOOD"), decimal("90"), "LOT1"),
            new StockCount(place("DAMAGED"), decimal("10"), "LOT1"),
            new StockCount(place("GOOD"), decimal("7"), null));
    assertThat(decoded.stockFacts())
        .extracting(fact -> fact.getEnvelope().getKey())
        .containsExactly("DEP|A", "DEP|A", "DEP|B");
  }

  @Test
  void theUnitOfAnInventoryMayStandBesideTheQuantity() {
    Decoded decoded =
        Interchange.read("846", "BIA*00*DD*I1*20260104", "LIN**VN*A", "QTY*33*9", "UIT*CA*1.5");
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.stockFacts().get(0).getMovement().getUnit()).isEqualTo("CA");
    assertThat(
            Interchange.faults(
                Interchange.read("846", "BIA*00*DD*I1*20260104", "LIN**VN*A", "QTY*33*9")))
        .containsExactly("MISSING QTY03");
  }

  @Test
  void anOrderALotOrASerialNumberIsNoItemWhereOneIsNamed() {
    Decoded decoded =
        Interchange.read(
            "861", "BRA*R1*20260104*00*1", "RCD*1*9*EA", "LIN**VO*PO1*LT*L1*SN*S1*ND*0002-1433-80");
    assertThat(decoded.stockFacts().get(0).getMovement().getItem()).isEqualTo("0002-1433-80");
  }

  @Test
  void aReceivingAdviceTellsWhatIsContested() {
    Decoded decoded =
        Interchange.read(
            "861",
            "BRA*RA1*20260104*00*1",
            "REF*PO*PO1",
            WAREHOUSE,
            "RCD*1*10*EA*1*EA*2*EA*01",
            "LIN**VN*A");
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(Interchange.movements(decoded))
        .containsExactly(
            "8 EA RECV/A IN_TRANSIT > ON_HAND@WH1", "2 EA RECV/A IN_TRANSIT > ON_HAND@WH1!DAMAGED");
    assertThat(Interchange.milestones(decoded))
        .containsExactly("RECEIPT_ADVISED 1 PO//PO1 2026-01-04T00:00:00Z");
    assertThat(Interchange.measures(Interchange.milestone(decoded, 0)))
        .containsExactly(
            "LINE 1 ITEM A RECEIVED = 10 EA",
            "LINE 1 ITEM A DAMAGED = 2 EA",
            "LINE 1 ITEM A RETURNED = 1 EA");
  }

  @Test
  void theSameDocumentInAnotherEnvelopeIsTheSameFacts() {
    for (String[] message :
        List.of(
            new String[] {"945", "W06*F*DO1*20260104", "LX*1", "W12*CC*1*1**CA**VN*A"},
            new String[] {"944", "W17*F*20260104*R1", "W07*1*CA**VN*A"},
            new String[] {"947", "W15*20260104*ADJ1", "W19*AA*1*CA**VN*A"},
            new String[] {"846", "BIA*00*DD*I1*20260104", "LIN*1*VN*A", "QTY*33*9*CA"})) {
      String[] segments = java.util.Arrays.copyOfRange(message, 1, message.length);
      Decoded one = Interchange.read(Interchange.numbered("000000001", message[0], segments));
      Decoded other = Interchange.read(Interchange.numbered("000000002", message[0], segments));
      assertThat(other.stockFacts())
          .as(message[0])
          .extracting(fact -> fact.getEnvelope().getFactId())
          .isEqualTo(one.stockFacts().stream().map(fact -> fact.getEnvelope().getFactId()).toList())
          .isNotEmpty();
    }
  }

  private static Decoded advice(String report, String quantity) {
    return Interchange.read(
        "945", "W06*" + report + "*DO1*20260105", "LX*1", "W12*CC*12*" + quantity + "**CA**VN*A");
  }

  private static StockPlace place(String status) {
    return new StockPlace(Bucket.ON_HAND, "WH1", status);
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text).setScale(6);
  }
}
