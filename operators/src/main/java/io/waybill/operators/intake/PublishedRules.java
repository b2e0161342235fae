package io.waybill.operators.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.operators.intake.message.When;
import java.io.Serializable;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * When each version of the rules was published: enough to stamp a fact with the version that was
 * the newest when the fact was logged.
 *
 * @param versions at least one
 */
public record PublishedRules(List<Published> versions) implements Serializable {

  /**
   * @param version number of the rules
   * @param publishedAt log time, milliseconds
   */
  public record Published(int version, long publishedAt) implements Serializable {}

  /** One version, in force from the beginning. */
  public static final PublishedRules FIRST =
      new PublishedRules(List.of(new Published(1, Long.MIN_VALUE)));

  public PublishedRules {
    versions = List.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("The rules must have at least one version.");
    }
  }

  /**
   * Reads a JSON list of objects with {@code version} and {@code publishedAt} (ISO 8601 or
   * milliseconds); what else they say about the rules is left to those who follow them.
   *
   * @throws IllegalArgumentException with a sentence for a person
   */
  public static PublishedRules parse(String json) {
    JsonNode list;
    try {
      list = new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The rules are not JSON: " + e.getOriginalMessage(), e);
    }
    if (!list.isArray()) {
      throw new IllegalArgumentException("The rules must be a JSON list of versions.");
    }
    List<Published> versions = new ArrayList<>();
    for (JsonNode rule : list) {
      if (!rule.path("version").canConvertToInt() || !rule.path("version").isIntegralNumber()) {
        throw new IllegalArgumentException("A version of the rules lacks its number, version.");
      }
      versions.add(
          new Published(rule.path("version").intValue(), publishedAt(rule.path("publishedAt"))));
    }
    return new PublishedRules(versions);
  }

  /**
   * The newest version that was published at a log time; the one that was published first, for a
   * time before all of them.
   */
  public int versionAt(long logTime) {
    Published newest = null;
    Published first = versions.get(0);
    for (Published candidate : versions) {
      if (candidate.publishedAt() <= logTime
          && (newest == null || candidate.version() > newest.version())) {
        newest = candidate;
      }
      if (candidate.publishedAt() < first.publishedAt()) {
        first = candidate;
      }
    }
    return newest == null ? first.version() : newest.version();
  }

  private static long publishedAt(JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.longValue();
    }
    return When.iso(value.asText(), ZoneOffset.UTC)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "publishedAt of a version of the rules is '"
                        + value.asText()
                        + "': it must be a time such as 2026-01-05T00:00:00Z."))
        .at();
  }
}
