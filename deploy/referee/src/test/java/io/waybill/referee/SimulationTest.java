package io.waybill.referee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.referee.Payload.FreightShare;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the referee makes of small histories whose right answer is known by hand. */
class SimulationTest {

  private static final String PRO = "{'type': 'PRO', 'issuer': 'RDWY', 'value': 'P1'}";
  private static final String PLAN = "'carrier': 'RDWY', 'currency': 'USD', 'load': 'L'";
  private static final String BILL =
      "'carrier': 'RDWY', 'bill': 'B', 'currency': 'USD', 'amount': '%s', 'revision': %d";

  @Test
  void deliveredAndSignedIsInvoicedAfterTheSettleTime() {
    Scenario scenario = new Scenario().order("08:00").pod("11:00", 0, true, 3, 0);
    assertThat(Scenario.told(scenario.truth("A")))
        .containsExactly(
            "08:00 SHIPMENT_STATUS ORDERED",
            "11:00 SHIPMENT_STATUS DELIVERED",
            "13:00 CUSTOMER_INVOICE 3.35");
  }

  @Test
  void aRevocationAtTheVeryMomentOfReleasePreventsTheInvoice() {
    Scenario scenario =
        new Scenario().order("08:00").pod("11:00", 0, true, 3, 0).pod("13:00", 1, false, 3, 0);
    assertThat(Scenario.told(scenario.truth("A"))).noneMatch(e -> e.contains("INVOICE"));
  }

  @Test
  void aCorrectionAfterTheInvoiceGivesCreditAndRebillTogether() {
    Scenario scenario =
        new Scenario()
            .order("08:00")
            .pod("11:00", 0, true, 3, 0)
            .json(
                "14:00",
                "order",
                "'revision': 1, 'customer': 'C', 'currency': 'EUR', 'lines': [{'line': '1',"
                    + " 'item': 'I', 'quantity': '3', 'unit': 'EA', 'unitPrice': '2'}]");
    assertThat(Scenario.told(scenario.truth("A")))
        .endsWith(
            "13:00 CUSTOMER_INVOICE 3.35", "16:00 CREDIT_NOTE 3.35", "16:00 CUSTOMER_INVOICE 6");
  }

  @Test
  void anotherQuantityForTheSameMoneyIsAnotherInvoice() {
    Scenario scenario =
        new Scenario()
            .order("08:00")
            .pod("11:00", 0, true, 3, 0)
            .json(
                "14:00",
                "order",
                "'revision': 1, 'customer': 'C', 'currency': 'EUR', 'lines': [{'line': '1',"
                    + " 'item': 'I', 'quantity': '5', 'unit': 'EA', 'unitPrice': '0.67'}]")
            .pod("14:00", 1, true, 5, 0);
    assertThat(Scenario.told(scenario.truth("A")))
        .endsWith(
            "13:00 CUSTOMER_INVOICE 3.35", "16:00 CREDIT_NOTE 3.35", "16:00 CUSTOMER_INVOICE 3.35");
  }

  @Test
  void damageFoundAfterTheInvoiceTakesItBack() {
    Scenario scenario =
        new Scenario().order("08:00").pod("11:00", 0, true, 3, 0).pod("14:30", 1, true, 2, 1);
    assertThat(Scenario.told(scenario.truth("A"))).endsWith("16:30 CREDIT_NOTE 3.35");
  }

  @Test
  void aShortDamageThatIsWithdrawnInTimeChangesNothing() {
    Scenario scenario =
        new Scenario()
            .order("08:00")
            .pod("11:00", 0, true, 3, 0)
            .pod("14:30", 1, true, 2, 1)
            .pod("15:00", 2, true, 3, 0);
    assertThat(Scenario.told(scenario.truth("A"))).endsWith("13:00 CUSTOMER_INVOICE 3.35");
  }

  @Test
  void anOlderVersionThatArrivesLaterDoesNotCount() {
    Scenario scenario =
        new Scenario().order("08:00").pod("11:00", 1, true, 3, 0).pod("11:30", 0, false, 3, 0);
    assertThat(Scenario.told(scenario.truth("A"))).endsWith("13:00 CUSTOMER_INVOICE 3.35");
  }

  @Test
  void aDeliveryRecordedBeforeItHappenedCountsOnceItHas() {
    Scenario scenario = new Scenario().order("08:00").pod("09:00", 0, true, 3, 0);
    assertThat(Scenario.told(scenario.truth("A")))
        .endsWith("10:00 SHIPMENT_STATUS DELIVERED", "12:00 CUSTOMER_INVOICE 3.35");
  }

  @Test
  void freightIsAccruedFromTheStartAndReversedByThePayable() {
    Scenario scenario =
        new Scenario()
            .json("08:00", "transport-plan", PLAN + ", 'freightEstimate': '100'")
            .json(
                "09:00",
                "milestone",
                "'event': 'E', 'code': 'DEPARTED', 'classifier': 'ACTUAL',"
                    + " 'occurredAt': '2026-02-03T08:50:00Z'")
            .json("10:30", "freight-bill", BILL.formatted("104.50", 0))
            .pod("11:00", 0, true, 3, 0)
            .json("14:00", "freight-bill", BILL.formatted("120", 1));
    assertThat(Scenario.told(scenario.truth("A")))
        .containsExactly(
            "08:00 SHIPMENT_STATUS PLANNED",
            "09:00 SHIPMENT_STATUS IN_TRANSIT",
            "09:00 FREIGHT_ACCRUAL 100",
            "10:30 FREIGHT_ACCRUAL_REVERSAL 100",
            "10:30 FREIGHT_ACCRUAL 104.5",
            "11:00 SHIPMENT_STATUS DELIVERED",
            "12:00 FREIGHT_ACCRUAL_REVERSAL 104.5",
            "12:00 CARRIER_PAYABLE 104.5",
            // 120 is outside the tolerance of 10: what was released is taken back.
            "15:00 FREIGHT_ACCRUAL 120",
            "15:00 CARRIER_PAYABLE_REVERSAL 104.5");
  }

  @Test
  void factsWaitForTheirLinkAndMoveWithIt() {
    String links = PLAN + ", 'revision': %d, 'links': [" + PRO + "]";
    Scenario scenario =
        new Scenario()
            .json("08:00", "freight-bill", "'reference': " + PRO + ", " + BILL.formatted("9", 0))
            .json("09:00", "transport-plan", links.formatted(0))
            .json(
                "10:00",
                "transport-plan",
                "'reference': {'type': 'SHIPMENT', 'value': 'B'}, " + links.formatted(1));
    ShipmentTruth first = scenario.truth("A");
    assertThat(ShipmentView.at(first.dossier(), Scenario.at("09:59")).bills).hasSize(1);
    assertThat(ShipmentView.at(first.dossier(), Scenario.at("10:00")).bills).isEmpty();
    ShipmentTruth second = scenario.truth("B");
    assertThat(ShipmentView.at(second.dossier(), Scenario.at("10:00")).bills).hasSize(1);
    assertThat(first.effects().get(0).logTime()).isEqualTo(Scenario.at("09:00"));
  }

  @Test
  void x12StatusesBecomeMilestonesOfTheirPro() {
    String interchange =
        "ISA*00*          *00*          *ZZ*RDWY           *ZZ*WAYBILL        *260203*0900*U*00401"
            + "*000000001*0*P*>~GS*QM*RDWY*WAYBILL*20260203*0900*1*X*004010~ST*214*0001~"
            + "B10*P1*BL1*RDWY~LX*1~AT7*AF*NS***20260203*0845*UT~LX*2~AT7***AB*NS*20260203*1200*UT~"
            + "SE*7*0001~GE*1*1~IEA*1*000000001~";
    Scenario scenario =
        new Scenario()
            .json("08:00", "transport-plan", PLAN + ", 'links': [" + PRO + "]")
            .interchange("09:00", interchange);
    assertThat(scenario.evidence().facts).hasSize(3);
    assertThat(scenario.truth("A").state()).isEqualTo("IN_TRANSIT");
    assertThat(scenario.truth("A").alerts()).containsEntry("STALLED", 1);
  }

  @Test
  void aCorrectionThatIsStillToHappenAlreadyTakesThePlaceOfWhatItCorrects() {
    String later =
        "'event': 'E', 'revision': %d, 'code': 'DEPARTED', 'classifier': 'ACTUAL',"
            + " 'occurredAt': '2026-02-03T%s:00Z'";
    Scenario scenario =
        new Scenario()
            .json("08:00", "milestone", later.formatted(0, "07:00"))
            .json("09:00", "milestone", later.formatted(1, "12:00"));
    assertThat(Scenario.told(scenario.truth("A")))
        .containsExactly(
            "08:00 SHIPMENT_STATUS IN_TRANSIT",
            "09:00 SHIPMENT_STATUS EXPECTED",
            "12:00 SHIPMENT_STATUS IN_TRANSIT");
  }

  @Test
  void aDeliveryWithoutASignedProofInTimeIsAnAlert() {
    String delivered =
        "'event': 'E', 'code': 'DELIVERED', 'classifier': 'ACTUAL',"
            + " 'occurredAt': '2026-02-03T10:00:00Z'";
    Scenario unsigned =
        new Scenario()
            .order("08:00")
            .json("11:00", "milestone", delivered)
            .pod("12:00", 0, false, 3, 0);
    assertThat(unsigned.truth("A").alerts()).containsOnlyKeys("POD_MISSING");
    assertThat(unsigned.pod("20:00", 1, true, 3, 0).truth("A").alerts()).isEmpty();
  }

  @Test
  void aDeliveryAtTheDeadlineIsLate() {
    String order =
        "'customer': 'C', 'currency': 'EUR', 'scheduledDelivery': '%s', 'lines': [{'line': '1',"
            + " 'item': 'I', 'quantity': '3', 'unit': 'EA', 'unitPrice': '2'}]";
    Scenario atDeadline =
        new Scenario()
            .json("08:00", "order", order.formatted("2026-02-03T10:00:00Z"))
            .pod("09:00", 0, true, 3, 0);
    assertThat(atDeadline.truth("A").alerts()).containsEntry("DELIVERY_LATE", 1);
    Scenario sameDay =
        new Scenario()
            .json("08:00", "order", order.formatted("2026-02-03"))
            .pod("23:59", 0, true, 3, 0);
    assertThat(sameDay.truth("A").alerts()).isEmpty();
  }

  @Test
  void stockFollowsTheHighestVersionOnly() {
    Scenario scenario = new Scenario().pod("11:00", 0, true, 2, 1).pod("12:00", 1, true, 3, 0);
    StockLedger ledger = StockLedger.of(scenario.evidence().movements);
    assertThat(ledger.movements()).isEqualTo(1);
    assertThat(ledger.atCustomer()).isEqualByComparingTo("3");
    assertThat(ledger.sums().values()).allMatch(sum -> sum.signum() == 0);
  }

  @Test
  void oddCentsGoToTheLargestRemaindersAndThenToTheLowestLine() {
    List<FreightShare> shares = List.of(share("10"), share("9"), share("8"));
    assertThat(Allocation.of(new BigDecimal("100.01"), shares))
        .containsEntry("8", new BigDecimal("33.34"))
        .containsEntry("9", new BigDecimal("33.34"))
        .containsEntry("10", new BigDecimal("33.33"));
  }

  private static FreightShare share(String line) {
    return new FreightShare("C", "B", line, null, BigDecimal.ZERO, BigDecimal.ONE);
  }

  @Test
  void anUnreadableMessageIsNamed() {
    assertThatThrownBy(() -> new Scenario().json("08:00", "freight-bill", "'carrier': 'RDWY'"))
        .isInstanceOf(MessageFormatException.class)
        .hasMessageStartingWith("bill is missing in {");
  }
}
