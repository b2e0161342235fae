package io.waybill.operators.shipment;

import static io.waybill.operators.shipment.Facts.START;
import static io.waybill.operators.shipment.Facts.decimal;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Charge;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.DeliveredLine;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.FreightBillShare;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.Shipped;
import io.waybill.schemas.TransportPlan;
import io.waybill.schemas.Unlinked;
import io.waybill.schemas.Version;
import io.waybill.schemas.wire.AvroCodec;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Avro reads says what is right. */
@Tag("R-F3")
class FactReaderTest {

  private static final Reference PRO = new Reference("PRO", "CÄRR", "4711");
  private static final Version LINK = new Version(-3, START, "plan-2");
  private static final BigDecimal LARGE = decimal("9223372036854775807123");
  private static final String LONG = "a name that is longer than most names are, 東京 😀";

  private final AvroCodec<ShipmentLogRecord> codec = AvroCodec.of(ShipmentLogRecord.class);
  private final FactReader reader = new FactReader();

  @ParameterizedTest
  @MethodSource
  void itReadsWhatAvroReads(Object payload) {
    ShipmentFact fact = Facts.of("S1").revision(7).fact("a subject", START, payload);
    assertReads(fact);
    Envelope envelope = fact.getEnvelope();
    envelope.setReference(PRO);
    envelope.setLinkVersion(LINK);
    envelope.setSubject(LONG);
    envelope.setOccurredAt(-1L);
    envelope.setRetracted(true);
    envelope.setRaw(new RawPointer("raw", 7, Long.MAX_VALUE, 300, "ISA 1/GS 2"));
    assertReads(fact);
  }

  private void assertReads(ShipmentFact fact) {
    byte[] logged = codec.encode(new ShipmentLogRecord(fact));
    ShipmentFact byAvro = (ShipmentFact) codec.decode(logged).getBody();
    Envelope envelope = byAvro.getEnvelope();
    if (byAvro.getPayload() instanceof Milestone milestone) {
      milestone.setDetail(null);
    }
    // The second time it knows the names.
    for (int i = 0; i < 2; i++) {
      Fact<?> read = reader.read(logged);
      assertThat(read.payload()).isEqualTo(byAvro.getPayload());
      assertThat(read.factId()).isEqualTo(envelope.getFactId());
      assertThat(read.subject()).isEqualTo(envelope.getSubject());
      assertThat(read.version()).isEqualTo(envelope.getVersion());
      assertThat(read.reference()).isEqualTo(envelope.getReference());
      assertThat(read.linkVersion()).isEqualTo(envelope.getLinkVersion());
      assertThat(read.rulesVersion()).isEqualTo(envelope.getRulesVersion());
      assertThat(read.occurredAt()).isEqualTo(envelope.getOccurredAt());
      assertThat(read.retracted()).isEqualTo(envelope.getRetracted());
      assertThat(read.raw()).isEqualTo(envelope.getRaw());
      assertThat(read.logged()).isSameAs(logged);
    }
  }

  static Stream<Object> itReadsWhatAvroReads() {
    BigDecimal some = decimal("-12.345678");
    BigDecimal none = decimal("0");
    return Stream.of(
        new OrderLine("1", "item", some, "pack", "ACME", "USD", LARGE, null, null, null),
        new OrderLine("1", LONG, none, "", "ÄCME", "USD", some, LARGE, some, START),
        new TransportPlan("load-1", "CARR", null, "USD"),
        new TransportPlan("load-1", "CARR", LARGE.negate(), "USD"),
        new Shipped("1", "item", "DC1", some, "pack"),
        new Milestone("DEPARTED", "AF", null, Classifier.PLANNED, null, null, null),
        new Milestone("DEPARTED", "AF", "NS", Classifier.ACTUAL, "Köln", "TRLU1", detail()),
        new ProofOfDelivery("1", true, null, List.of()),
        new ProofOfDelivery(
            "1",
            false,
            "B. Receiver",
            List.of(
                new DeliveredLine("1", "item", some, none, none, "pack"),
                new DeliveredLine("2", "item", none, some, LARGE, "pack"))),
        new FreightBill("B1", "CARR", "USD", some, List.of()),
        new FreightBill("B1", "CARR", "USD", some, List.of(new Charge("FUEL", some))),
        new FreightBillShare("B1", "CARR", "1", null, some, none),
        new FreightBillShare("B1", "CARR", "1", LARGE, some, none),
        new Unlinked(PRO, "S2", LINK));
  }

  private static MilestoneDetail detail() {
    return MilestoneDetail.newBuilder()
        .setSeals(List.of("seal"))
        .setHandlingUnits(List.of())
        .setMeasures(List.of())
        .setAmounts(List.of())
        .setReferences(List.of(PRO))
        .build();
  }
}
