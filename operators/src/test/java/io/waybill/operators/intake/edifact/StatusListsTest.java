package io.waybill.operators.intake.edifact;

import static io.waybill.operators.intake.edifact.Edifact.CREATED;
import static io.waybill.operators.intake.edifact.Edifact.one;
import static io.waybill.operators.intake.edifact.Edifact.readBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.Milestone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same status code in different lists. */
@Tag("R-S1")
@Tag("R-G2")
class StatusListsTest {

  private static final String OWN =
      """
      edifact-status-codes:
        D.96A/9011/1/13: LOADED
        9011/2/31: AT_CUSTOMS
        XC:ZZZ/21: DELIVERED
        "300": POD_HELD
      edifact-status-lists:
        YC:ZZZ: "9011"
      """;

  @ParameterizedTest
  @CsvSource({
    "D:93A:UN, 1+21, DELIVERED, UNECE-9011",
    "D:96A:UN, 1+21, DELIVERED, UNECE-9011",
    "D:98A:UN, 1+21, DELIVERED, UNECE-9011",
    "D:98B:UN, 1+21, UNECE-4405-21, UNECE-4405",
    "D:01B:UN, 1+21, UNECE-4405-21, UNECE-4405",
    "D:01B:UN, 1+157, DAMAGED, UNECE-4405",
    "D:01B:UN:EAN004, 1+21, DELIVERED, UNECE-REC24",
    "D:01B:UN:EAN004, 1+13, PICKED_UP, UNECE-REC24",
    "D:01B:UN:EAN004, 1+157, DAMAGED, UNECE-4405",
    "D:01B:UN:EAN004, 1+76E, UNECE-4405-76E, UNECE-4405",
    "D:01B:UN, 1+21::6, DELIVERED, UNECE-REC24",
    "D:01B:UN, 1+21:XC:ZZZ, EDIFACT-XC:ZZZ-21, EDIFACT-XC:ZZZ",
    "D:96A:UN, 1+103, UNECE-9011-103, UNECE-9011",
    "S:93A:UN, 1+24, DEPARTED, UNECE-9011",
    "D:07B:UN, 1:D2:21, EDIFACT-9015:21-D2, EDIFACT-9015:21",
    "D:99B:UN, 1, UNECE-9015-1, UNECE-9015",
  })
  void theStandardIsReadByDirectoryAndList(
      String version, String status, String code, String list) {
    check("", version, status, code, list);
  }

  @ParameterizedTest
  @CsvSource({
    "D:96A:UN, 1+13, LOADED, UNECE-9011",
    "D:97A:UN, 1+13, PICKED_UP, UNECE-9011",
    "D:97A:UN, 2+31, AT_CUSTOMS, UNECE-9011",
    "D:97A:UN, 1+31, IN_TRANSIT, UNECE-9011",
    "D:01B:UN, 1+21:XC:ZZZ, DELIVERED, EDIFACT-XC:ZZZ",
    "D:01B:UN, 1+24:YC:ZZZ, DEPARTED, EDIFACT-YC:ZZZ",
    "D:01B:UN, 1+300, POD_HELD, UNECE-4405",
    "D:96A:UN, 1+300, POD_HELD, UNECE-9011",
    "D:01B:UN:EAN004, 1+300, POD_HELD, UNECE-4405",
  })
  void aPartnerMayMeanSomethingElse(String version, String status, String code, String list) {
    check(OWN, version, status, code, list);
  }

  @Test
  void aPartnerMayNameTheShipmentByAnyReference() {
    Decoded decoded =
        readBy("edifact-references: {BN: SHIPMENT, CNI: BOOKING}\n", status("D:96A:UN", "1+21"));
    assertThat(decoded.shipmentFacts().get(0).getEnvelope().getKey()).isEqualTo("B1");
    assertThat(decoded.shipmentFacts().get(0).getEnvelope().getOccurredAt())
        .as("local to Berlin")
        .isEqualTo(Edifact.at("2026-01-04T15:30:00Z"));
  }

  private static void check(String keys, String version, String status, String code, String list) {
    Decoded decoded = readBy(keys, status(version, status));
    assertThat(decoded.deadLetters()).isEmpty();
    Milestone milestone = (Milestone) decoded.shipmentFacts().get(0).getPayload();
    assertThat(milestone.getCode()).isEqualTo(code);
    assertThat(milestone.getDetail().getCodeList()).isEqualTo(list);
  }

  private static String status(String version, String status) {
    return one(
        "IFTSTA:" + version,
        "BGM+23+STA1+9'"
            + CREATED
            + "CNI+1+C1'STS+"
            + status
            + "'RFF+CU:L7'RFF+BN:B1'DTM+334:202601041630:203'");
  }
}
