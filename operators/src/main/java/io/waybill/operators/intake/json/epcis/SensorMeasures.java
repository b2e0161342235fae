package io.waybill.operators.intake.json.epcis;

import static io.waybill.operators.intake.json.JsonValues.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.operators.intake.json.JsonValues;
import io.waybill.operators.intake.json.MilestoneDraft;
import java.util.Map;

/**
 * What sensors report: a measure for each number, named for its kind and component, in the unit
 * (UN/ECE Recommendation 20) that the report states. Alarms and words go to the text.
 */
final class SensorMeasures {

  private static final Map<String, String> NUMBERS =
      Map.of(
          "value", "",
          "minValue", "_MIN",
          "maxValue", "_MAX",
          "meanValue", "_MEAN",
          "sDev", "_STANDARD_DEVIATION",
          "percValue", "_PERCENTILE");

  private static final String[] ORDER = {
    "value", "minValue", "maxValue", "meanValue", "sDev", "percValue"
  };

  private SensorMeasures() {}

  static void of(JsonNode elements, MilestoneDraft draft) {
    for (JsonNode element : elements) {
      for (JsonNode report : element.path("sensorReport")) {
        report(report, draft);
      }
    }
  }

  private static void report(JsonNode report, MilestoneDraft draft) {
    String exception = Cbv.shortName(text(report, "exception"));
    String kind = JsonValues.word(Cbv.shortName(text(report, "type")));
    String component = JsonValues.word(Cbv.shortName(text(report, "component")));
    String name = (kind.isEmpty() ? "VALUE" : kind) + (component.isEmpty() ? "" : "_" + component);
    String unit = text(report, "uom");
    draft.text(exception);
    for (String member : ORDER) {
      String rank = member.equals("percValue") ? text(report, "percRank") : "";
      JsonValues.measurement(report.get(member))
          .ifPresent(
              number ->
                  draft.measure(
                      name + NUMBERS.get(member) + (rank.isEmpty() ? "" : "_" + rank),
                      number,
                      unit));
    }
    String words = text(report, "stringValue");
    draft.text(words.isEmpty() ? "" : kind + " " + words);
  }

  /** The first device that is named; or empty. */
  static String device(JsonNode elements) {
    for (JsonNode element : elements) {
      String device = text(element.path("sensorMetadata"), "deviceID");
      for (JsonNode report : element.path("sensorReport")) {
        device = device.isEmpty() ? text(report, "deviceID") : device;
      }
      if (!device.isEmpty()) {
        return device;
      }
    }
    return "";
  }

  /** The last angle of a component; null when no sensor reports it. */
  static Double degrees(JsonNode elements, String component, int most) {
    Double found = null;
    for (JsonNode element : elements) {
      for (JsonNode report : element.path("sensorReport")) {
        if (Cbv.shortName(text(report, "component")).equals(component)) {
          found = JsonValues.degrees(report.get("value"), most);
        }
      }
    }
    return found;
  }
}
