package io.waybill.referee;

import static io.waybill.referee.Read.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.referee.Payload.FreightBill;
import io.waybill.referee.Payload.Milestone;
import io.waybill.referee.Payload.OrderLine;
import io.waybill.referee.Payload.TransportPlan;
import org.junit.jupiter.api.Test;

/** The referee's own reading of EDIFACT, message by message. */
class EdifactReaderTest {

  private static final String CREATED = "DTM+137:20260105100030:204'\n";

  @Test
  void ordersNameTheBuyersNumberOrTheShipment() {
    String lines =
        "NAD+BY+CUST::92'CUX+2:EUR:9'LIN+1++ITEM:SA'QTY+21:3:EA'MOA+203:4.51'PRI+AAA:1.5'UNS+S'";
    Read order =
        Read.edifact(
            "edifact", "ORDERS", "BGM+220+P1+9'" + CREATED + "DTM+63:20260110:102'" + lines);
    assertThat(order.facts())
        .containsExactly(
            "order/1 PO/CUST/P1 2026-01-05T10:00:30Z 0/2026-01-05T10:00:30Z",
            "milestone/order/P1 PO/CUST/P1 2026-01-05T10:00:30Z 0/2026-01-05T10:00:30Z");
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
                number("4.51"),
                Read.time("2026-01-11T00:00:00Z")));
    assertThat(order.links()).isEmpty();

    Read named =
        Read.edifact("edifact", "ORDERS", "BGM+220+P1::2+4'" + CREATED + "RFF+SRN:S1'" + lines);
    assertThat(named.facts().get(0))
        .isEqualTo("order/1 SHIPMENT//S1 2026-01-05T10:00:30Z 2/2026-01-05T10:00:30.001Z");
    assertThat(named.links()).containsExactly("PO CUST P1 > S1");
  }

  @Test
  void anInstructionPlansAndLinks() {
    Read plan =
        Read.edifact(
            "edifact-own",
            "IFTMIN",
            "BGM+610+S1+9'"
                + CREATED
                + "CUX+2:GBP:9'MOA+64:99.50:GBP'RFF+CN:N1'RFF+CW:T1'RFF+ON:P1'RFF+AAJ:D1'"
                + "NAD+CA+SCAC::182'GID+1+4:PX'EQD+CN+C1'");
    assertThat(plan.payloads()).contains(new TransportPlan("SCAC", "GBP", number("99.50")));
    assertThat(plan.links())
        .containsExactly(
            "PRO SCAC N1 > S1",
            "TRACKING SCAC T1 > S1",
            "PO P1 > S1",
            "DEPOSITOR_ORDER D1 > S1",
            "CONTAINER C1 > S1");
  }

  @Test
  void goodsAreDespatchedReceivedAndFoundToDiffer() {
    String despatch =
        CREATED
            + "DTM+11:202601051130?+0200:205'NAD+SF+DC'NAD+GO+OWNER'CPS+1'"
            + "LIN+1++ITEM:SA'QTY+12:4:EA'RFF+ON:P1:1'";
    Read advice = Read.edifact("edifact-own", "DESADV", "BGM+351+S1+9'" + despatch);
    assertThat(advice.facts().get(0))
        .isEqualTo("shipped/1 SHIPMENT//S1 2026-01-05T09:30:00Z 0/2026-01-05T10:00:30Z");
    assertThat(advice.movements())
        .containsExactly("4 OWNER/ITEM ON_HAND@DC/GOOD > IN_TRANSIT@/GOOD");
    assertThat(advice.links()).containsExactly("PO P1 > S1");
    Read cancelled = Read.edifact("edifact-own", "DESADV", "BGM+351+S1+1'" + despatch);
    assertThat(cancelled.facts())
        .allMatch(fact -> fact.contains("10:00:30.002Z") && fact.endsWith("led"));
    assertThat(cancelled.links()).isEmpty();
    assertThat(Read.edifact("edifact", "DESADV", "BGM+351+S1+9'" + despatch).movements())
        .containsExactly("4 OWNER/ITEM SUPPLIER@/GOOD > IN_TRANSIT@/GOOD");

    assertThat(
            Read.edifact(
                    "edifact-own",
                    "RECADV",
                    "BGM+632+R1+9'"
                        + CREATED
                        + "DTM+50:20260105:102'RFF+DQ:R1'NAD+GO+OWNER'NAD+DP+DC'"
                        + "LIN+1++ITEM:SA'QTY+48:5:EA'QTY+195:1:EA'")
                .movements())
        .containsExactly("4 OWNER/ITEM IN_TRANSIT@/GOOD > ON_HAND@DC/GOOD");
    String line = CREATED + "NAD+GO+OWNER'LOC+18+DC'LIN+1++ITEM:SA'QTY+156:2:EA'";
    assertThat(
            Read.edifact("edifact-own", "INVRPT", "BGM+35+I1+9'" + line + "INV+1+2+4'").movements())
        .containsExactly("2 OWNER/ITEM ON_HAND@DC/DAMAGED > ADJUSTMENT@/DAMAGED");
    assertThat(Read.edifact("edifact-own", "INVRPT", "BGM+35+I1+9'" + line).movements()).isEmpty();
  }

  @Test
  void statusesAndBillsAreOfTheCarriersPro() {
    String head = "BGM+77+M1+9'" + CREATED + "NAD+CA+SCAC::182'CNI+1+N1'STS+1+21'RFF+CN:N1'";
    Read status = Read.edifact("edifact", "IFTSTA", head + "DTM+334:202601050900UTC:303'");
    assertThat(status.facts())
        .singleElement()
        .asString()
        .endsWith(" PRO/SCAC/N1 2026-01-05T09:00:00Z 0/2026-01-05T10:00:30Z");
    assertThat(status.payloads()).containsExactly(new Milestone("DELIVERED", true));
    assertThat(Read.edifact("edifact", "IFTSTA", head + "DTM+132:202601050900:203'").payloads())
        .containsExactly(new Milestone("DELIVERED", false));
    Read bill =
        Read.edifact(
            "edifact",
            "INVOIC",
            "BGM+780+F1+5'"
                + CREATED
                + "RFF+CN:N1'NAD+CA+SCAC'CUX+2:EUR:4'UNS+S'MOA+77:10.50:EUR'");
    assertThat(bill.facts())
        .containsExactly(
            "freight-bill/SCAC/F1 PRO/SCAC/N1 2026-01-05T10:00:30Z 0/2026-01-05T10:00:30.001Z");
    assertThat(bill.payloads())
        .containsExactly(new FreightBill("SCAC", "F1", "EUR", number("10.50")));
  }

  @Test
  void servicesCharactersAreThoseThatTheInterchangeDeclares() {
    String one =
        "UNA|;,! ~UNB;UNOC|3;SENDER;WAYBILL;260105|1000;7~UNH;1;IFTSTA|D|96A|UN~BGM;77;M!;1;9~"
            + "DTM;137|20260105100030|204~NAD;CA;SCAC~STS;1;24~RFF;CN|N1~DTM;334|202601050900|203~"
            + "UNT;8;1~UNZ;1;7~\n";
    String usual =
        "UNB+UNOC:3+SENDER+WAYBILL+260105:1000+8'UNH+1+IFTSTA:D:96A:UN'BGM+77+M2+9'"
            + CREATED
            + "NAD+CA+SCAC'STS+1+24'RFF+CN:N1'DTM+334:202601050900:203'UNT+8+1'UNZ+1+8'";
    assertThat(Read.of("edifact", one + usual).facts()).hasSize(2);
    assertThatThrownBy(() -> Read.of("edifact", "UNB+UNOC:3"))
        .isInstanceOf(MessageFormatException.class);
  }
}
