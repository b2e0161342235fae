package io.waybill.operators.intake.edifact;

import static io.waybill.operators.intake.edifact.Edifact.CREATED;
import static io.waybill.operators.intake.edifact.Edifact.at;
import static io.waybill.operators.intake.edifact.Edifact.one;
import static io.waybill.operators.intake.edifact.Edifact.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.Measure;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.Place;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ShipmentFact;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What carriers, warehouses and shops write otherwise than one would expect. */
@Tag("R-S1")
@Tag("R-S2")
class SendersHabitsTest {

  /** The contact who received the goods, behind the status that says they are delivered. */
  @Test
  void whoReceivedTheGoodsOfADeliveryHasSignedForThem() {
    String report =
        "BGM+23+STA1+9'"
            + CREATED
            + "CNI+1+C1'STS+1+21'RFF+BM:B1'DTM+334:202601041630:203'CTA+GR+:MEYER'"
            + "CNI+2+C2'STS+1+31'RFF+BM:B2'DTM+334:202601041630:203'CTA+GR+:SCHMIDT'"
            + "CNI+3+C3'STS+1+21'RFF+BM:B3'DTM+132:202601071630:203'CTA+GR+:SCHULZ'"
            + "CNI+4+C4'STS+1+21'RFF+BM:B4'DTM+334:202601041630:203'CTA+IC+:LEHMANN'";
    Decoded decoded = read(one("IFTSTA", report));
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.shipmentFacts())
        .extracting(fact -> fact.getPayload().getClass().getSimpleName())
        .as("milestones first: what stands behind them changes no id of theirs")
        .containsExactly("Milestone", "Milestone", "Milestone", "Milestone", "ProofOfDelivery");
    ShipmentFact receipt = decoded.shipmentFacts().get(4);
    assertThat(receipt.getPayload()).isEqualTo(new ProofOfDelivery("B1", true, "MEYER", List.of()));
    assertThat(receipt.getEnvelope().getReference().getValue()).isEqualTo("B1");
    assertThat(receipt.getEnvelope().getOccurredAt())
        .isEqualTo(decoded.shipmentFacts().get(0).getEnvelope().getOccurredAt());
    Decoded unsigned = read(one("IFTSTA", report.replace("CTA+GR", "CTA+XX")));
    for (int i = 0; i < 4; i++) {
      assertThat(unsigned.shipmentFacts().get(i).getEnvelope().getFactId())
          .isEqualTo(decoded.shipmentFacts().get(i).getEnvelope().getFactId());
    }
  }

  @Test
  void aTimeMayStandInASegmentOfItsOwnBehindItsDate() {
    Decoded decoded =
        read(
            one(
                "IFTSTA",
                "BGM+23+1+9'DTM+137:20260105:102'DTM+137:101500:402'RFF+CU:LOAD7'CNI+1'STS+1+21'"
                    + "DTM+334:20260104:102'DTM+334:1425:401'"
                    + "STS+1+24'DTM+334:20260103:102'DTM+7:1425:401'"));
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.shipmentFacts())
        .extracting(
            fact -> fact.getEnvelope().getOccurredAt(),
            fact -> fact.getEnvelope().getOccurredOffset(),
            fact -> fact.getEnvelope().getVersion().getCreatedAt())
        .containsExactly(
            tuple(at("2026-01-04T14:25:00Z"), "local", at("2026-01-05T10:15:00Z")),
            tuple(at("2026-01-03T00:00:00Z"), "Z", at("2026-01-05T10:15:00Z")));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // A status happens at its own place, or at one end of its transport, or is the only one.
        "24, LOC+7+FRPAR', TDT+20'LOC+9+BEANR'LOC+11+CNSHA', FRPAR",
        "24, '', TDT+20'LOC+9+BEANR'LOC+11+CNSHA', BEANR",
        "29, '', TDT+20'LOC+9+BEANR'LOC+12+CNSHA', CNSHA",
        "21, '', TDT+20'LOC+11+CNSHA'LOC+7+CNTAO', CNTAO",
        "31, '', TDT+20'LOC+9+BEANR'LOC+11+CNSHA', -",
        "31, '', TDT+20'LOC+9+BEANR', BEANR",
        "31, '', '', SEGOT",
      })
  void aStatusIsAtThePlaceWhereItHappened(String code, String own, String legs, String expected) {
    Decoded decoded =
        read(
            one(
                "IFTSTA",
                "BGM+23+1+9'"
                    + CREATED
                    + "RFF+CU:L7'CNI+1'LOC+14+SEGOT'STS+1+"
                    + code
                    + "'"
                    + own
                    + legs));
    assertThat(milestones(decoded)).extracting(Milestone::getLocation).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "01530:16::TOWN+FI:162, -, -, 01530 TOWN FI",
        "USSYR:139:6:TOWN+US:162, USSYR, -, TOWN US",
        ":::TOWN, -, -, TOWN",
        "DEHAM:139:6:TOWN+CTA::92, DEHAM, CTA, TOWN",
        "DOCK7::92, -, DOCK7, -",
      })
  void aCountryIsNoTerminalAndAPostalCodeNoFacility(
      String loc, String unlocode, String facility, String address) {
    Decoded decoded =
        read(
            one(
                "IFTSTA",
                "BGM+23+1+9'" + CREATED + "RFF+CU:L7'CNI+1'STS+1+21'LOC+14+" + loc + "'"));
    assertThat(milestones(decoded))
        .extracting(milestone -> milestone.getDetail().getPlace())
        .containsExactly(new Place(unlocode, null, facility, address, null, null));
  }

  @Test
  void anSsccMayStandInAMarkingOrWithItsIdentifier() {
    Decoded decoded =
        read(
            one(
                "IFTSTA",
                "BGM+23+1+9'"
                    + CREATED
                    + "RFF+CU:L7'CNI+1'STS+1+21'GID+1+2'"
                    + "PCI+33E+340123450000000017'PCI+33E'GIN+BJ+00340123450000000024'"
                    + "PCI+30+340123450000000024'PCI+30+MARK 7'"));
    Milestone milestone = milestones(decoded).get(0);
    assertThat(milestone.getDetail().getHandlingUnits())
        .containsExactly("340123450000000024", "340123450000000017");
    assertThat(milestone.getDetail().getReferences())
        .contains(
            new Reference("SSCC", "", "340123450000000017"),
            new Reference("SSCC", "", "340123450000000024"));
  }

  @ParameterizedTest
  @Tag("R-S5")
  @CsvSource({
    "DTM+63:20260110:102,                       2026-01-11T00:00:00Z",
    "DTM+2:2026011020260112:718,                2026-01-13T00:00:00Z",
    "DTM+2:20260110-20260112:718,               2026-01-13T00:00:00Z",
    "DTM+2:202601100800202601101200:719,        2026-01-10T12:00:00Z",
    "DTM+2:202601100800-202601101200:719,       2026-01-10T12:00:00Z",
    "DTM+2:202603:616,                          2026-01-19T00:00:00Z",
    "DTM+2:202602:610,                          2026-03-01T00:00:00Z",
  })
  void anOrderIsLateFromTheEndOfItsPeriod(String dtm, String expected) {
    Decoded decoded =
        read(
            one(
                "ORDERS",
                "BGM+220+PO1+9'"
                    + CREATED
                    + dtm
                    + "'NAD+BY+B::9'CUX+2:EUR:9'LIN+1++I:EN'QTY+21:1:PCE'PRI+AAA:2'"));
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.shipmentFacts())
        .filteredOn(fact -> fact.getPayload() instanceof OrderLine)
        .extracting(fact -> ((OrderLine) fact.getPayload()).getDeliverBefore())
        .containsExactly(at(expected));
  }

  @Test
  @Tag("R-S5")
  void whatStandsBesideAMovementIsACount() {
    Decoded decoded =
        read(
            one(
                "INVRPT",
                "BGM+35+R1+9'"
                    + CREATED
                    + "NAD+GO+O::9'NAD+WH+W::9'"
                    + "LIN+1++I:SA'INV+2'QTY+17:5:PCE'QTY+21:60:PCE'QTY+83:4'"
                    + "LIN+2++J:SA'INV+1++11'QTY+156:200:PCE'QTY+145:2800:PCE'"));
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.stockFacts())
        .extracting(
            fact -> fact.getEnvelope().getKey(),
            fact -> fact.getMovement().getQuantity(),
            fact -> fact.getCount() == null ? null : fact.getCount().getQuantity())
        .containsExactlyInAnyOrder(
            tuple("O|I", number("0"), number("5")),
            tuple("O|J", number("200"), null),
            tuple("O|J", number("0"), number("2800")));
  }

  @Test
  @Tag("R-S5")
  void whatWasDeliveredWasReceivedUnlessItWasRefused() {
    Decoded decoded =
        read(
            one(
                "RECADV",
                "BGM+632+R1+9'"
                    + CREATED
                    + "RFF+AAK:D1'NAD+BY+B::9'"
                    + "LIN+1++I:SRV'QTY+46:10:PCE'QTY+195:2:PCE'QVR+2:195'QTY+195:1:PCE'QVR+1:195'"
                    + "LIN+2++J:SRV'QTY+194:5:PCE'QTY+124:1:PCE'"));
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.stockFacts())
        .extracting(fact -> fact.getMovement().getItem(), fact -> fact.getMovement().getQuantity())
        .containsExactly(tuple("I", number("7")), tuple("J", number("5")));
    assertThat(milestones(decoded).get(0).getDetail().getMeasures())
        .contains(
            new Measure("RECEIVED 1 I", number("10"), "PCE"),
            new Measure("REFUSED 1 I", number("2"), "PCE"),
            new Measure("REFUSED 1 I", number("1"), "PCE"),
            new Measure("QTY-124 2 J", number("1"), "PCE"));
  }

  @Test
  void anInvoiceThatRepeatsItsNumberCorrectsNothing() {
    Decoded decoded =
        read(one("INVOIC", "BGM+380+I1+9'" + CREATED + "RFF+IV:I1'UNS+S'MOA+77:1:EUR'"));
    assertThat(milestones(decoded))
        .extracting(milestone -> milestone.getDetail().getCorrects())
        .containsExactly((String) null);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {"\"UNA:+.?'\"", "\"UNA:+.?'\n\"", "\"UNA:+.? '\n\""})
  void aUnaMayHaveLostItsBlank(String una) {
    Decoded decoded =
        read(una + one("IFTSTA", "BGM+23+1+9'" + CREATED + "RFF+CU:L7'CNI+1'STS+1+21'"));
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(milestones(decoded)).extracting(Milestone::getCode).containsExactly("DELIVERED");
  }

  private static List<Milestone> milestones(Decoded decoded) {
    return decoded.shipmentFacts().stream()
        .map(fact -> fact.getPayload())
        .filter(Milestone.class::isInstance)
        .map(Milestone.class::cast)
        .toList();
  }

  private static BigDecimal number(String text) {
    return Decimals.parse(text).orElseThrow();
  }
}
