package io.waybill.operators.intake.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A section of a profile file, read key by key. Remembers what was asked for, so that {@link #end}
 * can refuse keys that nobody reads. Every refusal is an {@link IllegalArgumentException} with a
 * sentence for a person.
 */
final class ProfileSection {

  private static final int NEAR = 4;

  private final String file;
  private final String path;
  private final JsonNode node;
  private final TreeSet<String> known = new TreeSet<>();

  ProfileSection(String file, String path, JsonNode node) {
    this.file = file;
    this.path = path;
    this.node = node;
    if (!node.isObject()) {
      throw refuse((path.isEmpty() ? "The file" : path) + " must be a section of keys and values.");
    }
  }

  String text(String key) {
    return optionalText(key).orElseThrow(() -> refuse("The key " + full(key) + " is missing."));
  }

  Optional<String> optionalText(String key) {
    return get(key).map(value -> scalar(key, value));
  }

  int positiveInt(String key) {
    String text = text(key);
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw refuse(full(key) + " is '" + text + "': it must be a whole number from 1.");
    }
    return Integer.parseInt(text);
  }

  List<String> texts(String key) {
    Optional<JsonNode> value = get(key);
    List<String> texts = new ArrayList<>();
    if (value.isPresent()) {
      if (!value.get().isArray()) {
        throw refuse(full(key) + " must be a list.");
      }
      value.get().forEach(element -> texts.add(scalar(key, element)));
    }
    return texts;
  }

  /** A list, or a single value as a list of one; empty when the key is absent. */
  List<String> oneOrMore(String key) {
    boolean single = get(key).map(JsonNode::isValueNode).orElse(false);
    return single ? List.of(text(key)) : texts(key);
  }

  boolean has(String key) {
    return get(key).isPresent();
  }

  /** One of the constants, by its name. */
  <E extends Enum<E>> E oneOf(String key, Class<E> type) {
    String text = text(key);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw refuse(
        full(key)
            + " is '"
            + text
            + "': it must be one of "
            + Arrays.toString(type.getEnumConstants())
            + ".");
  }

  /** Whether a section stands there, and not a single value. */
  boolean isSection(String key) {
    return get(key).map(JsonNode::isObject).orElse(false);
  }

  /** Whether a single value stands there, and not a section. */
  boolean isText(String key) {
    return get(key).map(JsonNode::isValueNode).orElse(false);
  }

  ProfileSection section(String key) {
    return optionalSection(key).orElseThrow(() -> missingSection(key));
  }

  private IllegalArgumentException missingSection(String key) {
    return refuse("The section " + full(key) + " is missing.");
  }

  Optional<ProfileSection> optionalSection(String key) {
    return get(key).map(value -> new ProfileSection(file, full(key), value));
  }

  /** What a reader makes of a section, of which it must ask for every key that stands there. */
  <T> Optional<T> read(String key, Function<ProfileSection, T> reader) {
    return optionalSection(key)
        .map(
            section -> {
              T read = reader.apply(section);
              section.end();
              return read;
            });
  }

  /** All entries of this section, whose keys are the partner's own words. */
  <T> Map<String, T> entries(Function<ProfileSection, T> reader) {
    Map<String, T> entries = new TreeMap<>();
    for (String key : keys()) {
      entries.put(key, read(key, reader).orElseThrow(() -> missingSection(key)));
    }
    return entries;
  }

  /** All entries of this section, from the partner's own words to texts. */
  Map<String, String> words() {
    Map<String, String> words = new TreeMap<>();
    keys().forEach(key -> words.put(key, text(key)));
    return words;
  }

  /** All entries of this section, from the partner's own words to one or more texts. */
  Map<String, List<String>> lists() {
    Map<String, List<String>> lists = new TreeMap<>();
    keys().forEach(key -> lists.put(key, oneOrMore(key)));
    return lists;
  }

  /** Refuses keys that were not asked for. */
  void end() {
    for (String key : keys()) {
      if (!known.contains(key)) {
        String nearest = nearest(key);
        throw refuse(
            "The key "
                + full(key)
                + " is unknown. "
                + (nearest == null
                    ? "Known here are " + String.join(", ", known) + "."
                    : "Did you mean " + full(nearest) + "?"));
      }
    }
  }

  IllegalArgumentException refuse(String sentence) {
    return new IllegalArgumentException("Profile " + file + ": " + sentence);
  }

  String full(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      keys.add(names.next());
    }
    return keys;
  }

  private Optional<JsonNode> get(String key) {
    known.add(key);
    JsonNode value = node.get(key);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  private String scalar(String key, JsonNode value) {
    if (!value.isValueNode()) {
      throw refuse(full(key) + " must be a single value.");
    }
    return value.asText();
  }

  private String nearest(String key) {
    String nearest = null;
    int least = NEAR;
    for (String candidate : known) {
      int distance = distance(key, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** How many letters must be added, left out or changed to turn one word into the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
