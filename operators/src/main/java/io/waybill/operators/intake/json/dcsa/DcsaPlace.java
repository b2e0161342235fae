package io.waybill.operators.intake.json.dcsa;

import static io.waybill.operators.intake.json.JsonValues.degrees;
import static io.waybill.operators.intake.json.JsonValues.member;
import static io.waybill.operators.intake.json.JsonValues.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.operators.intake.json.JsonValues;
import io.waybill.operators.intake.json.MilestoneDraft;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where an event happened: its own location, and what only the transport call says of it. */
final class DcsaPlace {

  private DcsaPlace() {}

  static void of(JsonNode location, JsonNode call, MilestoneDraft draft) {
    JsonNode callLocation = call.path("location");
    String unlocode = first("UNLocationCode", location, call, callLocation);
    String facility = text(location.path("facility"), "facilityCode", "facilityName");
    facility = facility.isEmpty() ? first("facilityCode", location, call, callLocation) : facility;
    JsonNode coordinates = member(location, "geoCoordinate");
    coordinates = coordinates.isMissingNode() ? location : coordinates;
    coordinates = coordinates.has("latitude") ? coordinates : callLocation;
    JsonNode address = member(location, "address");
    address = address.isMissingNode() ? callLocation.path("address") : address;
    String name = first("locationName", location, callLocation);
    name = name.isEmpty() ? text(address, "city") : name;
    draft
        .location(name.isEmpty() ? unlocode : name)
        .place(
            unlocode,
            "",
            facility,
            address(address),
            degrees(coordinates.get("latitude"), 90),
            degrees(coordinates.get("longitude"), 180));
  }

  private static String first(String member, JsonNode... nodes) {
    for (JsonNode node : nodes) {
      String text = text(node, member);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private static String address(JsonNode address) {
    if (!address.isObject()) {
      return "";
    }
    String street =
        Stream.of("street", "streetNumber")
            .map(member -> text(address, member))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    Stream<String> rest =
        Stream.of("floor", "POBox", "postCode", "city", "stateRegion").map(m -> text(address, m));
    return JsonValues.clean(
        Stream.of(
                List.of(street).stream(), rest, Stream.of(text(address, "countryCode", "country")))
            .flatMap(part -> part)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", ")));
  }
}
