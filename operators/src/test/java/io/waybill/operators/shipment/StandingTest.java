package io.waybill.operators.shipment;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.wire.AvroCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {

  /**
   * What partners say of a shipment on its way; what may be said of one that stands at the dock.
   */
  @ParameterizedTest
  @Tag("R-P6")
  @CsvSource({
    "PICKED_UP, true",
    "IN_TRANSIT, true",
    "DEPARTED, true",
    "VESSEL_DEPARTED, true",
    "RAIL_DEPARTED, true",
    "DISCHARGED, true",
    "UNLOADED_FROM_VESSEL, true",
    "TRANSHIPPED, true",
    "GIVEN_TO_CONNECTING_LINE, true",
    "EN_ROUTE_TO_DELIVERY, true",
    "DELIVERED, true",
    "LOADED, false",
    "LOADING, false",
    "GATE_IN, false",
    "GATE_OUT, false",
    "VESSEL_ARRIVED, false",
    "PICKUP_ARRIVED, false",
    "TENDERED, false",
    "X12-ZZ, false",
  })
  void transportHasStartedOnceTheGoodsHaveLeft(String code, boolean started) {
    ShipmentFact fact = Facts.of("S1").milestone(code, Facts.START);
    assertThat(standing(fact).started()).isEqualTo(started);
    ((Milestone) fact.getPayload()).setClassifier(Classifier.ESTIMATED);
    assertThat(standing(fact).started()).as("an estimate starts nothing").isFalse();
  }

  /** Another order would be another document, for each bill that was released before. */
  @Test
  @Tag("R-N1")
  void linesStandInTheOrderOfTheirSubjectsLetterByLetter() {
    Facts facts = Facts.of("S1");
    Standing standing =
        standing(
            facts.order("é", "1", "1", 0),
            facts.order("2", "1", "1", 0),
            facts.order("10", "1", "1", 0));
    assertThat(standing.orderLines())
        .extracting(line -> line.payload().getLine())
        .containsExactly("10", "2", "é");
  }

  private static Standing standing(ShipmentFact... logged) {
    AvroCodec<ShipmentLogRecord> codec = AvroCodec.of(ShipmentLogRecord.class);
    List<Fact<?>> facts = new ArrayList<>();
    for (ShipmentFact fact : logged) {
      facts.add(new FactReader().read(codec.encode(new ShipmentLogRecord(fact))));
    }
    facts.sort(Standing.BY_SUBJECT);
    return Standing.of(facts, Facts.START + Facts.DAY);
  }
}
