package io.waybill.referee;

import static io.waybill.referee.Read.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.referee.Payload.FreightBill;
import io.waybill.referee.Payload.Milestone;
import io.waybill.referee.Payload.OrderLine;
import io.waybill.referee.Payload.Shipped;
import io.waybill.referee.Payload.TransportPlan;
import org.junit.jupiter.api.Test;

/** The referee's own reading of X12, set by set. */
class X12ReaderTest {

  private static final String PARTIES = "N1*WH*Warehouse*92*DC\nN1*DE*Owner*92*OWNER\n";

  @Test
  void ordersAreAsOldAsTheirDateAndTheirChangesAsTheirGroup() {
    String lines = "CUR*BY*EUR\nDTM*002*20260110\nN1*BY*B*92*CUST\nPO1*1*3*EA*1.5**SK*ITEM\nCTT*1";
    Read order = Read.x12("x12", "850", "BEG*00*SA*P1**20260104\n" + lines);
    assertThat(order.facts())
        .containsExactly(
            "order/P1/1 PO//P1 2026-01-04T00:00:00Z 0/2026-01-04T00:00:00Z",
            "order-received/P1 PO//P1 2026-01-04T00:00:00Z 0/2026-01-04T00:00:00Z");
    assertThat(order.payloads().get(0))
        .isEqualTo(
            new OrderLine(
                "1",
                "ITEM",
                "CUST",
                "EUR",
                number("3"),
                "EA",
                number("1.5"),
                null,
                Read.time("2026-01-11T00:00:00Z")));
    assertThat(Read.x12("x12", "850", "BEG*04*SA*P1**20260104\n" + lines).facts().get(0))
        .endsWith(" 0/2026-01-05T10:00:30.001Z");
    assertThat(Read.x12("x12", "850", "BEG*01*SA*P1**20260104\n" + lines).facts().get(0))
        .endsWith(" 0/2026-01-05T10:00:30.002Z cancelled");
  }

  @Test
  void aTenderPlansAndLinksAndItsAnswerNamesThePro() {
    Read tender =
        Read.x12(
            "x12",
            "204",
            "B2**SCAC**SHP**PP\nB2A*00\nL11*P9*CN\nL11*B9*BM\nL11*T9*2I\nC3*CAD\nL3*****12345");
    assertThat(tender.facts())
        .containsExactly(
            "transport-plan SHIPMENT//SHP 2026-01-05T10:00:30Z 0/2026-01-05T10:00:30Z",
            "tender/SCAC SHIPMENT//SHP 2026-01-05T10:00:30Z 0/2026-01-05T10:00:30Z");
    assertThat(tender.payloads()).contains(new TransportPlan("SCAC", "CAD", number("123.45")));
    assertThat(tender.links())
        .containsExactly(
            "LOAD SHP > SHP", "PRO SCAC P9 > SHP", "BOL B9 > SHP", "TRACKING SCAC T9 > SHP");

    Read answer = Read.x12("x12", "990", "B1*SCAC*SHP*20260105*A\nN9*CN*P9");
    assertThat(answer.facts())
        .containsExactly(
            "tender-answer/SCAC/SHP LOAD//SHP 2026-01-05T00:00:00Z 0/2026-01-05T10:00:30Z");
    assertThat(answer.links()).containsExactly("PRO SCAC P9 > SHP");
    assertThat(Read.x12("x12", "990", "B1*SCAC*SHP*20260105*D\nN9*CN*P9").links()).isEmpty();
  }

  @Test
  void aShipOrderLinksAndTheAdviceShips() {
    assertThat(Read.x12("x12", "940", "W05*N*DO1*P1\nN9*SI*SHP\nW01*1*EA**SK*I").links())
        .containsExactly("DEPOSITOR_ORDER DO1 > SHP", "PO P1 > SHP");
    String head = "W06*%s*DO1*20260104*B1\n" + PARTIES + "G62*11*20260104*8*0930*UT\n";
    Read advice =
        Read.x12(
            "x12",
            "945",
            head.formatted("F") + "LX*2\nW12*CP*5*4*1*EA**SK*ITEM\nLX*3\nW12*CU*2*0*2*EA**SK*J");
    assertThat(advice.facts())
        .containsExactly(
            "shipping-advice DEPOSITOR_ORDER//DO1 2026-01-04T09:30:00Z 0/2026-01-04T00:00:00Z",
            "shipped/2 DEPOSITOR_ORDER//DO1 2026-01-04T09:30:00Z 0/2026-01-04T00:00:00Z",
            "shipped-state/2 DEPOSITOR_ORDER//DO1 2026-01-04T09:30:00Z 0/2026-01-04T00:00:00Z",
            "shipped/3 DEPOSITOR_ORDER//DO1 2026-01-04T09:30:00Z 0/2026-01-04T00:00:00Z cancelled",
            "shipped-state/3 DEPOSITOR_ORDER//DO1 2026-01-04T09:30:00Z 0/2026-01-04T00:00:00Z");
    assertThat(advice.payloads()).contains(new Shipped("2", number("4")));
    assertThat(advice.movements())
        .containsExactly(
            "4 OWNER/ITEM ON_HAND@DC/GOOD > IN_TRANSIT@/GOOD",
            "0 OWNER/J ON_HAND@DC/GOOD > IN_TRANSIT@/GOOD");
    assertThat(
            Read.x12("x12", "945", head.formatted("R") + "LX*2\nW12*CC*5*5*0*EA**SK*ITEM").facts())
        .allMatch(fact -> fact.endsWith(" 0/2026-01-05T10:00:30.001Z"));
  }

  @Test
  void aShipNoticeLinksAndShipsPackByPack() {
    Read notice =
        Read.x12(
            "x12",
            "856",
            "BSN*00*S1*20260104*100000\nHL*1**S\nTD5**2*SCAC\nREF*BM*B1\nREF*CN*N1\n"
                + "DTM*011*20260104*0930*UT\nHL*2*1*O\nPRF*P1\nHL*3*2*I\nLIN*1*SK*I\n"
                + "SN1*1*2*EA\nHL*4*2*I\nLIN*1*SK*I\nSN1*1*3*EA\nCTT*4");
    assertThat(notice.facts())
        .containsExactly(
            "ship-notice SHIPMENT//S1 2026-01-04T09:30:00Z 0/2026-01-04T10:00:00Z",
            "shipped/P1/1 SHIPMENT//S1 2026-01-04T09:30:00Z 0/2026-01-04T10:00:00Z");
    assertThat(notice.payloads()).contains(new Shipped("1", number("5")));
    assertThat(notice.links()).containsExactly("BOL B1 > S1", "PRO SCAC N1 > S1", "PO P1 > S1");
  }

  @Test
  void stockIsReceivedTransferredAndAdjusted() {
    assertThat(
            Read.x12(
                    "x12",
                    "944",
                    "W17*P*20260104*R1***8*0800\n" + PARTIES + "W07*9*EA**SK*I\nW13*2*EA*01")
                .movements())
        .containsExactly(
            "7 OWNER/I SUPPLIER@/GOOD > ON_HAND@DC/GOOD",
            "2 OWNER/I SUPPLIER@/GOOD > ON_HAND@DC/DAMAGED");
    assertThat(
            Read.x12(
                    "x12",
                    "943",
                    "W06*N*T1*20260104\nN1*SF*From*92*DC2\n" + PARTIES + "W04*9*EA**SK*I")
                .movements())
        .containsExactly("9 OWNER/I ON_HAND@DC2/GOOD > IN_TRANSIT@/GOOD");
    String received = PARTIES + "RCD*1*9*EA***1*EA*01\nLIN**SK*I";
    assertThat(
            Read.x12("x12", "861", "BRA*R2*20260104*00*1*0800\nREF*BM*T1\n" + received).movements())
        .containsExactly(
            "8 OWNER/I IN_TRANSIT@/GOOD > ON_HAND@DC/GOOD",
            "1 OWNER/I IN_TRANSIT@/GOOD > ON_HAND@DC/DAMAGED");
    assertThat(
            Read.x12("x12", "861", "BRA*R2*20260104*01*1*0800\nREF*BM*T1\n" + received).movements())
        .allMatch(movement -> movement.endsWith(" cancelled"));
    assertThat(
            Read.x12("x12", "947", "W15*20260104*A1\n" + PARTIES + "W19*AA*-3*EA**SK*I")
                .movements())
        .containsExactly("3 OWNER/I ON_HAND@DC/GOOD > ADJUSTMENT@/GOOD");
    assertThat(Read.x12("x12", "846", "BIA*00*DD*C1*20260104").movements()).isEmpty();
  }

  @Test
  void billsAreReplacedCancelledAndAddedTo() {
    String charges = "C3*USD\nN9*CN*P1\nLX*1\nL1*1***1050****400\nL3*****1050";
    Read bill = Read.x12("x12", "210", "B3**F1*B1*PP**20260104*1050****SCAC\n" + charges);
    assertThat(bill.facts())
        .containsExactly(
            "freight-bill/SCAC/F1 PRO/SCAC/P1 2026-01-04T00:00:00Z 0/2026-01-04T00:00:00Z");
    assertThat(bill.payloads())
        .containsExactly(new FreightBill("SCAC", "F1", "USD", number("10.50")));
    assertThat(Read.x12("x12", "210", "B3**F1*B1*PP**20260104*1050*CA***SCAC\n" + charges).facts())
        .containsExactly(
            "freight-bill/SCAC/F1 PRO/SCAC/P1 2026-01-04T00:00:00Z 0/2026-01-05T10:00:30.002Z"
                + " cancelled");
    assertThat(
            Read.x12("x12", "210", "B3**F1*B1*PP**20260104*1050*BD***SCAC\nC3*USD\nL3*****1050")
                .facts())
        .containsExactly(
            "freight-bill/SCAC/F1/BD BOL//B1 2026-01-04T00:00:00Z 0/2026-01-04T00:00:00Z");
  }

  @Test
  void statusesAreOfUniversalOrLocalTime() {
    String b10 = "B10*P1*B1*SCAC\nLX*1\n";
    assertThat(Read.x12("x12-214", "214", b10 + "AT7*D1*NS***20260105*0900*UT").facts())
        .singleElement()
        .asString()
        .endsWith(" PRO/SCAC/P1 2026-01-05T09:00:00Z 0/2026-01-05T10:00:30Z");
    Read local = Read.x12("carrier-local", "214", b10 + "AT7*XB*NS***20260105*0900");
    assertThat(local.facts())
        .singleElement()
        .asString()
        .endsWith(" PRO/SCAC/P1 2026-01-05T14:00:00Z 0/2026-01-05T15:00:30Z");
    assertThat(local.payloads()).containsExactly(new Milestone("DELAYED", true));
    assertThat(Read.x12("x12-214", "214", b10 + "AT7***AB*NS*20260105*0900*UT").payloads())
        .containsExactly(new Milestone("DELIVERY_APPOINTMENT", false));
    assertThatThrownBy(() -> Read.x12("x12-214", "214", b10 + "AT7*D1*NS***20260105*0900*CT"))
        .isInstanceOf(MessageFormatException.class)
        .hasMessageContaining("AT7-07 is 'CT'");
  }

  @Test
  void interchangesWithOtherSeparatorsStandBehindOneAnother() {
    String one = Read.interchange("214", "B10*P1*B1*SCAC\nLX*1\nAT7*D1*NS***20260105*0900*UT");
    String other = one.replace("~\n", "~").replace('*', '|');
    String lines = one.replace("~\n", "\n");
    assertThat(Read.of("x12", one + other + lines).facts()).hasSize(3);
  }
}
