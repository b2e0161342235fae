package io.waybill.operators.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.schemas.Condition;
import io.waybill.schemas.DocumentLine;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.WantedDocument;
import java.time.Instant;
import java.util.List;

/** The answer of a gate as JSON; amounts and quantities are strings, times are ISO 8601. */
final class GateJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private GateJson() {}

  static String conditions(List<Condition> conditions) {
    ArrayNode array = NODES.arrayNode();
    for (Condition condition : conditions) {
      ObjectNode node = array.addObject();
      node.put("name", condition.getName());
      node.put("state", condition.getState().name());
      node.put("since", Instant.ofEpochMilli(condition.getSince()).toString());
      node.put("owedBy", ViewTables.readable(condition.getOwedBy()));
      node.put("explanation", ViewTables.readable(condition.getExplanation()));
      ArrayNode evidence = node.putArray("evidence");
      condition.getEvidence().forEach(pointer -> evidence.add(evidence(pointer)));
    }
    return array.toString();
  }

  private static ObjectNode evidence(RawPointer pointer) {
    ObjectNode node = NODES.objectNode();
    node.put("topic", pointer.getTopic());
    node.put("partition", pointer.getPartition());
    node.put("offset", pointer.getOffset());
    node.put("position", pointer.getPosition());
    if (pointer.getControlNumbers() != null) {
      node.put("controlNumbers", ViewTables.readable(pointer.getControlNumbers()));
    }
    return node;
  }

  static String wanted(List<WantedDocument> documents) {
    ArrayNode array = NODES.arrayNode();
    for (WantedDocument document : documents) {
      ObjectNode node = array.addObject();
      node.put("documentKey", ViewTables.readable(document.getDocumentKey()));
      node.put("account", ViewTables.readable(document.getAccount()));
      node.put("currency", ViewTables.readable(document.getCurrency()));
      node.put("amount", document.getAmount().toPlainString());
      ArrayNode lines = node.putArray("lines");
      document.getLines().forEach(line -> lines.add(line(line)));
    }
    return array.toString();
  }

  private static ObjectNode line(DocumentLine line) {
    ObjectNode node = NODES.objectNode();
    node.put("line", ViewTables.readable(line.getLine()));
    node.put("description", ViewTables.readable(line.getDescription()));
    if (line.getUnit() != null) {
      node.put("quantity", line.getQuantity().toPlainString());
      node.put("unit", ViewTables.readable(line.getUnit()));
    }
    node.put("amount", line.getAmount().toPlainString());
    return node;
  }
}
