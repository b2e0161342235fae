package io.waybill.operators.intake.json.telematics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one device said at one time, as it stands in the message. */
final class Ping {

  /** A number with the unit that its name states, which may be empty. */
  record Reading(PingField field, String name, BigDecimal value, String unit) {}

  private final Map<PingField, String> texts = new EnumMap<>(PingField.class);
  private List<Reading> readings = List.of();
  private List<Ping> children = List.of();
  private String inherited = "";
  private String repeated = "";
  private String name = "";
  private boolean timedByPoint;
  private long from = -1;
  private long to = -1;

  /** The first text that a field has stands. */
  void text(PingField field, String text) {
    if (!text.isEmpty()) {
      texts.putIfAbsent(field, text);
    }
  }

  /** Empty when it does not say it. */
  String text(PingField field) {
    return texts.getOrDefault(field, "");
  }

  void reading(Reading reading) {
    if (readings.isEmpty()) {
      readings = new ArrayList<>(4);
    }
    readings.add(reading);
  }

  List<Reading> readings() {
    return readings;
  }

  void child(Ping child) {
    if (children.isEmpty()) {
      children = new ArrayList<>();
    }
    children.add(child);
  }

  List<Ping> children() {
    return children;
  }

  /** Takes what only the message around it says: whose it is, when, and in which units. */
  void inherit(Ping around) {
    boolean named = !thing().isEmpty();
    inherited = named ? "" : around.thing();
    around.texts.forEach(
        (field, text) -> {
          boolean names =
              field == PingField.VEHICLE || field == PingField.ASSET || field == PingField.DEVICE;
          boolean shared =
              field == PingField.TIME
                  || field == PingField.TEMPERATURE_UNIT
                  || field == PingField.SPEED_UNIT
                  || field == PingField.ODOMETER_UNIT;
          if (shared || names && !named) {
            texts.putIfAbsent(field, text);
          }
        });
  }

  /** Its own member "name": of an event, or of a vehicle. */
  void name(String text) {
    name = text;
  }

  /** The time stands with the position, in an object of the two. */
  void timedByPoint() {
    timedByPoint = true;
  }

  /**
   * A vehicle with its position in it, as fleets list theirs: id and name are the vehicle's, and
   * not those of an event.
   */
  void takeIdOfVehicle() {
    boolean vehicle =
        timedByPoint
            && thing().isEmpty()
            && !name.isEmpty()
            && !text(PingField.ID).isEmpty()
            && !PingFacts.isEvent(name);
    if (vehicle) {
      texts.put(PingField.VEHICLE, text(PingField.ID));
      texts.remove(PingField.EVENT, name);
    }
  }

  /** Remembers a member that is named twice. */
  void repeat(String name) {
    repeated = name;
  }

  /** A member that is named twice; or empty. */
  String repeated() {
    return repeated;
  }

  /** The thing that only the message around it names; or empty. */
  String inherited() {
    return inherited;
  }

  /** The vehicle, else what it carries, else the device; empty when none is named. */
  String thing() {
    String vehicle = text(PingField.VEHICLE);
    String asset = text(PingField.ASSET);
    return !vehicle.isEmpty() ? vehicle : !asset.isEmpty() ? asset : text(PingField.DEVICE);
  }

  /** Whether it is no ping but one number of the ping around it, such as of one sensor. */
  boolean isReading() {
    return children.isEmpty()
        && texts.containsKey(PingField.VALUE)
        && texts.containsKey(PingField.EVENT)
        && !texts.containsKey(PingField.TIME)
        && !texts.containsKey(PingField.LATITUDE);
  }

  /** The bytes of the message that it is, to show what was wrong. */
  void between(long start, long end) {
    from = start;
    to = end;
  }

  long from() {
    return from;
  }

  long to() {
    return to;
  }
}
