package io.waybill.operators.intake.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.operators.intake.check.SampleReport.Unused;
import io.waybill.operators.intake.profile.PartnerProfile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Which fields of a sample stand in no fact. It compares values, whatever the format, so it is a
 * hint for the writer of a profile: a value that was translated (a code, a unit) counts as unused,
 * and dates and times, which facts hold in another form, are left out.
 */
final class FieldUse {

  private static final int MAX_BYTES = 1024 * 1024;
  private static final int MAX_FIELDS = 200;
  private static final int SHORT = 4;
  private static final int LONGEST_EXAMPLE = 40;
  private static final Pattern TIME =
      Pattern.compile("(19|20)\\d{6}.*|\\d{4}|(19|20)\\d\\d-\\d\\d-\\d\\d.*|\\d\\d:\\d\\d.*");
  private static final Set<String> ENVELOPE =
      Set.of("ISA", "GS", "ST", "SE", "GE", "IEA", "UNA", "UNB", "UNG", "UNH", "UNT", "UNE", "UNZ");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Set<String> values = new HashSet<>();
  private final StringBuilder all = new StringBuilder();

  /** What a fact says. */
  void add(Object value) {
    if (value instanceof SpecificRecordBase record) {
      for (Schema.Field field : record.getSchema().getFields()) {
        add(record.get(field.pos()));
      }
    } else if (value instanceof List<?> list) {
      list.forEach(this::add);
    } else if (value != null) {
      String plain =
          plain(value instanceof BigDecimal number ? number.toPlainString() : value + "");
      if (values.add(plain)) {
        all.append(plain).append('|');
      }
    }
  }

  /** The fields of a sample whose values stand in no fact, each once. */
  List<Unused> unused(PartnerProfile profile, byte[] file) {
    if (file.length > MAX_BYTES || profile.csv() != null) {
      return List.of();
    }
    Map<String, String> unused = new LinkedHashMap<>();
    String text = new String(file, StandardCharsets.UTF_8).replaceFirst("^\\s*\uFEFF?\\s*", "");
    switch (Syntax.of(file)) {
      case X12 -> x12(text, unused);
      case EDIFACT -> edifact(text, unused);
      case JSON -> json(text, unused);
      case OTHER -> {
        // Not known which part of it is a field.
      }
    }
    List<Unused> result = new ArrayList<>();
    unused.forEach((field, example) -> result.add(new Unused(field, example)));
    return result;
  }

  private void json(String text, Map<String, String> unused) {
    try {
      json("", JSON.readTree(text), unused);
    } catch (JsonProcessingException e) {
      // The report says already that it is not JSON.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void json(String pointer, JsonNode node, Map<String, String> unused) {
    if (node.isObject()) {
      node.fields().forEachRemaining(e -> json(pointer + "/" + e.getKey(), e.getValue(), unused));
    } else if (node.isArray()) {
      node.forEach(element -> json(pointer + "/*", element, unused));
    } else if (!node.isNull() && !node.isBoolean()) {
      look(pointer, node.asText(), unused);
    }
  }

  private void x12(String text, Map<String, String> unused) {
    int start = Math.max(0, text.indexOf("ISA"));
    if (text.length() < start + 4) {
      return;
    }
    char element = text.charAt(start + 3);
    int at = start;
    for (int i = 0; i < 16 && at >= 0; i++) {
      at = text.indexOf(element, at + 1);
    }
    if (at < 0 || at + 2 >= text.length()) {
      return;
    }
    char terminator = text.charAt(at + 2);
    for (String segment : text.substring(start).split(Pattern.quote(terminator + ""))) {
      elements(segment.strip().split(Pattern.quote(element + ""), -1), unused);
    }
  }

  private void edifact(String text, Map<String, String> unused) {
    boolean advised = text.startsWith("UNA") && text.length() > 9;
    char element = advised ? text.charAt(4) : '+';
    char release = advised ? text.charAt(6) : '?';
    char terminator = advised ? text.charAt(8) : '\'';
    String notReleased = release == ' ' ? "" : "(?<!" + Pattern.quote(release + "") + ")";
    for (String segment : text.split(notReleased + Pattern.quote(terminator + ""))) {
      elements(segment.strip().split(notReleased + Pattern.quote(element + ""), -1), unused);
    }
  }

  private void elements(String[] elements, Map<String, String> unused) {
    if (ENVELOPE.contains(elements[0])) {
      return;
    }
    for (int i = 1; i < elements.length; i++) {
      String field = String.format(Locale.ROOT, "%s%02d", elements[0], i);
      for (String component : elements[i].split("[:>]")) {
        look(field, component, unused);
      }
    }
  }

  private void look(String field, String value, Map<String, String> unused) {
    String plain = plain(value);
    if (plain.isEmpty()
        || TIME.matcher(value.strip()).matches()
        || unused.size() >= MAX_FIELDS
        || values.contains(plain)
        || (plain.length() >= SHORT && all.indexOf(plain) >= 0)) {
      return;
    }
    unused.putIfAbsent(
        field, value.length() > LONGEST_EXAMPLE ? value.substring(0, LONGEST_EXAMPLE) : value);
  }

  /** Letters and digits; numbers without their zeros at the end. */
  private static String plain(String value) {
    String text = value.strip();
    if (text.matches("[+-]?\\d{1,30}(\\.\\d{1,30})?")) {
      return new BigDecimal(text).stripTrailingZeros().toPlainString().replace("-", "");
    }
    return text.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
