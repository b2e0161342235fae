package io.waybill.operators.intake.json.epcis;

import static io.waybill.operators.intake.json.JsonValues.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.operators.intake.json.JsonValues;
import io.waybill.operators.intake.json.MilestoneDraft;
import java.math.BigDecimal;
import java.util.Optional;

/** Where an event was read, or where its business was done, or what its sensors say of both. */
final class EpcisPlace {

  private static final String GEO = "geo:";

  private EpcisPlace() {}

  static void of(JsonNode event, MilestoneDraft draft) {
    String read = id(event.path("readPoint"));
    String business = id(event.path("bizLocation"));
    String place = read.isEmpty() ? business : read;
    draft.location(business.isEmpty() ? read : business);
    Double latitude = SensorMeasures.degrees(event.path("sensorElementList"), "latitude", 90);
    Double longitude = SensorMeasures.degrees(event.path("sensorElementList"), "longitude", 180);
    if (place.startsWith(GEO)) {
      String[] degrees = place.substring(GEO.length()).split("[,;?]", 3);
      latitude = degrees.length < 2 ? latitude : degrees(degrees[0], 90);
      longitude = degrees.length < 2 ? longitude : degrees(degrees[1], 180);
    }
    Optional<Gs1Keys.Location> key = Gs1Keys.location(place);
    String facility =
        place.startsWith(GEO) ? "" : key.map(Gs1Keys.Location::extension).orElse(place);
    draft.place("", key.map(Gs1Keys.Location::gln).orElse(""), facility, "", latitude, longitude);
  }

  private static String id(JsonNode place) {
    return place.isTextual() ? text(place) : text(place, "id");
  }

  private static Double degrees(String text, int most) {
    BigDecimal number = JsonValues.number(text.strip());
    return JsonValues.degrees(number, most);
  }
}
