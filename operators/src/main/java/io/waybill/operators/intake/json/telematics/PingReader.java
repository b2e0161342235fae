package io.waybill.operators.intake.json.telematics;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.waybill.operators.intake.json.JsonDocument;
import io.waybill.operators.intake.json.JsonFacts;
import io.waybill.operators.intake.json.JsonValues;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads pings token by token: an object is a ping; objects in it say more of it, unless they stand
 * in a list: then each is a ping of its own, which inherits what the objects around it say. Not
 * thread-safe.
 */
final class PingReader {

  private static final int MAX_NAMES = 1_000;

  private static final String NAME = "name";

  /** In an object that is a vehicle, these name it. */
  private static final Set<String> OWN_NAMES = Set.of("id", NAME, "number");

  /** Objects of other people and firms, who have names and states of their own. */
  private static final Set<String> OTHERS =
      Set.of("driver", "codriver", "user", "owner", "customer", "account", "provider", "company");

  private final Map<String, PingField> byPlainName;
  private final Map<String, PingField> byName = new HashMap<>();

  /** For each depth, under which name a field was last seen in the object that is read there. */
  private final String[][] names =
      new String[JsonDocument.MAX_NESTING + 1][PingField.values().length];

  private JsonParser parser;
  private int count;

  PingReader(Map<String, List<String>> own) {
    byPlainName = PingField.byName(own);
  }

  /**
   * The pings of a message, of which some may have none but children; one document after another is
   * read, as devices send them.
   *
   * @return null when there are too many
   * @throws IOException when it is not JSON or beyond the limits
   */
  List<Ping> read(byte[] bytes) throws IOException {
    List<Ping> pings = new ArrayList<>(1);
    count = 0;
    try (JsonParser open = JsonDocument.FACTORY.createParser(bytes)) {
      parser = open;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          pings.add(ping());
        } else if (token == JsonToken.START_ARRAY) {
          Ping around = new Ping();
          list(around);
          pings.addAll(around.children());
        } else {
          Ping wrong = new Ping();
          wrong.text(PingField.TEXT, JsonValues.clean(parser.getText()));
          pings.add(wrong);
        }
      }
    }
    return count > JsonFacts.MAX_EVENTS ? null : pings;
  }

  private Ping ping() throws IOException {
    Ping ping = new Ping();
    long from = parser.currentTokenLocation().getByteOffset();
    count++;
    members(ping, null);
    ping.takeIdOfVehicle();
    ping.between(from, parser.currentLocation().getByteOffset());
    return ping;
  }

  /**
   * @param inside the field of which the object is the value; null for a ping itself
   */
  private void members(Ping ping, PingField inside) throws IOException {
    String[] seen = names[parser.getParsingContext().getNestingDepth()];
    long fields = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      PingField field = field(name);
      if (field != null) {
        long bit = 1L << field.ordinal();
        if ((fields & bit) != 0 && seen[field.ordinal()].equals(name)) {
          ping.repeat(JsonValues.clean(name));
        }
        fields |= bit;
        seen[field.ordinal()] = name;
      }
      if (inside != null && isName(inside) && OWN_NAMES.contains(name)) {
        field = inside;
      }
      switch (parser.nextToken()) {
        case START_OBJECT -> {
          if (field == null && OTHERS.contains(PingField.plain(name))) {
            parser.skipChildren();
          } else {
            members(ping, field);
          }
        }
        case START_ARRAY -> {
          if (field == PingField.POINT) {
            points(ping);
          } else {
            list(ping);
          }
        }
        case VALUE_NULL -> {
          // Says nothing.
        }
        default -> {
          if (field != null) {
            if (inside == PingField.POINT && field == PingField.TIME) {
              ping.timedByPoint();
            } else if (inside == null && name.equals(NAME)) {
              ping.name(text());
            }
            value(ping, field);
          }
        }
      }
    }
  }

  private static boolean isName(PingField field) {
    return field == PingField.VEHICLE || field == PingField.ASSET || field == PingField.DEVICE;
  }

  /** The objects of a list, as children; lists in it are read as if they were not there. */
  private void list(Ping around) throws IOException {
    while (true) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_ARRAY) {
        return;
      }
      if (token == JsonToken.START_ARRAY) {
        list(around);
      } else if (token == JsonToken.START_OBJECT) {
        Ping child = ping();
        if (child.isReading()) {
          reading(around, child);
        } else if (count <= JsonFacts.MAX_EVENTS) {
          around.child(child);
        }
      }
    }
  }

  /** A sensor's number, as a reading of the ping around it. */
  private void reading(Ping around, Ping sensor) {
    if (!sensor.repeated().isEmpty()) {
      around.repeat(sensor.repeated());
    }
    String kind = sensor.text(PingField.EVENT);
    PingField field = field(kind);
    String name =
        field == null || field.measure() == null ? JsonValues.word(kind) : field.measure();
    around.reading(
        new Ping.Reading(
            PingField.VALUE,
            name,
            JsonValues.number(sensor.text(PingField.VALUE)),
            sensor.text(PingField.UNIT)));
  }

  /** GeoJSON: longitude, then latitude; or the vehicle's positions, each a ping of its own. */
  private void points(Ping ping) throws IOException {
    int index = 0;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == JsonToken.START_OBJECT) {
        position(ping);
      } else if (token == JsonToken.START_ARRAY) {
        parser.skipChildren();
      } else if (index < 2) {
        ping.text(index == 0 ? PingField.LONGITUDE : PingField.LATITUDE, text());
      }
      index++;
    }
  }

  /** One of the positions of a vehicle; without a time of its own it says nothing. */
  private void position(Ping around) throws IOException {
    Ping position = ping();
    if (!position.text(PingField.TIME).isEmpty() && count <= JsonFacts.MAX_EVENTS) {
      around.timedByPoint();
      around.child(position);
    }
  }

  private void value(Ping ping, PingField field) throws IOException {
    if (field == PingField.POINT) {
      point(ping, text());
    } else if (field.measure() == null) {
      ping.text(field, text());
    } else {
      // A number that is none is kept as null, and found to be wrong when the ping is judged.
      BigDecimal number =
          parser.currentToken().isNumeric() ? parser.getDecimalValue() : JsonValues.number(text());
      ping.reading(new Ping.Reading(field, field.measure(), number, field.unit()));
    }
  }

  /** {@code "37.42 -122.08"} or {@code "37.42,-122.08"}; other words are a place. */
  private static void point(Ping ping, String text) {
    int at = 0;
    while (at < text.length() && ",; ".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String latitude = text.substring(0, at);
    String longitude = at < text.length() ? text.substring(at + 1).strip() : "";
    if (JsonValues.number(latitude) != null && JsonValues.number(longitude) != null) {
      ping.text(PingField.LATITUDE, latitude);
      ping.text(PingField.LONGITUDE, longitude);
    } else {
      ping.text(PingField.TEXT, text);
    }
  }

  private String text() throws IOException {
    return JsonValues.clean(parser.getText());
  }

  private PingField field(String name) {
    PingField field = byName.get(name);
    if (field == null && !byName.containsKey(name)) {
      field = byPlainName.get(PingField.plain(name));
      if (byName.size() < MAX_NAMES) {
        byName.put(name, field);
      }
    }
    return field;
  }
}
