package io.waybill.referee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.referee.Payload.Milestone;
import io.waybill.referee.Payload.OrderLine;
import io.waybill.referee.Payload.Proof;
import io.waybill.referee.Payload.ProofLine;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The referee's own reading of trackers, DCSA, EPCIS and lists. */
class EventReadersTest {

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @Test
  void aTrackerTellsEventsAndWhoSigned() {
    Read tracker =
        Read.of(
            "easypost",
            json(
                "{'object': 'Event', 'result': {'tracking_code': 'T1', 'carrier': 'scac',"
                    + " 'signed_by': 'J. Doe', 'tracking_details': [{'status': 'delivered',"
                    + " 'status_detail': 'arrived_at_destination',"
                    + " 'datetime': '2026-01-05T09:00:00Z'}]}}"));
    assertThat(tracker.facts())
        .hasSize(2)
        .allMatch(
            fact -> fact.endsWith(" TRACKING/SCAC/T1 2026-01-05T09:00:00Z 0/2026-01-05T09:00:00Z"));
    assertThat(tracker.payloads())
        .containsExactly(new Milestone("DELIVERED", true), new Proof(true, List.of()));
    assertThat(
            Read.of(
                    "aftership",
                    json(
                        "{'msg': {'tracking_number': 'T1', 'slug': 'scac', 'signed_by':"
                            + " 'Signature not required', 'checkpoints': [{'tag': 'Delivered',"
                            + " 'subtag': 'Delivered_001', 'created_at': '2026-01-05T09:01:00Z',"
                            + " 'checkpoint_time': '2026-01-05T11:00:00+02:00'}]}}"))
                .payloads())
        .containsExactly(new Milestone("DELIVERED", true), new Proof(false, List.of()));
    assertThat(
            Read.of(
                    "shippo",
                    json(
                        "{'data': {'tracking_number': 'T1', 'carrier': 'scac',"
                            + " 'tracking_history': [{'status': 'TRANSIT', 'substatus': {'code':"
                            + " 'package_accepted'}, 'status_date': '2026-01-05T09:00:00Z'}]}}"))
                .payloads())
        .containsExactly(new Milestone("PICKED_UP", true));
  }

  @Test
  void dcsaEventsAreTakenBackUnderTheirId() {
    String event =
        "[{'eventID': 'E1', 'eventCreatedDateTime': '2026-01-05T09:30:00Z', 'eventClassifierCode':"
            + " 'ACT', 'eventDateTime': '2026-01-05T11:00:00+02:00', %s}]";
    String bill =
        "'transportEventTypeCode': 'DEPA', 'documentReferences': [{'documentReferenceType': 'TRD',"
            + " 'documentReferenceValue': 'B1'}]";
    assertThat(Read.of("dcsa", json(event.formatted(bill))).facts())
        .containsExactly("dcsa/E1 BOL//B1 2026-01-05T09:00:00Z 0/2026-01-05T09:30:00Z");
    String container =
        "'equipmentEventTypeCode': 'GTOT', 'equipmentReference': 'C1', 'isRetracted': true";
    assertThat(Read.of("dcsa", json(event.formatted(container))).facts())
        .containsExactly(
            "dcsa/E1 CONTAINER//C1 2026-01-05T09:00:00Z 0/2026-01-05T09:30:00Z cancelled");
  }

  @Test
  void dcsaEventsOfVersionThreeTakeOthersBack() {
    String page =
        "{'events': [{'eventID': 'E2', 'eventUpdatedDateTime': '2026-01-05T09:30:00Z',"
            + " 'eventDateTime': '2026-01-05T09:00:00Z', %s 'eventClassification':"
            + " {'eventClassifierCode': 'ACT', 'transportEventTypeCode': 'ARRI'},"
            + " 'shipmentDetails': {'documentReference': {'typeCode': 'TRD', 'reference': 'B1'}}}]}";
    assertThat(Read.of("dcsa", json(page.formatted(""))).facts())
        .containsExactly("dcsa/E2 BOL//B1 2026-01-05T09:00:00Z 0/2026-01-05T09:30:00Z");
    assertThat(Read.of("dcsa", json(page.formatted("'retractedEventID': 'E1',"))).facts())
        .containsExactly("dcsa/E1 BOL//B1 2026-01-05T09:00:00Z 0/2026-01-05T09:30:00Z cancelled");
  }

  @Test
  void epcisEventsThatAreDeclaredWrongStandNoMore() {
    String document =
        "{'type': 'EPCISDocument', 'epcisBody': {'eventList': [{'type': 'ObjectEvent', 'eventID':"
            + " 'urn:uuid:1', 'eventTime': '2026-01-05T09:00:00Z', 'bizStep':"
            + " 'https://ref.gs1.org/cbv/BizStep-departing', 'bizTransactionList': [{'type':"
            + " 'bol', 'bizTransaction': 'B1'}]%s}]}}";
    Read event = Read.of("epcis", json(document.formatted("")));
    assertThat(event.facts())
        .containsExactly("epcis/urn:uuid:1 BOL//B1 2026-01-05T09:00:00Z 0/2026-01-05T09:00:00Z");
    assertThat(event.payloads()).containsExactly(new Milestone("DEPARTED", true));
    String error = ", 'errorDeclaration': {'declarationTime': '2026-01-06T00:00:00Z'}";
    assertThat(Read.of("epcis", json(document.formatted(error))).facts())
        .containsExactly(
            "epcis/urn:uuid:1 BOL//B1 2026-01-05T09:00:00Z 1/2026-01-06T00:00:00Z cancelled");
  }

  @Test
  void listsAreReadRowByRow() {
    Read orders =
        Read.of(
            "csv-orders",
            "Row;Written;Shipment;Line;Customer;Item;Quantity;Price;Value;Deliver by\r\n"
                + "R1;05.01.2026 10:00:30;S1;1;CUST;\"ITEM\";3;1,5;;10.01.2026\r\n");
    assertThat(orders.facts())
        .containsExactly("order/1 SHIPMENT//S1 2026-01-05T10:00:30Z 0/2026-01-05T10:00:30Z");
    assertThat(orders.payloads())
        .containsExactly(
            new OrderLine(
                "1",
                "ITEM",
                "CUST",
                "EUR",
                Read.number("3"),
                "EA",
                Read.number("1.5"),
                null,
                Read.time("2026-01-11T00:00:00Z")));
    String header = "row,written,shipment,pod,signed by,delivered,line,item,good,damaged,refused\n";
    Read proofs =
        Read.of(
            "csv-proofs",
            header
                + "R1,2026-01-05 10:00:30,S1,P1,\"Doe, \"\"Jo\"\"\",2026-01-05 09:00:00,1,I,3,1,\n"
                + "R2,2026-01-05 10:00:30,S1,P1,,2026-01-05 09:00:00,2,J,4,,\n");
    assertThat(proofs.facts())
        .containsExactly(
            "pod/P1/1 SHIPMENT//S1 2026-01-05T09:00:00Z 0/2026-01-05T10:00:30Z",
            "pod/P1/2 SHIPMENT//S1 2026-01-05T09:00:00Z 0/2026-01-05T10:00:30Z");
    assertThat(proofs.payloads())
        .containsExactly(
            new Proof(
                true,
                List.of(new ProofLine("1", Read.number("3"), Read.number("1"), BigDecimal.ZERO))),
            new Proof(
                false,
                List.of(new ProofLine("2", Read.number("4"), BigDecimal.ZERO, BigDecimal.ZERO))));
  }

  @Test
  void aPartnerThatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> Read.of("stranger", ""))
        .isInstanceOf(MessageFormatException.class)
        .hasMessage("partner is 'stranger', whose format the referee does not know");
  }
}
