package io.waybill.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.local.feed.RawMessage;
import io.waybill.local.stack.StackFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a folder that {@code generate} wrote: {@code messages.jsonl}, {@code run.json} and {@code
 * profiles}.
 */
final class GeneratedHistory {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private GeneratedHistory() {}

  static History read(Path folder) {
    Path messages = folder.resolve("messages.jsonl");
    Path profiles = folder.resolve("profiles");
    Path run = folder.resolve("run.json");
    try {
      JsonNode settings = JSON.readTree(run.toFile());
      return new History(
          messages(messages),
          settings.has("rules") ? settings.get("rules").toString() : null,
          settings.has("clockEnd") ? time(settings.get("clockEnd")) : Long.MIN_VALUE,
          Files.isDirectory(profiles) ? profiles : null);
    } catch (IOException | DateTimeException e) {
      throw new StackFailure(
          ("%s is not a folder of generated messages (%s). It needs messages.jsonl and run.json:"
                  + " make one with generate.")
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  private static List<RawMessage> messages(Path file) throws IOException {
    List<RawMessage> messages = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode json = JSON.readTree(line);
        messages.add(
            new RawMessage(
                time(json.path("recordedAt")),
                json.path("partner").asText(),
                "",
                json.path("body").asText().getBytes(StandardCharsets.UTF_8)));
      }
    }
    return messages;
  }

  private static long time(JsonNode json) {
    return json.isNumber() ? json.asLong() : Instant.parse(json.asText()).toEpochMilli();
  }
}
