package io.waybill.operators.intake.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.RawMessages;
import io.waybill.operators.intake.SharedFiles;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.FreightBillShare;
import io.waybill.schemas.ShipmentFact;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole file of real deliveries, in pure code. */
@Tag("R-S14")
class DeliveryHistoryTest {

  private static final PartnerProfile SCMS = Profiles.bundled().find("scms").orElseThrow();

  @Test
  void everyRowOfTheRealDeliveriesIsRead() throws IOException {
    List<HistoryFile.Row> rows = HistoryFile.read(SCMS, SharedFiles.deliveries());
    assertThat(rows).hasSize(10_324);

    Intake intake = RawMessages.intake();
    Set<String> shipments = new HashSet<>();
    Set<String> messages = new HashSet<>();
    Set<String> factIds = new HashSet<>();
    Map<String, Integer> payloads = new TreeMap<>();
    Set<String> billsWithAmount = new HashSet<>();
    int shares = 0;
    int stockFacts = 0;
    for (HistoryFile.Row row : rows) {
      Decoded decoded =
          intake.decode(
              new RawMessage("scms", "raw", 0, row.number(), row.recordedAt(), row.bytes()));
      assertThat(decoded.deadLetters()).isEmpty();
      for (ShipmentFact fact : decoded.shipmentFacts()) {
        shipments.add(fact.getEnvelope().getKey());
        messages.add(fact.getEnvelope().getMessageId());
        assertThat(factIds.add(fact.getEnvelope().getFactId())).isTrue();
        payloads.merge(fact.getPayload().getClass().getSimpleName(), 1, Integer::sum);
        if (fact.getPayload() instanceof FreightBill bill) {
          billsWithAmount.add(bill.getBill());
        }
        if (fact.getPayload() instanceof FreightBillShare share) {
          shares += billsWithAmount.contains(share.getBill()) ? 1 : 0;
        }
      }
      stockFacts += decoded.stockFacts().size();
    }
    assertThat(shipments).hasSize(7_030);
    assertThat(messages).hasSize(10_324);
    assertThat(stockFacts).isEqualTo(2 * 10_324);
    assertThat(payloads)
        .isEqualTo(
            Map.of(
                "OrderLine", 10_324,
                "Shipped", 10_324,
                "ProofOfDelivery", 10_324,
                "Milestone", 10_324,
                "FreightBill", 6_198,
                "FreightBillShare", 6_198 + 2_445));
    assertThat(shares).isGreaterThan(6_198);
  }

  @Test
  void rowsComeInTheOrderOfTheirRecordedDate() throws IOException {
    List<HistoryFile.Row> rows = HistoryFile.read(SCMS, SharedFiles.deliveries());
    assertThat(rows)
        .isSortedAccordingTo(
            (a, b) ->
                a.recordedAt() == b.recordedAt()
                    ? Integer.compare(a.number(), b.number())
                    : Long.compare(a.recordedAt(), b.recordedAt()));
    assertThat(rows).extracting(HistoryFile.Row::identity).doesNotHaveDuplicates();
    assertThat(Instant.ofEpochMilli(rows.get(0).recordedAt())).isEqualTo("2006-05-02T00:00:00Z");
  }
}
