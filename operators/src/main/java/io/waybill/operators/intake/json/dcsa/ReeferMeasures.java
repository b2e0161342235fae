package io.waybill.operators.intake.json.dcsa;

import static io.waybill.operators.intake.json.JsonValues.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.operators.intake.json.JsonValues;
import io.waybill.operators.intake.json.MilestoneDraft;

/** What a refrigerated container measured, and what it was set to. Temperatures in its unit. */
final class ReeferMeasures {

  private static final String PERCENT = "%";

  private ReeferMeasures() {}

  static void of(JsonNode reefer, MilestoneDraft draft) {
    if (!reefer.isObject()) {
      return;
    }
    String unit = text(reefer, "temperatureUnit");
    measure(draft, "TEMPERATURE_SETPOINT", reefer.get("internalSetpointTemperature"), unit);
    measure(draft, "TEMPERATURE_AMBIENT", reefer.get("ambientMeasuredTemperature"), unit);
    int count = 0;
    for (JsonNode probe : reefer.path("temperatureProbeMeasurements")) {
      count++;
      String number = text(probe, "USDAProbeNumber", "COAProbeUDMKey", "probeLabel");
      String name = "TEMPERATURE_PROBE_" + (number.isEmpty() ? String.valueOf(count) : number);
      measure(draft, name, probe.get("measuredTemperatureValue"), unit);
    }
    measure(draft, "TEMPERATURE_SUPPLY_AIR", air(reefer, "supplyAirTemperatureMeasurement"), unit);
    measure(draft, "TEMPERATURE_RETURN_AIR", air(reefer, "returnAirTemperatureMeasurement"), unit);
    parameters(draft, "_SETPOINT", reefer.path("setpointParameters"));
    parameters(draft, "", reefer.path("measuredParameters"));
  }

  private static JsonNode air(JsonNode reefer, String member) {
    return reefer.path(member).get("temperatureValue");
  }

  private static void parameters(MilestoneDraft draft, String suffix, JsonNode parameters) {
    measure(draft, "HUMIDITY" + suffix, parameters.get("humidityPercentage"), PERCENT);
    measure(draft, "O2" + suffix, parameters.get("o2Percentage"), PERCENT);
    measure(draft, "CO2" + suffix, parameters.get("co2Percentage"), PERCENT);
    measure(
        draft,
        "AIR_EXCHANGE" + suffix,
        parameters.get("airExchangeValue"),
        text(parameters, "airExchangeUnit"));
  }

  private static void measure(MilestoneDraft draft, String name, JsonNode value, String unit) {
    JsonValues.measurement(value).ifPresent(number -> draft.measure(name, number, unit));
  }
}
