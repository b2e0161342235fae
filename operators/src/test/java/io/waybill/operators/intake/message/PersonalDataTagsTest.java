package io.waybill.operators.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Acknowledgement;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.DeadLetterAction;
import io.waybill.schemas.Effect;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.MessageRecord;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Place;
import io.waybill.schemas.Receipt;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentStatus;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockPosition;
import io.waybill.schemas.Transition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-G6")
class PersonalDataTagsTest {

  /** Avro drops a tag that stands before a union: these are the ones that are really there. */
  @Test
  void whatCanNameOrFindAPersonIsTagged() {
    Set<String> tagged = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    for (Schema schema :
        List.of(
            ShipmentFact.getClassSchema(),
            StockFact.getClassSchema(),
            Transition.getClassSchema(),
            Effect.getClassSchema(),
            Receipt.getClassSchema(),
            ShipmentStatus.getClassSchema(),
            StockPosition.getClassSchema(),
            ExceptionRaised.getClassSchema(),
            MessageRecord.getClassSchema(),
            Acknowledgement.getClassSchema(),
            DeadLetter.getClassSchema(),
            DeadLetterAction.getClassSchema())) {
      collect(schema, seen, tagged);
    }
    assertThat(tagged)
        .containsExactly(
            "DeadLetter.content",
            "DeadLetter.value",
            "DeadLetterAction.content",
            "Milestone.location",
            "MilestoneDetail.text",
            "MilestoneReached.location",
            "OrderLine.customer",
            "Place.address",
            "Place.facility",
            "Place.latitude",
            "Place.longitude",
            "ProofOfDelivery.signedBy");
  }

  private static void collect(Schema schema, Set<String> seen, Set<String> tagged) {
    switch (schema.getType()) {
      case UNION -> schema.getTypes().forEach(type -> collect(type, seen, tagged));
      case ARRAY -> collect(schema.getElementType(), seen, tagged);
      case RECORD -> {
        if (seen.add(schema.getFullName())) {
          for (Schema.Field field : schema.getFields()) {
            if (PersonalData.isTagged(field)) {
              tagged.add(schema.getName() + "." + field.name());
            }
            collect(field.schema(), seen, tagged);
          }
        }
      }
      default -> {
        // A value by itself.
      }
    }
  }

  @Test
  void aRecordIsMaskedAtEveryDepthAndKeepsItsForm() {
    MilestoneDetail detail = new MilestoneDetail();
    detail.setText("Signed by J. Doe, +49 170 1");
    detail.setPlace(new Place("DEHAM", null, "Jane Doe", "Weg 7", 48.137159, -11.5));
    detail.setCarrier("ABCD");
    detail.setSeals(List.of());
    detail.setHandlingUnits(List.of());
    detail.setMeasures(List.of());
    detail.setAmounts(List.of());
    detail.setReferences(List.of());
    Milestone milestone =
        new Milestone("DELIVERED", "D1", null, Classifier.ACTUAL, "Jane Doe", null, detail);

    Milestone masked = PersonalData.masked(milestone);

    assertThat(masked.getLocation()).isEqualTo("xxxx xxx");
    assertThat(masked.getCode()).isEqualTo("DELIVERED");
    assertThat(masked.getDetail().getText()).isEqualTo("xxxxxx xx x. xxx, +99 999 9");
    assertThat(masked.getDetail().getPlace())
        .isEqualTo(new Place("DEHAM", null, "xxxx xxx", "xxx 9", 99.999999, -99.9));
    assertThat(masked.getDetail().getCarrier()).isEqualTo("ABCD");
    assertThat(milestone.getLocation()).as("the record itself").isEqualTo("Jane Doe");
  }
}
