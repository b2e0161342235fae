package io.waybill.referee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * All that a judgement needs.
 *
 * @param owners the sets of the run; empty where there is one set without a prefix
 * @param clockEnd last moment of log time, milliseconds since 1970-01-01T00:00:00Z
 */
record Material(Evidence evidence, RuleBook ruleBook, List<Owner> owners, long clockEnd) {

  /**
   * One set of messages.
   *
   * @param prefix stands before every name in the set
   * @param seed sets of one seed hold the same messages
   */
  record Owner(String prefix, long seed, int arrivalOrder) {}

  static Material read(RefereeInput input) throws IOException {
    if (input instanceof RefereeInput.Generated generated) {
      return readGenerated(generated.dir());
    }
    Path csv = ((RefereeInput.Scms) input).csv();
    RuleBook ruleBook = new RuleBook(List.of(Rules.scms()));
    return new Material(ScmsReader.read(csv), ruleBook, List.of(), Long.MAX_VALUE);
  }

  private static Material readGenerated(Path dir) throws IOException {
    JsonMapper json = new JsonMapper();
    JsonNode run = json.readTree(dir.resolve("run.json").toFile());
    List<Owner> owners = new ArrayList<>();
    for (JsonNode owner : run.required("owners")) {
      owners.add(
          new Owner(
              owner.required("owner").asText(),
              owner.required("seed").asLong(),
              owner.required("arrivalOrder").asInt()));
    }
    List<Rules> versions = new ArrayList<>();
    run.required("rules").forEach(version -> versions.add(Rules.read(version)));
    return new Material(
        readMessages(dir.resolve("messages.jsonl"), json),
        new RuleBook(versions),
        owners,
        Instant.parse(run.required("clockEnd").asText()).toEpochMilli());
  }

  private static Evidence readMessages(Path file, JsonMapper json) throws IOException {
    Evidence evidence = new Evidence();
    MessageReader reader = new MessageReader(evidence);
    // Digests, not texts: a run may hold hundreds of megabytes.
    Set<UUID> seen = new HashSet<>();
    long previous = Long.MIN_VALUE;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode message = json.readTree(line);
        evidence.messages++;
        String partner = message.required("partner").asText();
        String body = message.required("body").asText();
        long recordedAt = message.required("recordedAt").asLong();
        if (recordedAt < previous) {
          throw new MessageFormatException(
              "recordedAt is %d after %d: sort messages.jsonl by recordedAt"
                  .formatted(recordedAt, previous));
        }
        previous = recordedAt;
        // Of copies the first one counts.
        byte[] content = (partner + " " + body).getBytes(StandardCharsets.UTF_8);
        if (!seen.add(UUID.nameUUIDFromBytes(content))) {
          continue;
        }
        reader.read(partner, body, recordedAt);
      }
    }
    return evidence;
  }
}
