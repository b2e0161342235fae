package io.waybill.referee;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.referee.Effect.Line;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes effects: JSON, one effect a line, in release order. */
final class EffectsFile {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private EffectsFile() {}

  /**
   * Reads all effects.
   *
   * @throws MessageFormatException when a line is no effect; the sentence names the line
   */
  static List<Effect> read(Path file) throws IOException {
    List<Effect> effects = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        try {
          effects.add(effect(JSON.readTree(line)));
        } catch (JsonProcessingException | IllegalArgumentException e) {
          throw new MessageFormatException(
              "Line %d of the effects file is '%s', which is no effect (%s): write the file anew"
                  .formatted(number, line, e.getMessage()));
        }
      }
    }
    return effects;
  }

  private static Effect effect(JsonNode node) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode line : node.path("lines")) {
      lines.add(
          new Line(
              line.required("line").asText(),
              text(line, "description"),
              line.hasNonNull("quantity") ? decimal(line, "quantity") : null,
              text(line, "unit"),
              decimal(line, "amount")));
    }
    return new Effect(
        node.required("effectId").asText(),
        node.required("kind").asText(),
        node.required("shipment").asText(),
        node.required("revision").asInt(),
        text(node, "account"),
        text(node, "currency"),
        node.hasNonNull("amount") ? decimal(node, "amount") : BigDecimal.ZERO,
        lines,
        text(node, "corrects"),
        node.required("logTime").asLong(),
        text(node, "state"));
  }

  private static String text(JsonNode node, String member) {
    return node.hasNonNull(member) ? node.get(member).asText() : null;
  }

  private static BigDecimal decimal(JsonNode node, String member) {
    return new BigDecimal(node.required(member).asText());
  }

  /** Writes all effects; an existing file is replaced. */
  static void write(List<Effect> effects, Path file) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (Effect effect : effects) {
        writer.write(node(effect).toString());
        writer.write('\n');
      }
    }
  }

  private static ObjectNode node(Effect effect) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("effectId", effect.effectId())
            .put("kind", effect.kind())
            .put("shipment", effect.shipment())
            .put("revision", effect.revision())
            .put("account", effect.account())
            .put("currency", effect.currency())
            .put("amount", effect.amount().toPlainString());
    ArrayNode lines = node.putArray("lines");
    for (Line line : effect.lines()) {
      lines
          .addObject()
          .put("line", line.line())
          .put("description", line.description())
          .put("quantity", line.quantity() == null ? null : line.quantity().toPlainString())
          .put("unit", line.unit())
          .put("amount", line.amount().toPlainString());
    }
    return node.put("corrects", effect.corrects())
        .put("logTime", effect.logTime())
        .put("state", effect.state());
  }
}
