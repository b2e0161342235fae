package io.waybill.operators.intake.edifact;

import static io.waybill.operators.intake.edifact.Edifact.CREATED;
import static io.waybill.operators.intake.edifact.Edifact.at;
import static io.waybill.operators.intake.edifact.Edifact.one;
import static io.waybill.operators.intake.edifact.Edifact.read;
import static io.waybill.operators.intake.edifact.Edifact.readBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.Bucket;
import io.waybill.schemas.Charge;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.Measure;
import io.waybill.schemas.MessageOutcome;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.Place;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.Shipped;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockMovement;
import io.waybill.schemas.StockPlace;
import io.waybill.schemas.TransportPlan;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one message of each type says. */
@Tag("R-S1")
@Tag("R-S2")
class GoldenMessagesTest {

  private static final StockPlace TRANSIT = new StockPlace(Bucket.IN_TRANSIT, "", "GOOD");

  @Test
  void aStatusIsAMilestoneWithAllThatItsSourceSays() {
    Decoded decoded =
        read(
            one(
                "IFTSTA",
                "BGM+23+STA1+9'"
                    + CREATED
                    + "NAD+CA+HLCU:172:182'RFF+CU:LOAD7'CNI+1+CONS9'"
                    + "STS+1+21:::Delivered at dock+14'RFF+BN:BOOK3'DTM+334:202601041630:203'"
                    + "FTX+AAI+++Two boxes:torn'LOC+7+DEHAM:139:6:Hamburg+CTA::92'"
                    + "EQD+CN+HLXU1234567+45G1'SEL+S77+CA'MEA+AAE+G+KGM:1200,5'"
                    + "GID+1+12:PK'"));
    good(decoded, "EDIFACT-IFTSTA", 1);
    ShipmentFact fact = decoded.shipmentFacts().get(0);
    assertThat(fact.getEnvelope().getReference()).isEqualTo(new Reference("LOAD", "", "LOAD7"));
    assertThat(fact.getEnvelope().getOccurredAt()).isEqualTo(at("2026-01-04T16:30:00Z"));
    assertThat(fact.getEnvelope().getOccurredOffset()).isEqualTo("local");
    assertThat(fact.getEnvelope().getRaw().getControlNumbers()).isEqualTo("ICR1/1");
    assertThat(fact.getEnvelope().getSubject())
        .isEqualTo("milestone//LOAD7/DELIVERED/2026-01-04T16:30:00Z/HLXU1234567");
    assertThat(fact.getPayload())
        .isEqualTo(
            new Milestone(
                "DELIVERED",
                "21",
                "14",
                Classifier.ACTUAL,
                "DEHAM",
                "HLXU1234567",
                new MilestoneDetail(
                    "UNECE-9011",
                    "Delivered at dock Two boxes torn",
                    null,
                    null,
                    new Place("DEHAM", null, "CTA", "Hamburg", null, null),
                    "HLCU",
                    List.of("S77"),
                    List.of(),
                    List.of(measure("WEIGHT", "1200.5", "KGM"), measure("PIECES", "12", "PK")),
                    List.of(),
                    null,
                    List.of(
                        new Reference("BOOKING", "", "BOOK3"),
                        new Reference("CONTAINER", "", "HLXU1234567"),
                        new Reference("PRO", "HLCU", "CONS9"),
                        new Reference("LOAD", "", "LOAD7")),
                    null)));
  }

  @Test
  void everyStatusOfEveryConsignmentIsRead() {
    Decoded decoded =
        read(
            one(
                "IFTSTA",
                "BGM+23+STA2+9'"
                    + CREATED
                    + "CNI+1+A1'STS+1+24'DTM+334:20260104:102'STS+1+1'DTM+132:202601060800:203'"
                    + "CNI+2+A2'STS+1+48'DTM+334:202601041200?+01:303'"
                    + "STS+1+13'DTM+334:20260104120030:204'"));
    good(decoded, "EDIFACT-IFTSTA", 4);
    assertThat(decoded.shipmentFacts())
        .extracting(
            fact -> fact.getEnvelope().getReference().getValue(),
            fact -> ((Milestone) fact.getPayload()).getCode(),
            fact -> ((Milestone) fact.getPayload()).getClassifier(),
            fact -> fact.getEnvelope().getOccurredAt(),
            fact -> fact.getEnvelope().getOccurredOffset())
        .containsExactly(
            tuple("A1", "DEPARTED", Classifier.ACTUAL, at("2026-01-04T00:00:00Z"), "Z"),
            tuple("A1", "ARRIVED", Classifier.ESTIMATED, at("2026-01-06T08:00:00Z"), "local"),
            tuple("A2", "LOADED", Classifier.ACTUAL, at("2026-01-04T11:00:00Z"), "+01:00"),
            tuple("A2", "PICKED_UP", Classifier.ACTUAL, at("2026-01-04T12:00:30Z"), "local"));
  }

  @Test
  void anInstructionPlansTheTransportAndLinks() {
    Decoded decoded =
        read(
            one(
                "IFTMIN",
                "BGM+610+TO-55+9'"
                    + CREATED
                    + "DTM+200:202601060700:203'DTM+2:202601071700:203'CUX+2:EUR'"
                    + "MOA+64:850.5'RFF+CU:LOAD7'RFF+BM:BL9'RFF+ON:PO1'RFF+CW:T7'TDT+20++3+31+HLCU:172:182'"
                    + "NAD+CZ+SHIPPER::92'NAD+CA+HLCU:172:182'GID+1+3:PX'EQD+CN+HLXU1234567'"));
    good(decoded, "EDIFACT-IFTMIN", 9);
    assertThat(decoded.shipmentFacts())
        .extracting(fact -> fact.getEnvelope().getKey(), fact -> fact.getEnvelope().getSubject())
        .containsExactly(
            tuple("TO-55", "transport-plan"),
            tuple("TO-55", "milestone/instruction"),
            tuple("TO-55", "milestone/instruction/PICKUP_APPOINTMENT"),
            tuple("TO-55", "milestone/instruction/DELIVERY_APPOINTMENT"));
    assertThat(decoded.shipmentFacts().get(0).getPayload())
        .isEqualTo(new TransportPlan("TO-55", "HLCU", decimal("850.5"), "EUR"));
    assertThat(decoded.shipmentFacts().get(3).getEnvelope().getOccurredAt())
        .isEqualTo(at("2026-01-07T17:00:00Z"));
    assertThat(decoded.links())
        .extracting(link -> link.getReference(), link -> link.getShipment())
        .containsExactly(
            tuple(new Reference("LOAD", "", "LOAD7"), "TO-55"),
            tuple(new Reference("BOL", "", "BL9"), "TO-55"),
            tuple(new Reference("PO", "", "PO1"), "TO-55"),
            tuple(new Reference("TRACKING", "HLCU", "T7"), "TO-55"),
            tuple(new Reference("CONTAINER", "", "HLXU1234567"), "TO-55"));
  }

  @Test
  @Tag("R-S5")
  void aDespatchAdviceShipsItsLines() {
    Decoded decoded =
        read(
            one(
                "DESADV",
                "BGM+351+DA100+9'"
                    + CREATED
                    + "DTM+11:202601050830:203'RFF+ON:PO1'RFF+DQ:DN5'NAD+BY+BUYER::9'"
                    + "NAD+SU+SELLER::9'CPS+1'PAC+1++201'PCI+33E'GIN+BJ+340123450000000018'"
                    + "LIN+1++4000001000005:EN'QTY+12:10:PCE'RFF+ON:PO1:000010'"
                    + "CPS+2'PAC+1++201'PCI+33E'GIN+BJ+340123450000000025'"
                    + "LIN+2++4000001000005:EN'QTY+12:4:PCE'RFF+ON:PO1:000010'"
                    + "LIN+3++4000001000012:EN'QTY+12:2,5:KGM'RFF+ON:PO1:000020'"));
    good(decoded, "EDIFACT-DESADV", 9);
    assertThat(decoded.shipmentFacts())
        .extracting(ShipmentFact::getPayload)
        .filteredOn(payload -> payload instanceof Shipped)
        .containsExactly(
            new Shipped("10", "4000001000005", "SELLER", decimal("14"), "PCE"),
            new Shipped("20", "4000001000012", "SELLER", decimal("2.5"), "KGM"));
    assertThat(decoded.shipmentFacts())
        .allSatisfy(fact -> assertThat(fact.getEnvelope().getKey()).isEqualTo("DA100"));
    assertThat(decoded.stockFacts())
        .extracting(StockFact::getMovement)
        .containsExactly(
            new StockMovement(
                "BUYER",
                "4000001000005",
                decimal("14"),
                "PCE",
                new StockPlace(Bucket.SUPPLIER, "", "GOOD"),
                TRANSIT),
            new StockMovement(
                "BUYER",
                "4000001000012",
                decimal("2.5"),
                "KGM",
                new StockPlace(Bucket.SUPPLIER, "", "GOOD"),
                TRANSIT));
    assertThat(decoded.links())
        .extracting(link -> link.getReference())
        .containsExactly(
            new Reference("PO", "BUYER", "PO1"),
            new Reference("DELIVERY_NOTE", "", "DN5"),
            new Reference("SSCC", "", "340123450000000018"),
            new Reference("SSCC", "", "340123450000000025"));
    Milestone advised = (Milestone) decoded.shipmentFacts().get(2).getPayload();
    assertThat(advised.getCode()).isEqualTo("SHIPMENT_ADVISED");
    assertThat(advised.getDetail().getHandlingUnits()).hasSize(2);
  }

  @Test
  @Tag("R-S5")
  void ourOwnGoodsLeaveTheirWarehouse() {
    Decoded decoded =
        readBy(
            "edifact-despatch-from: ON_HAND\nedifact-references: {DESADV: DESPATCH_ADVICE, DQ:"
                + " SHIPMENT}\n",
            one(
                "DESADV",
                "BGM+351+DA100+9'"
                    + CREATED
                    + "RFF+DQ:DN5'NAD+SE+OWNER'NAD+SF+WH1'LIN+1++ITEM1:SA'QTY+12:3:PCE'"));
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.stockFacts().get(0).getMovement())
        .isEqualTo(
            new StockMovement("OWNER", "ITEM1", decimal("3"), "PCE", stand("GOOD"), TRANSIT));
    assertThat(decoded.shipmentFacts().get(0).getEnvelope().getKey()).isEqualTo("DN5");
    assertThat(decoded.links())
        .extracting(link -> link.getReference())
        .containsExactly(new Reference("DESPATCH_ADVICE", "", "DA100"));
  }

  @Test
  @Tag("R-S5")
  void linesOfSeveralOrdersStayApart() {
    Decoded decoded =
        read(
            one(
                "DESADV",
                "BGM+351+DA100+9'"
                    + CREATED
                    + "NAD+BY+BUYER'LIN+1++ITEM1:SA'QTY+12:3'RFF+ON:PO1:1'"
                    + "LIN+2++ITEM1:SA'QTY+12:4'RFF+ON:PO2:1'"));
    assertThat(decoded.shipmentFacts())
        .extracting(ShipmentFact::getPayload)
        .filteredOn(payload -> payload instanceof Shipped)
        .containsExactly(
            new Shipped("1", "ITEM1", "", decimal("3"), "PCE"),
            new Shipped("2", "ITEM1", "", decimal("4"), "PCE"));
    assertThat(decoded.links()).as("of two orders none is owned").isEmpty();
  }

  @Test
  @Tag("R-S5")
  void aReceiptTakesOutOfTransitWhatWasAccepted() {
    Decoded decoded =
        read(
            one(
                "RECADV",
                "BGM+632+REC1+9'"
                    + CREATED
                    + "DTM+50:202601051500:203'RFF+AAK:DA100'NAD+BY+BUYER::9'NAD+DP+WH1::9'"
                    + "CPS+1'LIN+1++ITEM1:SA'QTY+12:10:PCE'QTY+48:9:PCE'QTY+195:2:PCE'"
                    + "QVR+-1:21+BP+AF'LIN+2++ITEM2:SA'QTY+194:5'"));
    good(decoded, "EDIFACT-RECADV", 3);
    StockPlace onHand = new StockPlace(Bucket.ON_HAND, "WH1", "GOOD");
    assertThat(decoded.stockFacts())
        .extracting(StockFact::getMovement)
        .containsExactly(
            new StockMovement("BUYER", "ITEM1", decimal("7"), "PCE", TRANSIT, onHand),
            new StockMovement("BUYER", "ITEM2", decimal("5"), "PCE", TRANSIT, onHand));
    assertThat(decoded.stockFacts().get(0).getEnvelope().getOccurredAt())
        .isEqualTo(at("2026-01-05T15:00:00Z"));
    ShipmentFact fact = decoded.shipmentFacts().get(0);
    assertThat(fact.getEnvelope().getReference())
        .isEqualTo(new Reference("DESPATCH_ADVICE", "", "DA100"));
    Milestone receipt = (Milestone) fact.getPayload();
    assertThat(receipt.getCode()).isEqualTo("RECEIPT_ADVISED");
    assertThat(receipt.getReason()).isEqualTo("AF");
    assertThat(receipt.getDetail().getMeasures())
        .containsExactly(
            measure("DESPATCHED 1 ITEM1", "10", "PCE"),
            measure("RECEIVED 1 ITEM1", "9", "PCE"),
            measure("REFUSED 1 ITEM1", "2", "PCE"),
            measure("VARIANCE 1 ITEM1", "-1", "PCE"),
            measure("ACCEPTED 2 ITEM2", "5", "PCE"));
  }

  @Test
  @Tag("R-S5")
  void anInventoryReportCountsAndAdjusts() {
    Decoded decoded =
        read(
            one(
                "INVRPT",
                "BGM+35+INV7+9'"
                    + CREATED
                    + "DTM+366:202601042359:203'NAD+GO+OWNER::9'NAD+WH+WH1::9'"
                    + "LIN+1++ITEM1:SA'PIA+1+LOT5:NB'QTY+145:100:PCE'QTY+124:3:PCE'"
                    + "LIN+2++ITEM2:SA'QTY+17:0'QTY+156:4:PCE'INV+1+1+3'"
                    + "LIN+3++ITEM3:SA'QTY+156:9:PCE'INV+2+1+4'QTY+145:8'INV++2'"));
    good(decoded, "EDIFACT-INVRPT", 6);
    assertThat(decoded.stockFacts())
        .filteredOn(fact -> fact.getCount() != null)
        .extracting(
            fact -> fact.getEnvelope().getKey(),
            fact -> fact.getCount().getPlace(),
            fact -> fact.getCount().getQuantity(),
            fact -> fact.getCount().getLot(),
            fact -> fact.getEnvelope().getOccurredAt())
        .containsExactly(
            tuple("OWNER|ITEM1", stand("GOOD"), decimal("100"), "LOT5", at("2026-01-04T23:59:00Z")),
            tuple(
                "OWNER|ITEM1", stand("DAMAGED"), decimal("3"), "LOT5", at("2026-01-04T23:59:00Z")),
            tuple("OWNER|ITEM2", stand("GOOD"), decimal("0"), null, at("2026-01-04T23:59:00Z")),
            tuple("OWNER|ITEM3", stand("DAMAGED"), decimal("8"), null, at("2026-01-04T23:59:00Z")));
    assertThat(decoded.stockFacts())
        .filteredOn(fact -> fact.getCount() == null)
        .extracting(StockFact::getMovement)
        .containsExactly(
            new StockMovement(
                "OWNER",
                "ITEM2",
                decimal("4"),
                "PCE",
                stand("GOOD"),
                new StockPlace(Bucket.SCRAP, "", "GOOD")),
            new StockMovement(
                "OWNER",
                "ITEM3",
                decimal("9"),
                "PCE",
                new StockPlace(Bucket.ADJUSTMENT, "", "GOOD"),
                stand("GOOD")));
  }

  @Test
  @Tag("R-S5")
  void whatTheMessageDoesNotNameItsEnvelopeDoes() {
    Decoded report =
        read(
            one(
                "INVRPT:D:97A:UN",
                "BGM+35+INV8+9'DTM+91:20260104:102'LIN+1++ITEM1:MF'INV+1+1+3'QTY+17:5:EA'"
                    + "INV++1'QTY+145:7:EA'QTY+16:0:EA'"));
    assertThat(report.stockFacts())
        .extracting(fact -> fact.getEnvelope().getKey(), fact -> fact.getCount() != null)
        .containsExactly(tuple("WAYBILL|ITEM1", false), tuple("WAYBILL|ITEM1", true));
    assertThat(report.stockFacts().get(1).getCount().getPlace().getNode())
        .isEqualTo("4012345000009");
    assertThat(report.deadLetters())
        .extracting(letter -> letter.getReason(), letter -> letter.getField())
        .containsExactly(tuple("UNSUPPORTED", "QTY01.1"));
    Decoded instruction = read(one("IFTMIN", "BGM+610+TO-56+9'" + CREATED));
    assertThat(instruction.shipmentFacts().get(0).getPayload())
        .isEqualTo(new TransportPlan("TO-56", "WAYBILL", null, ""));
    Decoded receipt =
        read(one("RECADV", "BGM+632+R2+9'" + CREATED + "RFF+ON:1'LIN+1++I:IN'QTY+48:016'"));
    assertThat(receipt.stockFacts().get(0).getMovement())
        .isEqualTo(
            new StockMovement(
                "WAYBILL",
                "I",
                decimal("16"),
                "PCE",
                TRANSIT,
                new StockPlace(Bucket.ON_HAND, "4012345000009", "GOOD")));
  }

  @Test
  @Tag("R-S6")
  void anOrderHasItsLines() {
    Decoded decoded =
        read(
            one(
                "ORDERS",
                "BGM+220+PO1+9'"
                    + CREATED
                    + "DTM+2:20260110:102'NAD+BY+BUYER::9'NAD+SU+SELLER::9'CUX+2:EUR:9'"
                    + "LIN+1++ITEM1:SA'QTY+21:10:PCE'MOA+203:123'PRI+AAA:12.3'"
                    + "LIN+2++ITEM2:SA'QTY+21:500:GRM'DTM+2:202601111200:203'PRI+AAA:20:CT:NTP:1000:GRM'"
                    + "LIN+3++ITEM3:SA'QTY+21:1:PCE'UNS+S'CNT+2:3'"));
    good(decoded, "EDIFACT-ORDERS", 3);
    assertThat(decoded.shipmentFacts())
        .allSatisfy(
            fact ->
                assertThat(fact.getEnvelope().getReference())
                    .isEqualTo(new Reference("PO", "BUYER", "PO1")));
    assertThat(decoded.shipmentFacts().get(0).getPayload())
        .isEqualTo(
            new OrderLine(
                "1",
                "ITEM1",
                decimal("10"),
                "PCE",
                "BUYER",
                "EUR",
                decimal("12.3"),
                decimal("123"),
                null,
                at("2026-01-11T00:00:00Z")));
    assertThat(decoded.shipmentFacts().get(1).getPayload())
        .isEqualTo(
            new OrderLine(
                "2",
                "ITEM2",
                decimal("500"),
                "GRM",
                "BUYER",
                "EUR",
                decimal("0.02"),
                null,
                null,
                at("2026-01-11T12:00:00Z")));
    Milestone received = (Milestone) decoded.shipmentFacts().get(2).getPayload();
    assertThat(received.getCode()).isEqualTo("ORDER_RECEIVED");
    assertThat(received.getDetail().getMeasures())
        .as("the line without a price stands here too")
        .contains(measure("ORDERED 3 ITEM3", "1", "PCE"));
  }

  @Test
  @Tag("R-S6")
  void anOrderResponseTellsWhatChanges() {
    Decoded decoded =
        read(
            one(
                "ORDRSP",
                "BGM+231+OR1+4+AC'"
                    + CREATED
                    + "RFF+ON:PO1'NAD+BY+BUYER::9'LIN+1+5+ITEM1:SA'QTY+21:10:PCE'"
                    + "LIN+2+3+ITEM2:SA'QTY+21:3:PCE'LIN+3+7+ITEM3:SA'UNS+S'"));
    good(decoded, "EDIFACT-ORDRSP", 4);
    assertThat(decoded.shipmentFacts())
        .extracting(
            fact -> ((Milestone) fact.getPayload()).getCode(),
            fact -> ((Milestone) fact.getPayload()).getOriginalCode(),
            fact -> ((Milestone) fact.getPayload()).getReason(),
            fact -> fact.getEnvelope().getSubject())
        .containsExactly(
            tuple("ORDER_ACKNOWLEDGED", "231", "AC", "milestone/order-response/OR1"),
            tuple("ORDER_LINE_ACCEPTED", "5", null, "milestone/order-response/OR1/1"),
            tuple("ORDER_LINE_CHANGED", "3", null, "milestone/order-response/OR1/2"),
            tuple("ORDER_LINE_REJECTED", "7", null, "milestone/order-response/OR1/3"));
    assertThat(decoded.shipmentFacts())
        .extracting(fact -> fact.getEnvelope().getReference())
        .containsOnly(new Reference("PO", "BUYER", "PO1"));
    Decoded refused =
        read(one("ORDRSP", "BGM+231+OR2+27'" + CREATED + "RFF+ON:PO1'NAD+BY+BUYER::9'"));
    assertThat(((Milestone) refused.shipmentFacts().get(0).getPayload()).getCode())
        .isEqualTo("ORDER_REJECTED");
  }

  @Test
  void anInvoiceIsReceivedWithItsAmounts() {
    Decoded decoded =
        read(
            one(
                "INVOIC",
                "BGM+380+INV1+9'"
                    + CREATED
                    + "RFF+DQ:DN5'RFF+IV:INV0'NAD+SU+SELLER::9'NAD+BY+BUYER::9'CUX+2:EUR:4'"
                    + "LIN+1++ITEM1:SA'QTY+47:10:PCE'MOA+203:100'PRI+AAA:10'"
                    + "UNS+S'MOA+77:119'MOA+79:100'MOA+124:19'"));
    good(decoded, "EDIFACT-INVOIC", 1);
    ShipmentFact fact = decoded.shipmentFacts().get(0);
    assertThat(fact.getEnvelope().getReference())
        .isEqualTo(new Reference("DELIVERY_NOTE", "", "DN5"));
    Milestone invoice = (Milestone) fact.getPayload();
    assertThat(invoice.getCode()).isEqualTo("INVOICE_RECEIVED");
    assertThat(invoice.getDetail().getCurrency()).isEqualTo("EUR");
    assertThat(invoice.getDetail().getCorrects()).isEqualTo("INV0");
    assertThat(invoice.getDetail().getAmounts())
        .containsExactly(
            new Charge("INVOICE", decimal("119")),
            new Charge("LINES", decimal("100")),
            new Charge("TAX", decimal("19")));
  }

  @Test
  @Tag("R-S4")
  void aFreightInvoiceIsAFreightBill() {
    String segments =
        "BGM+780+FI1+9'"
            + CREATED
            + "RFF+CU:LOAD7'NAD+SE+HLCU'NAD+BY+BUYER::9'CUX+2:EUR:4'"
            + "LIN+1++FRT'QTY+47:1'MOA+203:800'LIN+2++FUEL'MOA+203:50.5'"
            + "UNS+S'MOA+77:840.5'ALC+A++++DSC'MOA+204:10'";
    Decoded decoded = read(one("INVOIC", segments));
    good(decoded, "EDIFACT-INVOIC", 1);
    ShipmentFact fact = decoded.shipmentFacts().get(0);
    assertThat(fact.getEnvelope().getReference()).isEqualTo(new Reference("LOAD", "", "LOAD7"));
    assertThat(fact.getEnvelope().getSubject()).isEqualTo("freight-bill/HLCU/FI1");
    assertThat(fact.getPayload())
        .isEqualTo(
            new FreightBill(
                "FI1",
                "HLCU",
                "EUR",
                decimal("840.5"),
                List.of(
                    new Charge("FRT", decimal("800")),
                    new Charge("FUEL", decimal("50.5")),
                    new Charge("DSC", decimal("-10")))));
    assertThat(read(one("INVOIC", segments.replace("CUX+2:EUR:4'", ""))).deadLetters())
        .extracting(letter -> letter.getReason(), letter -> letter.getField())
        .containsExactly(tuple("MISSING", "CUX"));
  }

  @Test
  void anApplicationErrorThatRefusesIsAMilestone() {
    Decoded decoded =
        read(
            one(
                "APERAK",
                "BGM+313+AP1+11'"
                    + CREATED
                    + "RFF+ON:PO1'NAD+BY+BUYER::9'ERC+42'FTX+AAO+++Item unknown'"));
    good(decoded, "EDIFACT-APERAK", 1);
    Milestone refused = (Milestone) decoded.shipmentFacts().get(0).getPayload();
    assertThat(refused.getCode()).isEqualTo("DOCUMENT_REFUSED");
    assertThat(refused.getReason()).isEqualTo("42");
    assertThat(refused.getDetail().getText()).isEqualTo("Item unknown");
    good(read(one("APERAK", "BGM+312+AP2+11'" + CREATED + "RFF+ON:PO1'")), "EDIFACT-APERAK", 0);
  }

  @Test
  void aSyntaxReportIsRecordedAndNotAnswered() {
    Decoded accepted =
        read(one("CONTRL:D:3:UN", "UCI+77+WAYBILL:14+4012345000009:14+7'UCM+1+IFTMIN:D:96A:UN+7'"));
    good(accepted, "EDIFACT-CONTRL", 0);
    assertThat(accepted.acknowledgements()).isEmpty();
    Decoded rejected =
        read(
            one(
                "CONTRL:D:3:UN",
                "UCI+77+WAYBILL:14+4012345000009:14+7'UCM+1+IFTMIN:D:96A:UN+4'UCS+3+13'"));
    good(rejected, "EDIFACT-CONTRL-REJECTION", 0);
    assertThat(rejected.acknowledgements()).isEmpty();
  }

  private static void good(Decoded decoded, String type, int facts) {
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.records())
        .extracting(
            record -> record.getType(), record -> record.getOutcome(), record -> record.getFacts())
        .containsExactly(tuple(type, MessageOutcome.ACCEPTED, facts));
  }

  private static StockPlace stand(String status) {
    return new StockPlace(Bucket.ON_HAND, "WH1", status);
  }

  private static Measure measure(String name, String value, String unit) {
    return new Measure(name, decimal(value), unit);
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text).setScale(6);
  }
}
