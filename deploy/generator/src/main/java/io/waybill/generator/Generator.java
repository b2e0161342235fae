package io.waybill.generator;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes made-up, deterministic histories of raw messages: {@code messages.jsonl}, by recorded
 * time, {@code profiles} of those partners that do not come with Waybill, and {@code run.json} with
 * what a judge must know about them.
 */
public final class Generator {

  /** When the first shipment is ordered. */
  static final Instant ORIGIN = Instant.parse("2026-01-05T00:00:00Z");

  private static final long SPACING = 2 * Time.MINUTE;
  private static final long ARRIVAL = 3;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Generator() {}

  /**
   * Generates all sets of the options into one folder, which is made when it is missing.
   *
   * @throws IOException when the folder cannot be written
   */
  public static void generate(GeneratorOptions options, Path outDir) throws IOException {
    List<GeneratedMessage> messages = messages(options);
    Files.createDirectories(outDir);
    try (BufferedWriter writer = Files.newBufferedWriter(outDir.resolve("messages.jsonl"))) {
      for (GeneratedMessage message : messages) {
        writer.write(JSON.writeValueAsString(message));
        writer.write('\n');
      }
    }
    writeProfiles(outDir.resolve("profiles"));
    long last = messages.get(messages.size() - 1).recordedAt();
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(outDir.resolve("run.json").toFile(), run(options, last));
  }

  private static void writeProfiles(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Dialect dialect : Dialect.values()) {
      String file = dialect.profile + ".yaml";
      try (InputStream profile =
          Generator.class.getResourceAsStream("/generated-partners/" + file)) {
        if (profile != null) {
          Files.write(folder.resolve(file), profile.readAllBytes());
        }
      }
    }
  }

  /** The same messages in memory, by recorded time. */
  public static List<GeneratedMessage> messages(GeneratorOptions options) {
    long every = options.fetchedEvery().toMillis();
    List<GeneratedMessage> messages = new ArrayList<>();
    for (int set = 0; set < options.seeds(); set++) {
      long seed = options.seed() + set;
      for (int order = 0; order < options.arrivalOrders(); order++) {
        Names names = new Names(prefix(set, order));
        for (int index = 0; index < options.shipments(); index++) {
          List<Draft> drafts =
              ShipmentStory.tell(names, seed, index, ORIGIN.toEpochMilli(), SPACING);
          messages.addAll(Arrival.of(drafts, new Dice(seed, index, ARRIVAL, order), every));
        }
      }
    }
    // Stable: messages of one recorded time keep the order in which they were written.
    messages.sort(Comparator.comparingLong(GeneratedMessage::recordedAt));
    return messages;
  }

  /** Prefix of the owner of one set in one arrival order, both counted from 0. */
  static String prefix(int set, int arrivalOrder) {
    return "S%dA%d-".formatted(set + 1, arrivalOrder + 1);
  }

  private static ObjectNode run(GeneratorOptions options, long lastRecordedAt) {
    ObjectNode run = JSON.createObjectNode();
    run.put("seed", options.seed());
    run.put("shipments", options.shipments());
    run.put("seeds", options.seeds());
    run.put("arrivalOrders", options.arrivalOrders());
    run.put("fetchedEvery", options.fetchedEvery().toString());
    ArrayNode owners = run.putArray("owners");
    for (int set = 0; set < options.seeds(); set++) {
      for (int order = 0; order < options.arrivalOrders(); order++) {
        owners
            .addObject()
            .put("owner", prefix(set, order))
            .put("seed", options.seed() + set)
            .put("arrivalOrder", order + 1);
      }
    }
    run.putArray("rules").add(rules());
    // Later than every deadline that a message or a rule can set.
    run.put("clockEnd", Time.utc(Time.toMinute(lastRecordedAt) + 60 * Time.DAY));
    return run;
  }

  private static ObjectNode rules() {
    return JSON.createObjectNode()
        .put("version", 1)
        .put("publishedAt", "2020-01-01T00:00:00Z")
        .put("effectiveFrom", "2020-01-01T00:00:00Z")
        .put("invoiceSettle", "PT2H")
        .put("payableSettle", "PT1H")
        .put("priceTolerance", "0.005")
        .put("freightToleranceAmount", "10.00")
        .put("freightTolerancePercent", "5")
        .put("podDue", "PT24H")
        .put("progressDue", "PT24H")
        .put("disputeHorizon", "P30D");
  }
}
