package io.waybill.operators.intake.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.RawMessages;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.profile.ProfileReader;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.schemas.Bucket;
import io.waybill.schemas.Charge;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.DeliveredLine;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.Link;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.Shipped;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockMovement;
import io.waybill.schemas.StockPlace;
import io.waybill.schemas.TransportPlan;
import io.waybill.schemas.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R-S6")
class CanonicalDecoderTest {

  private static final String HEAD =
      "'id': 'M1', 'created': '2026-01-05T10:00:00+02:00', 'reference': {'type': 'SHIPMENT',"
          + " 'value': 'S1'},";
  private static final String ORDER =
      "{'message': 'order', "
          + HEAD
          + "'customer': 'C1', 'currency': 'EUR', 'scheduledDelivery': '2026-01-09','lines':"
          + " [{'line': '1', 'item': 'I1', 'quantity': 10, 'unit': 'EA', 'unitPrice':"
          + " '2.5'},{'line': 2, 'item': 'I2', 'quantity': '1.5', 'unit': 'KG', 'unitPrice': 4,"
          + " 'value': 6, 'insurance': 0.01}]}";
  private static final String POD =
      "{'message': 'pod', "
          + HEAD
          + "'owner': 'O1', 'pod': 'P1', 'occurredAt': '2026-01-05T09:00:00Z', 'signed': true,"
          + " 'signedBy': 'A. B.','lines': [{'line': '1', 'item': 'I1', 'quantity': 8, 'damaged':"
          + " 2, 'unit': 'EA'}]}";
  private static final StockPlace TRANSIT = new StockPlace(Bucket.IN_TRANSIT, "", "GOOD");

  @Test
  void anOrderIsAFactForEachLine() {
    Decoded decoded = good(ORDER);
    Long deliverBefore = at("2026-01-10T00:00:00Z");
    assertThat(payloads(decoded))
        .containsExactly(
            new OrderLine(
                "1",
                "I1",
                decimal("10"),
                "EA",
                "C1",
                "EUR",
                decimal("2.5"),
                null,
                null,
                deliverBefore),
            new OrderLine(
                "2",
                "I2",
                decimal("1.5"),
                "KG",
                "C1",
                "EUR",
                decimal("4"),
                decimal("6"),
                decimal("0.01"),
                deliverBefore));
    Envelope envelope = decoded.shipmentFacts().get(1).getEnvelope();
    assertThat(envelope.getKey()).isEqualTo("S1");
    assertThat(envelope.getSubject()).isEqualTo("order/2");
    assertThat(envelope.getOccurredAt()).isEqualTo(at("2026-01-05T08:00:00Z"));
    assertThat(envelope.getOccurredOffset()).isEqualTo("+02:00");
    assertThat(envelope.getVersion()).isEqualTo(new Version(0, at("2026-01-05T08:00:00Z"), "M1"));
    assertThat(envelope.getRetracted()).isFalse();
    assertThat(envelope.getRaw().getPosition()).isEqualTo(1);
    assertThat(payloads(good(ORDER.replace("'2026-01-09'", "'2026-01-09T12:00:00Z'"))))
        .extracting(payload -> ((OrderLine) payload).getDeliverBefore())
        .containsOnly(at("2026-01-09T12:00:00Z"));
  }

  @Test
  @Tag("R-S4")
  void aTransportPlanLinksReferences() {
    Decoded decoded =
        good(
            "{'message': 'transport-plan', "
                + HEAD
                + "'revision': 2, 'load': 'L1', 'carrier': 'ABCD', 'currency': 'EUR',"
                + " 'freightEstimate': 120,'links': [{'type': 'PRO', 'issuer': 'ABCD', 'value':"
                + " '7'}, {'type': 'BOL', 'value': '8'}]}");
    assertThat(payloads(decoded))
        .containsExactly(new TransportPlan("L1", "ABCD", decimal("120"), "EUR"));
    assertThat(decoded.links())
        .extracting(
            Link::getReference, Link::getShipment, link -> link.getVersion().getSupersession())
        .containsExactly(
            tuple(new Reference("PRO", "ABCD", "7"), "S1", 2),
            tuple(new Reference("BOL", "", "8"), "S1", 2));
  }

  @Test
  @Tag("R-S5")
  void whatIsShippedLeavesItsNode() {
    Decoded decoded =
        good(
            "{'message': 'shipped', "
                + HEAD
                + "'owner': 'O1', 'node': 'W1', 'occurredAt': '2026-01-05T09:00:00',"
                + "'lines': [{'line': '1', 'item': 'I1', 'quantity': 10, 'unit': 'EA'}]}");
    assertThat(payloads(decoded))
        .containsExactly(new Shipped("1", "I1", "W1", decimal("10"), "EA"));
    assertThat(decoded.shipmentFacts().get(0).getEnvelope().getOccurredOffset()).isEqualTo("local");
    StockFact stock = decoded.stockFacts().get(0);
    assertThat(stock.getEnvelope().getKey()).isEqualTo("O1|I1");
    assertThat(stock.getEnvelope().getSubject()).isEqualTo("shipped/SHIPMENT//S1/1");
    assertThat(stock.getMovement())
        .isEqualTo(
            new StockMovement(
                "O1",
                "I1",
                decimal("10"),
                "EA",
                new StockPlace(Bucket.ON_HAND, "W1", "GOOD"),
                TRANSIT));
  }

  @Test
  void aTimeWithoutAnOffsetIsLocalToTheProfilesZone() {
    String yaml =
        "name: canonical\nversion: 2\nowner: x\nformat: canonical-json\nzone: Europe/Berlin\n";
    Decoded decoded =
        new CanonicalDecoder(ProfileReader.read("x", yaml))
            .decode(RawMessages.of("canonical", json(POD.replace("09:00:00Z", "09:00:00"))));
    assertThat(decoded.shipmentFacts().get(0).getEnvelope().getOccurredAt())
        .isEqualTo(at("2026-01-05T08:00:00Z"));
  }

  @Test
  @Tag("R-S7")
  void aProofOfDeliveryMovesGoodAndDamaged() {
    Decoded decoded = good(POD);
    assertThat(payloads(decoded))
        .containsExactly(
            new ProofOfDelivery(
                "P1",
                true,
                "A. B.",
                List.of(
                    new DeliveredLine("1", "I1", decimal("8"), decimal("2"), decimal("0"), "EA"))));
    assertThat(decoded.stockFacts())
        .extracting(
            fact -> fact.getEnvelope().getSubject(),
            fact -> fact.getMovement().getQuantity(),
            fact -> fact.getMovement().getTarget())
        .containsExactly(
            tuple(
                "pod/SHIPMENT//S1/P1/1", decimal("8"), new StockPlace(Bucket.CUSTOMER, "", "GOOD")),
            tuple(
                "pod/SHIPMENT//S1/P1/1/damaged",
                decimal("2"),
                new StockPlace(Bucket.CUSTOMER, "", "DAMAGED")));
  }

  @Test
  @Tag("R-S7")
  void aCorrectedQuantityOfZeroTakesTheMovementBack() {
    Decoded decoded = good(POD.replace("'damaged': 2", "'damaged': 0").replace("'M1'", "'M2'"));
    assertThat(decoded.stockFacts())
        .extracting(
            fact -> fact.getEnvelope().getSubject(), fact -> fact.getEnvelope().getRetracted())
        .containsExactly(
            tuple("pod/SHIPMENT//S1/P1/1", false), tuple("pod/SHIPMENT//S1/P1/1/damaged", true));
  }

  @Test
  @Tag("R-P10")
  void aCancelledMessageTakesItsSubjectsBack() {
    Decoded decoded = good(POD.replace("'signed'", "'cancelled': true, 'revision': 1, 'signed'"));
    assertThat(decoded.shipmentFacts()).allMatch(fact -> fact.getEnvelope().getRetracted());
    assertThat(decoded.stockFacts()).allMatch(fact -> fact.getEnvelope().getRetracted());
  }

  @Test
  void aMilestoneByAReferenceWaitsForItsLink() {
    Decoded decoded =
        good(
            "{'message': 'milestone', "
                + HEAD.replace("'SHIPMENT', 'value': 'S1'", "'PRO', 'issuer': 'ABCD', 'value': '7'")
                + "'event': 'E1', 'code': 'DEPARTED', 'classifier': 'ACTUAL', 'occurredAt':"
                + " '2026-01-05','reason': 'NS', 'location': 'USNYC', 'equipment': 'TRL1'}");
    assertThat(payloads(decoded))
        .containsExactly(
            new Milestone("DEPARTED", "DEPARTED", "NS", Classifier.ACTUAL, "USNYC", "TRL1", null));
    Envelope envelope = decoded.shipmentFacts().get(0).getEnvelope();
    assertThat(envelope.getKey()).isEmpty();
    assertThat(envelope.getReference()).isEqualTo(new Reference("PRO", "ABCD", "7"));
    assertThat(envelope.getOccurredAt()).isEqualTo(at("2026-01-05T00:00:00Z"));
    assertThat(envelope.getRulesVersion()).as("decided when it is logged").isZero();
  }

  @Test
  void aFreightBillAndAStockMovementAreRead() {
    Decoded bill =
        good(
            "{'message': 'freight-bill', "
                + HEAD
                + "'carrier': 'ABCD', 'bill': 'B1', 'currency': 'USD', 'amount': '90.10',"
                + "'charges': [{'code': '400', 'amount': 100}, {'code': 'DSC', 'amount': -9.9}]}");
    assertThat(payloads(bill))
        .containsExactly(
            new FreightBill(
                "B1",
                "ABCD",
                "USD",
                decimal("90.10"),
                List.of(new Charge("400", decimal("100")), new Charge("DSC", decimal("-9.9")))));
    Decoded movement =
        good(
            "{'message': 'stock-movement', 'id': 'M1', 'created': '2026-01-05', 'owner': 'O1',"
                + " 'movement': 'V1','item': 'I1', 'quantity': 5, 'unit': 'EA', 'occurredAt':"
                + " '2026-01-05','source': {'bucket': 'SUPPLIER'}, 'target': {'bucket': 'ON_HAND',"
                + " 'node': 'W1', 'status': 'HOLD'}}");
    assertThat(movement.shipmentFacts()).isEmpty();
    assertThat(movement.stockFacts())
        .extracting(fact -> fact.getEnvelope().getSubject(), StockFact::getMovement)
        .containsExactly(
            tuple(
                "stock-movement/V1",
                new StockMovement(
                    "O1",
                    "I1",
                    decimal("5"),
                    "EA",
                    new StockPlace(Bucket.SUPPLIER, "", "GOOD"),
                    new StockPlace(Bucket.ON_HAND, "W1", "HOLD"))));
  }

  @ParameterizedTest
  @Tag("R-F4")
  @CsvSource(
      delimiter = ';',
      value = {
        "'id': 'M1',; ; MISSING; id",
        "'id': 'M1'; 'id': ''; INVALID; id",
        "'id': 'M1'; 'id': {}; INVALID; id",
        "'id': 'M1'; 'id': 'a\\u0000b'; INVALID; id",
        "'id': 'M1'; 'id': '\\ud800'; INVALID; id",
        "'message': 'order',; ; MISSING; message",
        "'message': 'order'; 'message': 'ordre'; UNSUPPORTED; message",
        "2026-01-05T10:00:00+02:00; yesterday; INVALID; created",
        "2026-01-05T10:00:00+02:00; 9999-01-05T10:00:00Z; INVALID; created",
        "'2026-01-05T10:00:00+02:00'; 1767571200; INVALID; created",
        "'reference': {'type': 'SHIPMENT', 'value': 'S1'},; ; MISSING; reference",
        "'value': 'S1'; 'valeu': 'S1'; MISSING; reference.value",
        "'type': 'SHIPMENT'; 'type': 'A|B'; INVALID; reference.type",
        "'type': 'SHIPMENT'; 'type': 'SHIPMENT', 'issuer': 'X'; INVALID; reference.issuer",
        "'currency': 'EUR'; 'currency': 'euro'; INVALID; currency",
        "'scheduledDelivery': '2026-01-09'; 'scheduledDelivery': '2026-02-30'; INVALID;"
            + " scheduledDelivery",
        "'quantity': 10; 'quantity': '1,000'; INVALID; lines[0].quantity",
        "'quantity': 10; 'quantity': -1; INVALID; lines[0].quantity",
        "'quantity': 10; 'quantity': 0.0000001; INVALID; lines[0].quantity",
        "'quantity': 10; 'quantity': 1e22; INVALID; lines[0].quantity",
        "'quantity': 10; 'quantity': 1e999999999; INVALID; lines[0].quantity",
        "'quantity': 10; 'quantity': true; INVALID; lines[0].quantity",
        "'quantity': 10,; ; MISSING; lines[0].quantity",
        "'line': 2; 'line': '1'; INVALID; lines[1].line",
        "'lines': [; 'liness': [; MISSING; lines",
        "'lines': [; 'lines': [], 'x': [; INVALID; lines",
        "'lines': [; 'lines': [7, ; INVALID; lines[0]",
        "'customer': 'C1'; 'customer': 'C1', 'revision': -1; INVALID; revision",
        "'customer': 'C1'; 'customer': 'C1', 'revision': 1.5; INVALID; revision",
        "'customer': 'C1'; 'customer': 'C1', 'cancelled': 'yes'; INVALID; cancelled",
      })
  void whatIsWrongIsNamed(String text, String instead, String reason, String field) {
    assertThat(ORDER).contains(text.strip());
    Decoded decoded = decode(ORDER.replace(text.strip(), instead == null ? "" : instead.strip()));
    assertThat(decoded.shipmentFacts()).isEmpty();
    assertThat(decoded.deadLetters()).hasSize(1);
    DeadLetter deadLetter = decoded.deadLetters().get(0);
    assertThat(deadLetter.getReason()).isEqualTo(reason);
    assertThat(deadLetter.getField()).isEqualTo(field);
    assertThat(deadLetter.getRemedy()).endsWith(".");
  }

  @ParameterizedTest
  @Tag("R-F4")
  @CsvSource(
      delimiter = ';',
      value = {
        "'type': 'SHIPMENT', 'value': 'S1'; 'type': 'LOAD', 'value': 'L1'; links",
        "'type': 'PRO'; 'type': 'SHIPMENT'; links[0].type",
        "'value': '7'; 'value': 7.5; links[0].value",
        "'load': 'L1',; ; load",
      })
  void aBadPlanIsNamed(String text, String instead, String field) {
    String plan =
        "{'message': 'transport-plan', "
            + HEAD
            + "'load': 'L1', 'carrier': 'ABCD', 'currency': 'EUR', 'links': [{'type': 'PRO',"
            + " 'value': '7'}]}";
    Decoded decoded = decode(plan.replace(text.strip(), instead == null ? "" : instead.strip()));
    assertThat(decoded.deadLetters()).extracting(DeadLetter::getField).containsExactly(field);
    assertThat(decoded.links()).isEmpty();
  }

  @ParameterizedTest
  @Tag("R-F4")
  @ValueSource(
      strings = {"[]", "7", "null", "{", "{} {}", "{'a': 1, 'a': 2}", "{'a': NaN}", "text"})
  void whatIsNoObjectIsUnreadable(String text) {
    assertThat(decode(text).deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("UNREADABLE");
  }

  @Test
  @Tag("R-F4")
  void whatIsTooLargeIsADeadLetterThatStillFitsItsTopic() {
    assertThat(decode("[".repeat(1_000)).deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("TOO_LARGE");
    DeadLetter deadLetter =
        decode("{'a': '" + "x".repeat(11 * 1024 * 1024) + "'}").deadLetters().get(0);
    assertThat(deadLetter.getReason()).isEqualTo("TOO_LARGE");
    assertThat(deadLetter.getContent().remaining()).isEqualTo(512 * 1024);
  }

  @Test
  @Tag("R-F4")
  void aRecordWithoutAKnownPartnerIsADeadLetter() {
    Intake intake = new Intake(Profiles.bundled(), PublishedRules.FIRST);
    assertThat(intake.decode(RawMessages.of(null, "x")).deadLetters())
        .extracting(DeadLetter::getReason, DeadLetter::getPartner)
        .containsExactly(tuple("NO_PARTNER", ""));
    assertThat(intake.decode(RawMessages.of("nobody", "x")).deadLetters())
        .extracting(DeadLetter::getReason, DeadLetter::getValue)
        .containsExactly(tuple("UNKNOWN_PARTNER", "nobody"));
    assertThat(intake.decode(RawMessages.of("canonical", "")).deadLetters())
        .extracting(DeadLetter::getReason)
        .containsExactly("EMPTY");
  }

  private static Decoded good(String message) {
    Decoded decoded = decode(message);
    assertThat(decoded.deadLetters()).isEmpty();
    return decoded;
  }

  private static Decoded decode(String message) {
    return RawMessages.intake().decode(RawMessages.of("canonical", json(message)));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static List<Object> payloads(Decoded decoded) {
    return decoded.shipmentFacts().stream().map(ShipmentFact::getPayload).toList();
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text).setScale(6);
  }

  private static long at(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
