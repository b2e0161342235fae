package io.waybill.operators.intake.json.telematics;

import io.waybill.operators.intake.json.JsonFacts;
import io.waybill.operators.intake.json.JsonTime;
import io.waybill.operators.intake.json.JsonValues;
import io.waybill.operators.intake.json.MilestoneDraft;
import io.waybill.operators.intake.message.ContainerNumbers;
import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.When;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Version;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a ping says: a milestone of its vehicle, with place and measures. Doors and ignition are
 * measures too: 1 open or on, 0 closed or off. A ping is the same when vehicle, time, code and the
 * names of its measures are. One that names no vehicle is of the sender's only one, which has the
 * profile's name.
 */
final class PingFacts {

  static final String POSITION = "POSITION";

  private static final String LIST = "TELEMATICS";
  private static final BigDecimal ONE = BigDecimal.ONE.setScale(Decimals.SCALE);
  private static final Set<String> YES =
      Set.of("true", "1", "open", "opened", "on", "running", "yes");
  private static final Set<String> NO =
      Set.of("false", "0", "closed", "close", "shut", "off", "stopped", "no");

  private static final Map<String, String> EVENTS =
      Map.ofEntries(
          Map.entry("position", POSITION),
          Map.entry("location", POSITION),
          Map.entry("gps", POSITION),
          Map.entry("ping", POSITION),
          Map.entry("breadcrumb", POSITION),
          Map.entry("temperature", "MEASURED"),
          Map.entry("measurement", "MEASURED"),
          Map.entry("dooropen", "DOOR_OPENED"),
          Map.entry("dooropened", "DOOR_OPENED"),
          Map.entry("doorclose", "DOOR_CLOSED"),
          Map.entry("doorclosed", "DOOR_CLOSED"),
          Map.entry("ignitionon", "IGNITION_ON"),
          Map.entry("ignitionoff", "IGNITION_OFF"),
          Map.entry("geofenceentry", "GEOFENCE_ENTRY"),
          Map.entry("geofenceenter", "GEOFENCE_ENTRY"),
          Map.entry("geofenceexit", "GEOFENCE_EXIT"));

  static final MessageType TYPE =
      MessageType.of("ping", "position, temperature, door, ignition of a vehicle or container")
          .facts("Milestone")
          .milestones(EVENTS.values())
          .about("EQUIPMENT of the partner")
          .note(
              "One or many in a message. Measures are POSITION's or MEASURED's: SPEED, HEADING,"
                  + " TEMPERATURE and what the profile names; DOOR_OPEN and IGNITION_ON are 1 or 0.")
          .gaps("driver and duty status beside its words, odometer without a declared unit");

  private final PartnerProfile profile;

  PingFacts(PartnerProfile profile) {
    this.profile = profile;
  }

  /** Whether it is one of the words for what happens to a vehicle. */
  static boolean isEvent(String word) {
    return EVENTS.containsKey(PingField.plain(word));
  }

  /** Adds the fact, or says what is wrong with the ping. */
  List<Problem> add(RawMessage raw, FactCollector facts, Ping ping) {
    List<Problem> problems = new ArrayList<>(0);
    MilestoneDraft draft = new MilestoneDraft();
    if (!ping.repeated().isEmpty()) {
      problems.add(
          Problem.invalid(
              ping.repeated(),
              "",
              "Name the member once: nobody knows which of the two is meant."));
    }
    Optional<When> time = time(ping, problems);
    boolean positioned = position(ping, draft, problems);
    measures(ping, draft, problems);
    Boolean door = state(ping, PingField.DOOR, problems);
    Boolean ignition = state(ping, PingField.IGNITION, problems);
    flag(draft, "DOOR_OPEN", door);
    flag(draft, "IGNITION_ON", ignition);
    String status = ping.text(PingField.STATUS);
    if (!status.isEmpty()) {
      draft.text("status " + status);
    }
    Reference reference = reference(raw, ping);
    JsonFacts.fault("vehicle", reference.getIssuer(), true).ifPresent(problems::add);
    String event = ping.text(PingField.EVENT);
    boolean says = positioned || !ping.readings().isEmpty() || door != null || ignition != null;
    if (!says && event.isEmpty() && status.isEmpty()) {
      problems.add(
          Problem.missing(
              "latitude",
              "Send a position, a measure, a door, an ignition, a status or an event."));
    }
    if (!problems.isEmpty()) {
      return problems;
    }
    String state = positioned ? POSITION : state(ping, door, ignition);
    code(draft, event, state);
    When when = time.orElseThrow();
    draft.location(ping.text(PingField.TEXT)).equipment(reference.getValue()).reference(reference);
    String identity = identity(ping, draft, reference, when);
    facts.nextMessage();
    facts.shipmentFact(
        new MessageHeader(identity, new Version(0, when.at(), identity), false, reference, null),
        identity,
        when,
        draft.milestone());
    return problems;
  }

  private Optional<When> time(Ping ping, List<Problem> problems) {
    String text = ping.text(PingField.TIME);
    Optional<When> time =
        isNumber(text)
            ? JsonTime.epoch(Long.parseLong(text))
            : JsonTime.parse(text, profile.zone());
    if (time.isEmpty()) {
      problems.add(
          text.isEmpty()
              ? Problem.missing("time", JsonTime.REMEDY)
              : Problem.invalid("time", text, JsonTime.REMEDY));
    }
    return time;
  }

  /** Seconds or milliseconds; eight digits would be a date. */
  private static boolean isNumber(String text) {
    if (text.length() < 9 || text.length() > 14) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean position(Ping ping, MilestoneDraft draft, List<Problem> problems) {
    String latitude = ping.text(PingField.LATITUDE);
    String longitude = ping.text(PingField.LONGITUDE);
    if (latitude.isEmpty() && longitude.isEmpty()) {
      return false;
    }
    Double north = JsonValues.degrees(JsonValues.number(latitude), 90);
    Double east = JsonValues.degrees(JsonValues.number(longitude), 180);
    if (north == null) {
      problems.add(Problem.invalid("latitude", latitude, "Send degrees from -90 to 90."));
    }
    if (east == null) {
      problems.add(Problem.invalid("longitude", longitude, "Send degrees from -180 to 180."));
    }
    draft.place("", "", "", "", north, east);
    return true;
  }

  private void measures(Ping ping, MilestoneDraft draft, List<Problem> problems) {
    for (Ping.Reading reading : ping.readings()) {
      Optional<BigDecimal> value = JsonValues.measurement(reading.value());
      if (value.isPresent()) {
        draft.measure(reading.name(), value.get(), unit(ping, reading));
      } else {
        String text = reading.value() == null ? "" : reading.value().toString();
        problems.add(Problem.invalid(reading.name(), text, Decimals.REMEDY));
      }
    }
  }

  /** The measure's own, else the ping's, else the profile's; empty when nobody said one. */
  private String unit(Ping ping, Ping.Reading reading) {
    String unit = reading.unit();
    if (unit.isEmpty()) {
      PingField field =
          reading.name().startsWith("TEMPERATURE")
              ? PingField.TEMPERATURE_UNIT
              : reading.field() == PingField.SPEED
                  ? PingField.SPEED_UNIT
                  : reading.field() == PingField.ODOMETER ? PingField.ODOMETER_UNIT : null;
      unit = field == null ? "" : ping.text(field);
    }
    return unit.isEmpty() ? profile.json().units().getOrDefault(reading.name(), "") : unit;
  }

  /** Null when it says nothing. */
  private static Boolean state(Ping ping, PingField field, List<Problem> problems) {
    String text = ping.text(field);
    if (text.isEmpty()) {
      return null;
    }
    String plain = YES.contains(text) || NO.contains(text) ? text : PingField.plain(text);
    if (!YES.contains(plain) && !NO.contains(plain)) {
      problems.add(
          Problem.invalid(
              field == PingField.DOOR ? "door" : "ignition", text, "Send true or false."));
      return null;
    }
    return YES.contains(plain);
  }

  private static void flag(MilestoneDraft draft, String name, Boolean state) {
    if (state != null) {
      draft.measure(name, state ? ONE : Decimals.ZERO, "");
    }
  }

  private static String state(Ping ping, Boolean door, Boolean ignition) {
    if (!ping.readings().isEmpty()) {
      return "MEASURED";
    }
    if (door != null) {
      return door ? "DOOR_OPENED" : "DOOR_CLOSED";
    }
    return ignition == null ? "STATUS" : ignition ? "IGNITION_ON" : "IGNITION_OFF";
  }

  private void code(MilestoneDraft draft, String event, String state) {
    if (event.isEmpty()) {
      draft.code(state, state, LIST);
      return;
    }
    String own = profile.json().codes().get(event);
    String known = own == null ? EVENTS.get(PingField.plain(event)) : own;
    draft.code(known == null ? LIST + "-" + event : known, event, LIST);
  }

  private static Reference reference(RawMessage raw, Ping ping) {
    String thing = ContainerNumbers.plain(ping.thing());
    if (ContainerNumbers.isPlain(thing)) {
      return new Reference("CONTAINER", "", thing);
    }
    return new Reference("EQUIPMENT", raw.partner(), thing.isEmpty() ? raw.partner() : thing);
  }

  private static String identity(Ping ping, MilestoneDraft draft, Reference reference, When when) {
    StringBuilder identity = new StringBuilder(64);
    identity
        .append("telematics/")
        .append(reference.getValue())
        .append('/')
        .append(when.at())
        .append('/')
        .append(draft.code());
    if (!draft.code().equals(POSITION)) {
      ping.readings().forEach(reading -> identity.append('/').append(reading.name()));
    }
    return identity.toString();
  }
}
