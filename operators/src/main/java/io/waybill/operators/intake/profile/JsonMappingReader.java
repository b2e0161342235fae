package io.waybill.operators.intake.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads what a profile says of JSON, and the kinds of tracker messages that Waybill knows. */
final class JsonMappingReader {

  /** Tried in this order; the last one takes what looks like a tracker at all. */
  private static final List<String> SHAPES =
      List.of(
          "easypost",
          "aftership",
          "shippo",
          "trackingmore",
          "shipengine",
          "ups",
          "ups-alert",
          "project44",
          "fedex",
          "usps",
          "dhl",
          "dhl-express",
          "generic");

  private static final String GENERIC = "generic";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private JsonMappingReader() {}

  /** Null when the format is not one of JSON that others define. */
  static JsonMapping read(Format format, ProfileSection root) {
    return switch (format) {
      case CSV, CANONICAL_JSON, EDIFACT, X12 -> null;
      case DCSA, EPCIS ->
          new JsonMapping(
              root.optionalText("carrier").orElse(""),
              words(root, "status-codes"),
              List.of(),
              Map.of(),
              Map.of());
      case EASYPOST, AFTERSHIP, SHIPPO ->
          trackers(List.of(shape(format.label()).with(tracker(root, format.name()))));
      case TRACKER -> trackers(trackers(root));
      case TELEMATICS ->
          new JsonMapping(
              "",
              words(root, "status-codes"),
              List.of(),
              root.optionalSection("fields").map(ProfileSection::lists).orElse(Map.of()),
              words(root, "measure-units"));
    };
  }

  private static JsonMapping trackers(List<TrackerMapping> trackers) {
    return new JsonMapping("", Map.of(), trackers, Map.of(), Map.of());
  }

  /** A profile that says where things are is read so; otherwise the message shows its kind. */
  private static List<TrackerMapping> trackers(ProfileSection root) {
    TrackerMapping own = tracker(root, root.text("name").toUpperCase(Locale.ROOT));
    if (!own.fields().isEmpty()) {
      return List.of(shape(GENERIC).with(own));
    }
    List<TrackerMapping> trackers = new ArrayList<>();
    for (String name : SHAPES) {
      TrackerMapping shape = shape(name);
      trackers.add(
          shape.with(
              new TrackerMapping(
                  shape.name(),
                  Map.of(),
                  own.codes(),
                  own.carriers(),
                  Map.of(),
                  Map.of(),
                  Map.of(),
                  Map.of())));
    }
    return trackers;
  }

  private static TrackerMapping shape(String name) {
    String file = "/trackers/" + name + ".yaml";
    try (InputStream in = JsonMappingReader.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from the class path");
      }
      ProfileSection section = new ProfileSection(name + ".yaml", "", YAML.readTree(in));
      TrackerMapping shape = tracker(section, name.toUpperCase(Locale.ROOT));
      section.end();
      return shape;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(file + " is not YAML: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TrackerMapping tracker(ProfileSection section, String name) {
    Map<TrackerField, List<JsonPath>> fields = new EnumMap<>(TrackerField.class);
    section.optionalSection("fields").ifPresent(own -> fields(own, fields));
    return new TrackerMapping(
        name,
        fields,
        words(section, "status-codes"),
        words(section, "carriers"),
        types(section, "further-references"),
        types(section, "shipment-references"),
        marks(section, "without-business"),
        marks(section, "recognised-by"));
  }

  /** Types of references and where they stand. */
  private static Map<String, List<JsonPath>> types(ProfileSection section, String key) {
    Map<String, List<JsonPath>> types = new TreeMap<>();
    section
        .optionalSection(key)
        .ifPresent(own -> own.lists().keySet().forEach(type -> types.put(type, paths(own, type))));
    return types;
  }

  /** Words at a place that show what a message is. */
  private static Map<JsonPath, Words> marks(ProfileSection section, String key) {
    Map<JsonPath, Words> marks = new LinkedHashMap<>();
    section
        .optionalSection(key)
        .ifPresent(
            own ->
                own.lists().forEach((at, words) -> marks.put(path(own, at, at), new Words(words))));
    return marks;
  }

  private static void fields(ProfileSection own, Map<TrackerField, List<JsonPath>> fields) {
    for (TrackerField field : TrackerField.values()) {
      List<JsonPath> paths = paths(own, field.label());
      if (!paths.isEmpty()) {
        fields.put(field, paths);
      }
    }
    own.end();
  }

  private static List<JsonPath> paths(ProfileSection section, String key) {
    List<JsonPath> paths = new ArrayList<>();
    section.oneOrMore(key).forEach(text -> paths.add(path(section, key, text)));
    return paths;
  }

  private static JsonPath path(ProfileSection section, String key, String text) {
    try {
      return JsonPath.of(text);
    } catch (IllegalArgumentException e) {
      throw section.refuse(section.full(key) + " has '" + text + "', " + e.getMessage());
    }
  }

  private static Map<String, String> words(ProfileSection section, String key) {
    return section.optionalSection(key).map(ProfileSection::words).orElse(Map.of());
  }
}
