package io.waybill.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.Acknowledgement;
import io.waybill.schemas.BillingDecision;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.DeadLetterAction;
import io.waybill.schemas.Dossier;
import io.waybill.schemas.Effect;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.MessageRecord;
import io.waybill.schemas.NumberSeries;
import io.waybill.schemas.PartnerCircuit;
import io.waybill.schemas.PartnerProfileVersion;
import io.waybill.schemas.Progress;
import io.waybill.schemas.Receipt;
import io.waybill.schemas.ReferenceState;
import io.waybill.schemas.Released;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.ShipmentStatus;
import io.waybill.schemas.StockLogRecord;
import io.waybill.schemas.StockPosition;
import io.waybill.schemas.TransitionLogRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every released version of a record reads every other. A changed record is released by running
 * this test with {@code -Dschemas.release=true}, which adds its next version to the history.
 */
@Tag("R-G1")
class SchemaCompatibilityTest {

  private static final List<Schema> RECORDS =
      List.of(
          ShipmentLogRecord.getClassSchema(),
          ShipmentFact.getClassSchema(),
          Dossier.getClassSchema(),
          NumberSeries.getClassSchema(),
          ReferenceState.getClassSchema(),
          Released.getClassSchema(),
          StockLogRecord.getClassSchema(),
          TransitionLogRecord.getClassSchema(),
          Effect.getClassSchema(),
          Receipt.getClassSchema(),
          ShipmentStatus.getClassSchema(),
          BillingDecision.getClassSchema(),
          ExceptionRaised.getClassSchema(),
          StockPosition.getClassSchema(),
          DeadLetter.getClassSchema(),
          DeadLetterAction.getClassSchema(),
          MessageRecord.getClassSchema(),
          PartnerProfileVersion.getClassSchema(),
          PartnerCircuit.getClassSchema(),
          Acknowledgement.getClassSchema(),
          Progress.getClassSchema());

  private static final Path HISTORY = Path.of("src/main/resources/schema-history");

  @TestFactory
  List<DynamicTest> currentSchemaIsReleasedAndCompatible() throws IOException {
    if (Boolean.getBoolean("schemas.release")) {
      release();
    }
    return RECORDS.stream()
        .map(
            current ->
                DynamicTest.dynamicTest(
                    current.getName(),
                    () -> {
                      List<Schema> released = released(current);
                      requireCompatible(current, released);
                      assertThat(released)
                          .as(
                              "%s changed: add it to the history with ./mvnw -pl schemas test"
                                  + " -Dschemas.release=true",
                              current.getName())
                          .isNotEmpty()
                          .last()
                          .isEqualTo(current);
                    }))
        .toList();
  }

  @Test
  void anIncompatibleChangeIsRefused() {
    Schema before = new Schema.Parser().parse(record("{\"name\":\"a\",\"type\":\"string\"}"));
    Schema after = new Schema.Parser().parse(record("{\"name\":\"b\",\"type\":\"string\"}"));
    assertThatThrownBy(() -> requireCompatible(after, List.of(before)))
        .isInstanceOf(SchemaValidationException.class);
  }

  private static String record(String field) {
    return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + field + "]}";
  }

  private static void requireCompatible(Schema current, List<Schema> released)
      throws SchemaValidationException {
    List<Schema> newestFirst = new ArrayList<>(released);
    java.util.Collections.reverse(newestFirst);
    new SchemaValidatorBuilder().mutualReadStrategy().validateAll().validate(current, newestFirst);
  }

  /** Read from the source tree, so that a version released by this very run counts. */
  private static List<Schema> released(Schema record) throws IOException {
    List<Schema> versions = new ArrayList<>();
    for (int version = 1; Files.exists(file(record, version)); version++) {
      versions.add(new Schema.Parser().parse(file(record, version).toFile()));
    }
    return versions;
  }

  private static Path file(Schema record, int version) {
    return HISTORY.resolve(record.getName()).resolve("v" + version + ".avsc");
  }

  private static void release() throws IOException {
    TreeMap<String, Integer> newest = new TreeMap<>();
    for (Schema record : RECORDS) {
      List<Schema> released = released(record);
      int version = released.size();
      if (released.isEmpty() || !released.get(version - 1).equals(record)) {
        version++;
        Files.createDirectories(file(record, version).getParent());
        Files.writeString(file(record, version), record.toString(true) + "\n");
      }
      newest.put(record.getName(), version);
    }
    StringBuilder index = new StringBuilder();
    newest.forEach(
        (name, last) -> {
          for (int version = 1; version <= last; version++) {
            index.append(name).append("/v").append(version).append(".avsc\n");
          }
        });
    Files.writeString(HISTORY.resolve("index.txt"), index);
  }
}
