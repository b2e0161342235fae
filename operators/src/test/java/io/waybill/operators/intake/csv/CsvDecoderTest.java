package io.waybill.operators.intake.csv;

import static io.waybill.operators.intake.RawMessages.RECORDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.RawMessages;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.schemas.Bucket;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.DeliveredLine;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.FreightBillShare;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.Shipped;
import io.waybill.schemas.StockMovement;
import io.waybill.schemas.StockPlace;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R-S14")
class CsvDecoderTest {

  private static final String[] ROW = {
    "83",
    "116-ZA-T30",
    "Pre-PQ Process",
    "SCMS-87",
    "ASN-93",
    "South Africa",
    "PMO - US",
    "Direct Drop",
    "EXW",
    "Air",
    "Pre-PQ Process",
    "11/13/06",
    "31-Dec-06",
    "2-Jan-07",
    "3-Jan-07",
    "HRDT",
    "HIV test",
    "Vendor",
    "\"HIV, Test\"",
    "HIV",
    "Brand",
    "N/A",
    "Test kit",
    "30",
    "750",
    "1500.5",
    "2",
    "0.05",
    "Site",
    "Yes",
    "171",
    "1653.78",
    "7.07"
  };
  private static final int QUANTITY = 24;
  private static final int WEIGHT = 30;
  private static final int FREIGHT = 31;

  @Test
  void aRowYieldsOrderShippedDeliveryFreightAndStock() {
    Decoded decoded = decode(ROW);
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.links()).isEmpty();
    assertThat(subjects(decoded))
        .containsExactly(
            "order/83",
            "shipped/83",
            "pod/83",
            "milestone/83",
            "freight-bill/SCMS-FREIGHT/83",
            "freight-bill-share/SCMS-FREIGHT/83/83");
    String delivered = "2007-01-02T00:00:00Z";
    assertThat(occurred(decoded))
        .containsExactly(
            "2006-11-13T00:00:00Z",
            delivered,
            delivered,
            delivered,
            "2007-01-03T00:00:00Z",
            "2007-01-03T00:00:00Z");
    BigDecimal quantity = decimal("750");
    assertThat(payloads(decoded))
        .containsExactly(
            new OrderLine(
                "83",
                "HIV, Test",
                quantity,
                "pack",
                "116-ZA-T30",
                "USD",
                decimal("2"),
                decimal("1500.5"),
                decimal("7.07"),
                at("2007-01-01T00:00:00Z")),
            new Shipped("83", "HIV, Test", "", quantity, "pack"),
            new ProofOfDelivery(
                "83",
                true,
                null,
                List.of(
                    new DeliveredLine(
                        "83", "HIV, Test", quantity, decimal("0"), decimal("0"), "pack"))),
            new Milestone(
                "DELIVERED", "Delivered to Client Date", null, Classifier.ACTUAL, null, null, null),
            new FreightBill("83", "SCMS-FREIGHT", "USD", decimal("1653.78"), List.of()),
            new FreightBillShare(
                "83", "SCMS-FREIGHT", "83", decimal("171"), decimal("1500.5"), quantity));
  }

  @Test
  void everyFactCarriesItsEnvelope() {
    for (ShipmentFact fact : decode(ROW).shipmentFacts()) {
      Envelope envelope = fact.getEnvelope();
      assertThat(envelope.getFactId()).hasSize(32);
      assertThat(envelope.getKey()).isEqualTo("ASN-93");
      assertThat(envelope.getReference()).isNull();
      assertThat(envelope.getMessageId()).isEqualTo("83");
      assertThat(envelope.getPartner()).isEqualTo("scms");
      assertThat(envelope.getProfileVersion()).isEqualTo(1);
      assertThat(envelope.getRulesVersion()).isEqualTo(1);
      assertThat(envelope.getRecordedAt()).isEqualTo(RECORDED);
      assertThat(envelope.getVersion().getCreatedAt()).isEqualTo(at("2007-01-03T00:00:00Z"));
      assertThat(envelope.getRaw().getOffset()).isEqualTo(42);
    }
  }

  @Test
  void stockMovesFromItsOriginOverTransitToTheCustomer() {
    StockPlace transit = new StockPlace(Bucket.IN_TRANSIT, "", "GOOD");
    StockPlace customer = new StockPlace(Bucket.CUSTOMER, "", "GOOD");
    assertThat(movements(decode(ROW)))
        .containsExactly(
            movement(new StockPlace(Bucket.SUPPLIER, "", "GOOD"), transit),
            movement(transit, customer));
    assertThat(movements(decode(with(7, "From RDC"))))
        .containsExactly(
            movement(new StockPlace(Bucket.ON_HAND, "RDC", "GOOD"), transit),
            movement(transit, customer));
    assertThat(decode(ROW).stockFacts())
        .extracting(fact -> fact.getEnvelope().getKey(), fact -> fact.getEnvelope().getSubject())
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("SCMS|HIV, Test", "shipped/SHIPMENT//ASN-93/83"),
            org.assertj.core.api.Assertions.tuple("SCMS|HIV, Test", "pod/SHIPMENT//ASN-93/83/83"));
  }

  @Test
  void freightMayBeShared() {
    Decoded decoded = decode(with(FREIGHT, "See ASN-93 (ID#:1281)"));
    assertThat(payloads(decoded)).noneMatch(payload -> payload instanceof FreightBill);
    assertThat(subjects(decoded)).contains("freight-bill-share/SCMS-FREIGHT/1281/83");
  }

  @ParameterizedTest
  @CsvSource({"Freight Included in Commodity Cost", "Invoiced Separately", "''", "N/A"})
  void freightMayBeNone(String cost) {
    assertThat(subjects(decode(with(FREIGHT, cost)))).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"See ASN-93 (ID#:1281)", "Weight Captured Separately", "''"})
  void aWeightThatIsNotTheLinesOwnIsNone(String weight) {
    assertThat(payloads(decode(with(WEIGHT, weight))))
        .filteredOn(payload -> payload instanceof FreightBillShare)
        .extracting(payload -> ((FreightBillShare) payload).getWeight())
        .containsExactly((BigDecimal) null);
  }

  @Test
  void aRowWithoutADeliveryIsAnOrderOnly() {
    Decoded decoded = decode(with(13, "Date Not Captured"));
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(subjects(decoded)).startsWith("order/83").doesNotContain("pod/83");
    assertThat(decoded.stockFacts()).isEmpty();
  }

  @ParameterizedTest
  @Tag("R-F4")
  @CsvSource({
    "0,  '',              MISSING, ID",
    "4,  '',              MISSING, ASN/DN #",
    "4,  A|B,             INVALID, ASN/DN #",
    "7,  By Air,          INVALID, Fulfill Via",
    "11, 13/11/06,        INVALID, PO Sent to Vendor Date",
    "12, 31-Feb-06,       INVALID, Scheduled Delivery Date",
    "13, yesterday,       INVALID, Delivered to Client Date",
    "14, 3-Jan-2007,      INVALID, Delivery Recorded Date",
    "18, N/A,             MISSING, Item Description",
    "24, 7 50,            INVALID, Line Item Quantity",
    "24, -1,              INVALID, Line Item Quantity",
    "24, '',              MISSING, Line Item Quantity",
    "25, 1.0000001,       INVALID, Line Item Value",
    "25, 12345678901234567890123, INVALID, Line Item Value",
    "26, 2USD,            INVALID, Pack Price",
    "30, heavy,           INVALID, Weight (Kilograms)",
    "31, See page 2,      INVALID, Freight Cost (USD)",
    "32, 1e3,             INVALID, Line Item Insurance (USD)",
  })
  void whatIsWrongIsNamed(int column, String value, String reason, String field) {
    Decoded decoded = decode(with(column, value));
    assertThat(decoded.shipmentFacts()).isEmpty();
    assertThat(decoded.stockFacts()).isEmpty();
    assertThat(decoded.deadLetters()).hasSize(1);
    DeadLetter deadLetter = decoded.deadLetters().get(0);
    assertThat(deadLetter.getReason()).isEqualTo(reason);
    assertThat(deadLetter.getField()).isEqualTo(field);
    assertThat(deadLetter.getRemedy()).endsWith(".");
    assertThat(deadLetter.getPartner()).isEqualTo("scms");
    assertThat(deadLetter.getDeadLetterId()).isEqualTo("raw/3/42/0");
    assertThat(StandardCharsets.UTF_8.decode(deadLetter.getContent().duplicate()).toString())
        .isEqualTo(String.join(",", with(column, value)));
  }

  @Test
  @Tag("R-F4")
  void allProblemsOfARowAreInOneDeadLetter() {
    String[] row = with(QUANTITY, "many");
    row[WEIGHT] = "heavy";
    assertThat(decode(row).deadLetters()).hasSize(1);
    assertThat(decode(row).deadLetters().get(0).getRemedy()).contains("Also Weight (Kilograms): ");
  }

  @ParameterizedTest
  @Tag("R-F4")
  @CsvSource({
    "1;2;3, UNREADABLE",
    "'\"open', UNREADABLE",
    "'\"closed\"text,', UNREADABLE",
    "'  ', EMPTY",
  })
  void whatIsNoRowIsADeadLetter(String text, String reason) {
    assertThat(RawMessages.intake().decode(RawMessages.of("scms", text)).deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly(reason);
  }

  @Test
  @Tag("R-F1")
  void aDuplicateHasTheSameIdsAndAConflictHasNot() {
    String row = String.join(",", ROW);
    List<String> first = ids(RawMessages.intake().decode(RawMessages.of("scms", row)));
    RawMessage again =
        new RawMessage("scms", "raw", 0, 99, RECORDED + 1, row.getBytes(StandardCharsets.UTF_8));
    assertThat(ids(RawMessages.intake().decode(again))).isEqualTo(first);
    assertThat(ids(decode(with(QUANTITY, "751"))).get(0)).isNotEqualTo(first.get(0));
    assertThat(first).doesNotHaveDuplicates();
  }

  private static Decoded decode(String[] row) {
    return RawMessages.intake().decode(RawMessages.of("scms", String.join(",", row)));
  }

  private static String[] with(int column, String value) {
    String[] row = ROW.clone();
    row[column] = value;
    return row;
  }

  private static List<String> ids(Decoded decoded) {
    List<String> ids = new ArrayList<>();
    decoded.shipmentFacts().forEach(fact -> ids.add(fact.getEnvelope().getFactId()));
    decoded.stockFacts().forEach(fact -> ids.add(fact.getEnvelope().getFactId()));
    return ids;
  }

  private static List<String> subjects(Decoded decoded) {
    return decoded.shipmentFacts().stream().map(fact -> fact.getEnvelope().getSubject()).toList();
  }

  private static List<String> occurred(Decoded decoded) {
    return decoded.shipmentFacts().stream()
        .map(fact -> Instant.ofEpochMilli(fact.getEnvelope().getOccurredAt()).toString())
        .toList();
  }

  private static List<Object> payloads(Decoded decoded) {
    return decoded.shipmentFacts().stream().map(ShipmentFact::getPayload).toList();
  }

  private static List<StockMovement> movements(Decoded decoded) {
    return decoded.stockFacts().stream().map(fact -> fact.getMovement()).toList();
  }

  private static StockMovement movement(StockPlace source, StockPlace target) {
    return new StockMovement("SCMS", "HIV, Test", decimal("750"), "pack", source, target);
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text).setScale(6);
  }

  private static long at(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
