package io.waybill.local.replay;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.schemas.DocumentLine;
import io.waybill.schemas.Effect;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes effects as JSON, one a line, in the order in which they were released. */
final class EffectsFile {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private EffectsFile() {}

  static void write(EffectLog effects, Path file) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (Effect effect : effects.inReleaseOrder()) {
        writer.write(line(effect));
        writer.write('\n');
      }
    }
  }

  static String line(Effect effect) throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("effectId", effect.getEffectId());
    line.put("kind", effect.getKind().name());
    line.put("shipment", effect.getShipment());
    line.put("revision", effect.getRevision());
    line.put("account", effect.getAccount());
    line.put("currency", effect.getCurrency());
    line.put("amount", Decimals.text(effect.getAmount()));
    ArrayNode lines = line.putArray("lines");
    for (DocumentLine documentLine : effect.getLines()) {
      lines.add(line(documentLine));
    }
    line.put("corrects", effect.getCorrects());
    line.put("state", effect.getState() == null ? null : effect.getState().name());
    line.put("logTime", effect.getLogTime());
    return JSON.writeValueAsString(line);
  }

  private static ObjectNode line(DocumentLine documentLine) {
    ObjectNode line = JSON.createObjectNode();
    line.put("line", documentLine.getLine());
    line.put("description", documentLine.getDescription());
    line.put(
        "quantity",
        documentLine.getQuantity() == null ? null : Decimals.text(documentLine.getQuantity()));
    line.put("unit", documentLine.getUnit());
    line.put("amount", Decimals.text(documentLine.getAmount()));
    return line;
  }
}
