package io.waybill.operators.intake.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a value stands in a JSON message: a JSON pointer (RFC 6901) whose {@code *} means each
 * element of a list, and {@code *?type=SDD} each of those whose member type is SDD; or a constant
 * behind {@code =}, which stands nowhere and is the same in each message.
 *
 * @param text as the profile has it
 * @param segments of the pointer; null for a constant
 */
public record JsonPath(String text, List<String> segments) implements Serializable {

  private static final String EACH = "*";
  private static final String EACH_WITH = "*?";

  /**
   * @throws IllegalArgumentException with the end of a sentence, when it is neither
   */
  static JsonPath of(String text) {
    if (text.startsWith("=")) {
      return new JsonPath(text, null);
    }
    if (!text.isEmpty() && !text.startsWith("/")) {
      throw new IllegalArgumentException(
          "which is no JSON pointer: write it like /data/number, or ='UPS' for a constant.");
    }
    List<String> segments = new ArrayList<>();
    String[] parts = text.split("/", -1);
    for (int i = 1; i < parts.length; i++) {
      segments.add(parts[i].replace("~1", "/").replace("~0", "~"));
    }
    return new JsonPath(text, List.copyOf(segments));
  }

  /** The constant; null when it is a pointer. */
  public String constant() {
    return segments == null ? text.substring(1) : null;
  }

  /** The value, the first one where there are several; null when there is none. */
  public JsonNode first(JsonNode root) {
    return segments == null ? null : first(root, 0);
  }

  private JsonNode first(JsonNode node, int from) {
    JsonNode at = node;
    for (int i = from; i < segments.size() && at != null; i++) {
      String segment = segments.get(i);
      if (at.isArray()) {
        if (isEach(segment)) {
          for (JsonNode element : at) {
            JsonNode found = isMeant(segment, element) ? first(element, i + 1) : null;
            if (found != null) {
              return found;
            }
          }
          return null;
        }
        at = element(at, segment);
      } else {
        at = at.get(segment);
      }
    }
    return at == null || at.isNull() ? null : at;
  }

  /** Whether something stands there, be it an empty list for each of whose elements it stands. */
  public boolean exists(JsonNode root) {
    if (segments == null) {
      return true;
    }
    int last = segments.size() - 1;
    if (last < 0 || !isEach(segments.get(last))) {
      return first(root) != null;
    }
    JsonNode list = new JsonPath(text, segments.subList(0, last)).first(root);
    return list != null && list.isArray();
  }

  /** Every value. */
  public void each(JsonNode root, Consumer<JsonNode> found) {
    if (segments != null) {
      each(root, 0, found);
    }
  }

  private void each(JsonNode node, int from, Consumer<JsonNode> found) {
    JsonNode at = node;
    for (int i = from; i < segments.size() && at != null; i++) {
      String segment = segments.get(i);
      if (at.isArray() && isEach(segment)) {
        for (JsonNode element : at) {
          if (isMeant(segment, element)) {
            each(element, i + 1, found);
          }
        }
        return;
      }
      at = at.isArray() ? element(at, segment) : at.get(segment);
    }
    if (at != null && !at.isNull()) {
      found.accept(at);
    }
  }

  private static boolean isEach(String segment) {
    return segment.equals(EACH) || segment.startsWith(EACH_WITH) && segment.indexOf('=') > 0;
  }

  private static boolean isMeant(String segment, JsonNode element) {
    if (segment.length() == EACH.length()) {
      return true;
    }
    int equals = segment.indexOf('=');
    JsonNode member = element.get(segment.substring(EACH_WITH.length(), equals));
    return member != null && member.asText().equals(segment.substring(equals + 1));
  }

  private static JsonNode element(JsonNode array, String segment) {
    boolean index =
        !segment.isEmpty()
            && segment.length() < 7
            && segment.chars().allMatch(c -> c >= '0' && c <= '9');
    return index ? array.get(Integer.parseInt(segment)) : null;
  }

  @Override
  public String toString() {
    return text;
  }
}
