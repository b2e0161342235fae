package io.waybill.operators.intake.x12;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.SharedFiles;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.Charge;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.TransportPlan;
import io.waybill.schemas.Version;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 204, 990, 210 and the ocean and rail messages. */
@Tag("R-S1")
@Tag("R-S4")
class TransportTest {

  private static final String B2 = "B2**ABCD**LOAD1**PP";

  @Test
  void aRealTenderIsAPlanWithItsStopsAndLinks() throws IOException {
    Decoded decoded = read("204/EDI.Net__204-MGCTLYST-SAMPLE.EDI");
    assertThat(decoded.shipmentFacts().get(0).getPayload())
        .isEqualTo(new TransportPlan("75027674", "SCAC", decimal("557.21"), "USD"));
    assertThat(decoded.shipmentFacts())
        .allSatisfy(fact -> assertThat(fact.getEnvelope().getKey()).isEqualTo("75027674"));
    assertThat(Interchange.milestones(decoded))
        .containsExactly(
            "TENDERED 00 75027674 2016-07-26T12:56:38Z",
            "PICKUP_PLANNED 37 75027674 2016-07-26T10:09:00Z",
            "PICKUP_PLANNED 38 75027674 2016-07-29T23:59:00Z",
            "DELIVERY_PLANNED 53 75027674 2016-07-27T00:01:00Z",
            "DELIVERY_PLANNED 54 75027674 2016-07-29T23:59:00Z");
    Milestone delivery = Interchange.milestone(decoded, 5);
    assertThat(delivery.getClassifier()).isEqualTo(Classifier.PLANNED);
    assertThat(delivery.getDetail().getAppointment()).isEqualTo("DELIVERY_NOT_AFTER");
    assertThat(delivery.getDetail().getStop()).isEqualTo("2");
    assertThat(delivery.getDetail().getPlace().getAddress())
        .isEqualTo("555 S 108th St, WEST ALLIS, WI, 53214, US");
    assertThat(Interchange.measures(delivery))
        .containsExactly("WEIGHT = 5472 L", "UNITIZED_PIECES = 5472");
    assertThat(Interchange.links(decoded))
        .containsExactly(
            "LOAD//75027674 > 75027674", "PO//3297832 > 75027674", "BOL//75027674 > 75027674");
  }

  @Test
  void aTenderThatIsTakenBackLinksNothing() {
    Decoded original = Interchange.read("204", B2, "B2A*00*LT", "L11*PO1*PO");
    Decoded cancelled = Interchange.read("204", B2, "B2A*01*LT", "L11*PO1*PO");
    assertThat(Interchange.links(original))
        .containsExactly("LOAD//LOAD1 > LOAD1", "PO//PO1 > LOAD1", "BOL//LOAD1 > LOAD1");
    assertThat(cancelled.links()).isEmpty();
    assertThat(cancelled.shipmentFacts())
        .allSatisfy(fact -> assertThat(fact.getEnvelope().getRetracted()).isTrue());
    assertThat(subjects(cancelled)).isEqualTo(subjects(original));
    assertThat(cancelled.shipmentFacts().get(0).getEnvelope().getVersion())
        .isGreaterThan(original.shipmentFacts().get(0).getEnvelope().getVersion());
  }

  @Test
  void theOrdersOfAStopLinkToTheLoad() {
    Decoded decoded =
        Interchange.read(
            "204",
            "B2**ABCD**LOAD1**PP",
            "B2A*00",
            "S5*1*LD",
            "G62*10*20260106",
            "OID*REF1*PO1**CA*5",
            "OID*REF2***CA*7");
    assertThat(Interchange.links(decoded))
        .containsExactly("LOAD//LOAD1 > LOAD1", "PO//PO1 > LOAD1", "BOL//LOAD1 > LOAD1");
    assertThat(Interchange.measures(Interchange.milestone(decoded, 2)))
        .containsExactly("ORDERED PO1 = 5 CA", "ORDERED REF2 = 7 CA");
  }

  /** As trackers name it; otherwise what they say never finds the shipment. */
  @Test
  void aTrackingNumberIsItsCarriers() {
    assertThat(Interchange.links(Interchange.read("204", B2, "B2A*00*LT", "L11*1Z9*2I")))
        .containsExactly("LOAD//LOAD1 > LOAD1", "TRACKING/ABCD/1Z9 > LOAD1", "BOL//LOAD1 > LOAD1");
  }

  /** B2-04, B10-02 and B3-03 are one data element; a truckload carrier repeats the load there. */
  @Test
  void aTruckloadStatusFindsTheLoadByItsNumber() {
    Decoded tender = Interchange.read("204", B2, "B2A*00*LT");
    Decoded status =
        Interchange.read("214", "B10**LOAD1*ABCD", "LX*1", "AT7*D1*NS***20260106*0930*LT");
    Decoded invoice =
        Interchange.read(
            "210", "B3**INV1*LOAD1*PP**20260107*5000****ABCD", "L1*1***5000", "L3*****5000");
    assertThat(Interchange.about(status.shipmentFacts().get(0))).isEqualTo("BOL//LOAD1");
    assertThat(Interchange.about(invoice.shipmentFacts().get(0))).isEqualTo("BOL//LOAD1");
    assertThat(Interchange.links(tender)).contains("BOL//LOAD1 > LOAD1");
  }

  /** Somebody else's bill of lading may have the load's number. */
  @Test
  void whoNamesTheShipmentOfABillOfLadingStandsAboveTheLoad() {
    Decoded tender = Interchange.read("204", B2, "B2A*00*LT");
    Decoded notice =
        Interchange.read(
            "856",
            "BSN*00*S9*20250101*1000",
            "HL*1**S",
            "REF*BM*LOAD1",
            "HL*2*1*I",
            "LIN**VN*A",
            "SN1**1*EA");
    assertThat(bill(notice)).isGreaterThan(bill(tender));
    assertThat(bill(tender))
        .as("the tender of another load of the number gives way too")
        .isEqualTo(
            new Version(
                -1, -tender.links().get(0).getVersion().getCreatedAt(), "X12-204/SEND/LOAD1"));
  }

  private static Version bill(Decoded decoded) {
    return decoded.links().stream()
        .filter(link -> link.getReference().equals(new Reference("BOL", "", "LOAD1")))
        .findFirst()
        .orElseThrow()
        .getVersion();
  }

  @ParameterizedTest
  @CsvSource({
    "A, TENDER_ACCEPTED",
    "B, TENDER_ACCEPTED_CONDITIONALLY",
    "C, TENDER_COUNTERED",
    "D, TENDER_DECLINED",
    "E, TENDER_DECLINED",
    "Q, X12-Q",
  })
  void anAnswerToATenderIsAboutTheLoad(String code, String meaning) {
    Decoded decoded = Interchange.read("990", "B1*ABCD*LOAD1*20260104*" + code, "N9*CN*PRO7");
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(Interchange.milestones(decoded))
        .containsExactly(meaning + " " + code + " LOAD//LOAD1 2026-01-04T00:00:00Z");
    assertThat(Interchange.links(decoded))
        .isEqualTo("AB".contains(code) ? List.of("PRO/ABCD/PRO7 > LOAD1") : List.<String>of());
  }

  @Test
  void aRealFreightInvoiceIsABillWithItsCharges() throws IOException {
    Decoded decoded = read("210/EDI.Net__210-MGCTLYST-SAMPLE.EDI");
    assertThat(decoded.shipmentFacts()).hasSize(1);
    ShipmentFact fact = decoded.shipmentFacts().get(0);
    assertThat(Interchange.about(fact)).isEqualTo("BOL//75027674");
    assertThat(fact.getEnvelope().getSubject()).isEqualTo("freight-bill/SCAC/09851270");
    assertThat(fact.getPayload())
        .isEqualTo(
            new FreightBill(
                "09851270",
                "SCAC",
                "USD",
                decimal("659.40"),
                List.of(
                    new Charge("400", decimal("3636.04")),
                    new Charge("CUS", decimal("15")),
                    new Charge("FUE", decimal("26.27")),
                    new Charge("DSC", decimal("-3017.91")))));
  }

  @Test
  void theAmountOfAFreightInvoiceIsTheSumOfItsCharges() {
    String b3 = "B3**INV1*BOL1*PP**20260104*1500****ABCD";
    assertThat(bill(b3, "C3*CAD", "L1*1***1000", "L1*2***500****FUE", "L3*****1500").getCurrency())
        .isEqualTo("CAD");
    assertThat(Interchange.faults(Interchange.read("210", b3, "L1*1***1000", "L3*****1500")))
        .containsExactly("INVALID B307 1500");
    assertThat(Interchange.faults(Interchange.read("210", b3, "L1*1***1500", "L3*****1400")))
        .containsExactly("INVALID L305 1400");
    assertThat(Interchange.faults(Interchange.read("210", b3.replace("1500", "15.00"))))
        .containsExactly("INVALID B307 15.00");
  }

  @Test
  @Tag("R-P10")
  void aCorrectedFreightInvoiceReplacesTheBillAndABalanceStandsBesideIt() {
    ShipmentFact original = invoice("000000007", "1000", "");
    ShipmentFact copy = invoice("000000008", "1000", "");
    ShipmentFact corrected = invoice("000000009", "1200", "CO");
    ShipmentFact cancelled = invoice("000000010", "1000", "CA");
    ShipmentFact balance = invoice("000000011", "200", "BD");
    assertThat(copy.getEnvelope().getFactId())
        .as("the same bill in another envelope")
        .isEqualTo(original.getEnvelope().getFactId());
    for (ShipmentFact later : List.of(corrected, cancelled)) {
      assertThat(later.getEnvelope().getSubject()).isEqualTo(original.getEnvelope().getSubject());
      assertThat(later.getEnvelope().getVersion())
          .isGreaterThan(original.getEnvelope().getVersion());
    }
    assertThat(cancelled.getEnvelope().getRetracted()).isTrue();
    assertThat(corrected.getEnvelope().getRetracted()).isFalse();
    assertThat(balance.getEnvelope().getSubject()).isEqualTo("freight-bill/ABCD/INV1/BD");
    assertThat(((FreightBill) balance.getPayload()).getBill()).isEqualTo("INV1/BD");
  }

  @Test
  void containersAndRailcarsHaveMilestones() throws IOException {
    Decoded ocean = read("315/x12-types__004010_315.edi");
    assertThat(Interchange.milestones(ocean))
        .containsExactly("VESSEL_ARRIVED VA CONTAINER//GMCU6094137 2022-09-01T08:07:00Z");
    assertThat(Interchange.milestone(ocean, 0).getDetail().getReferences())
        .extracting(Interchange::path)
        .contains("BOL//21001ASK5V9U", "BOOKING//1NAN910141");
    Decoded rail = read("322/X12Parser__322Status.txt");
    assertThat(rail.shipmentFacts()).hasSize(17);
    assertThat(Interchange.milestones(rail).get(0))
        .isEqualTo("RAIL_DEPARTED RL CONTAINER//UTLX207444 2011-12-15T21:53:00Z");
    Decoded bill =
        Interchange.read(
            "310",
            "B3*3*INV1*BL1*MX**20260104*0****ABCD",
            "N9*BM*BL1",
            "N7*TCNU*6849731*17007*G",
            "L1*1*3371*FR*316100****COF",
            "C3*EUR");
    assertThat(Interchange.milestones(bill))
        .containsExactly("BILL_OF_LADING_ISSUED 3 BOL//BL1 2026-01-04T00:00:00Z");
    assertThat(Interchange.milestone(bill, 0).getDetail().getAmounts())
        .containsExactly(new Charge("COF", decimal("3161")));
  }

  @Test
  void aContainersCheckDigitIsAPartOfItsNumberWhereverItStands() {
    Decoded ocean = Interchange.read("315", "B4***VD*20260105*0930**MSCU*123456***NLRTM*UN*7");
    Decoded rail =
        Interchange.read("322", "Q5*OA*20260105*0930*LT", "N7*MSCU*123456****************7");
    assertThat(Interchange.milestones(ocean))
        .containsExactly("VESSEL_DEPARTED VD CONTAINER//MSCU1234567 2026-01-05T09:30:00Z");
    assertThat(Interchange.milestones(rail))
        .containsExactly("GATE_OUT OA CONTAINER//MSCU1234567 2026-01-05T09:30:00Z");
  }

  @Test
  void anAppointmentOfAContainerIsAPlan() {
    Decoded decoded = Interchange.read("315", "B4***AD*20260105*0930**MSCU*1234567***NLRTM*UN");
    assertThat(Interchange.milestone(decoded, 0).getCode()).isEqualTo("DELIVERY_APPOINTMENT");
    assertThat(Interchange.milestone(decoded, 0).getClassifier()).isEqualTo(Classifier.PLANNED);
  }

  private static ShipmentFact invoice(String control, String amount, String correction) {
    String text =
        Interchange.numbered(
            control,
            "210",
            "B3**INV1*BOL1*PP**20260105*" + amount + "*" + correction + "***ABCD",
            "L1*1***" + amount);
    return Interchange.read(text.replace("*1000*8*X", "*1100*8*X")).shipmentFacts().get(0);
  }

  private static FreightBill bill(String... segments) {
    Decoded decoded = Interchange.read("210", segments);
    assertThat(decoded.deadLetters()).isEmpty();
    return (FreightBill) decoded.shipmentFacts().get(0).getPayload();
  }

  private static List<String> subjects(Decoded decoded) {
    return decoded.shipmentFacts().stream().map(fact -> fact.getEnvelope().getSubject()).toList();
  }

  private static Decoded read(String sample) throws IOException {
    return Interchange.read(
        new String(SharedFiles.read("samples/x12/" + sample), StandardCharsets.UTF_8));
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text).setScale(6);
  }
}
