package io.waybill.operators.intake.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.operators.intake.message.Currencies;
import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.message.Texts;
import io.waybill.operators.intake.message.When;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The members of one JSON object. What is wrong is remembered, and a harmless value stands in for
 * it, so that all problems of a message come out together.
 */
final class Members {

  private static final int MAX_LINES = 2_000;

  private final JsonNode node;
  private final String path;
  private final Reading reading;

  /** The members of a whole message. */
  Members(JsonNode node, ZoneId zone) {
    this(node, "", new Reading(zone, new ArrayList<>()));
  }

  private Members(JsonNode node, String path, Reading reading) {
    this.node = node;
    this.path = path;
    this.reading = reading;
  }

  List<Problem> problems() {
    return reading.problems();
  }

  void problem(Problem problem) {
    reading.problems().add(problem);
  }

  void invalid(String member, String remedy) {
    problem(Problem.invalid(path + member, Reading.shown(node.get(member)), remedy));
  }

  boolean has(String member) {
    return node.hasNonNull(member);
  }

  /** Whether a member is absent or an empty text. */
  boolean isEmptyText(String member) {
    return !has(member) || (node.get(member).isTextual() && node.get(member).textValue().isEmpty());
  }

  String text(String member) {
    return required(member, optionalText(member), "");
  }

  /** A text that becomes part of a key. */
  String name(String member) {
    String name = text(member);
    if (name.indexOf(References.SEPARATOR) >= 0) {
      invalid(member, "Leave out the character '|'.");
    }
    return name;
  }

  /** A text that may be missing or empty. */
  String textOrEmpty(String member) {
    boolean empty =
        has(member) && node.get(member).isTextual() && node.get(member).asText().isEmpty();
    return empty ? "" : optionalText(member).orElse("");
  }

  Optional<String> optionalText(String member) {
    if (!has(member)) {
      return Optional.empty();
    }
    JsonNode value = node.get(member);
    if (!value.isTextual() && !value.isIntegralNumber()) {
      invalid(member, Reading.TEXT);
      return Optional.empty();
    }
    String text = value.asText();
    Optional<String> fault = text.isBlank() ? Optional.of("Fill it in.") : Texts.fault(text);
    fault.ifPresent(remedy -> invalid(member, remedy));
    return fault.isPresent() ? Optional.empty() : Optional.of(text);
  }

  String currency(String member) {
    String currency = text(member);
    if (!currency.isEmpty() && !Currencies.isCode(currency)) {
      invalid(member, Currencies.REMEDY);
    }
    return currency;
  }

  /** Not below zero. */
  BigDecimal amount(String member) {
    return required(member, optionalAmount(member), Decimals.ZERO);
  }

  /** Not below zero. */
  Optional<BigDecimal> optionalAmount(String member) {
    Optional<BigDecimal> amount = optionalDecimal(member);
    if (amount.isPresent() && amount.get().signum() < 0) {
      invalid(member, "Send a number that is not below zero.");
    }
    return amount;
  }

  /** Of either sign. */
  BigDecimal decimal(String member) {
    return required(member, optionalDecimal(member), Decimals.ZERO);
  }

  private Optional<BigDecimal> optionalDecimal(String member) {
    if (!has(member)) {
      return Optional.empty();
    }
    JsonNode value = node.get(member);
    Optional<BigDecimal> decimal =
        value.isNumber()
            ? Decimals.fit(value.decimalValue())
            : value.isTextual() ? Decimals.parse(value.textValue()) : Optional.empty();
    if (decimal.isEmpty()) {
      invalid(member, Decimals.REMEDY);
    }
    return decimal;
  }

  When time(String member) {
    return required(member, optionalTime(member), When.utc(0));
  }

  Optional<When> optionalTime(String member) {
    if (!has(member)) {
      return Optional.empty();
    }
    JsonNode value = node.get(member);
    Optional<When> time =
        value.isTextual() ? When.iso(value.textValue(), reading.zone()) : Optional.empty();
    if (time.isEmpty()) {
      invalid(member, Reading.TIME);
    }
    return time;
  }

  boolean flag(String member) {
    Optional<Boolean> flag = optionalFlag(member);
    return required(member, flag, false);
  }

  Optional<Boolean> optionalFlag(String member) {
    if (!has(member)) {
      return Optional.empty();
    }
    if (!node.get(member).isBoolean()) {
      invalid(member, "Send true or false, without quotes.");
      return Optional.empty();
    }
    return Optional.of(node.get(member).booleanValue());
  }

  /** A whole number from 0; 0 when absent. */
  int count(String member) {
    if (!has(member)) {
      return 0;
    }
    JsonNode value = node.get(member);
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
      invalid(member, "Send a whole number from 0 to 2147483647.");
      return 0;
    }
    return value.intValue();
  }

  <E extends Enum<E>> E oneOf(String member, Class<E> type) {
    E[] constants = type.getEnumConstants();
    String text = text(member);
    for (E constant : constants) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    if (!text.isEmpty()) {
      invalid(member, "Send one of " + Arrays.toString(constants) + ".");
    }
    return constants[0];
  }

  Members object(String member) {
    JsonNode value = node.path(member);
    if (!value.isObject()) {
      wrongShape(member, "Send an object in braces.");
    }
    return new Members(value, path + member + ".", reading);
  }

  /** The objects of a list that must not be empty. */
  List<Members> list(String member) {
    if (!node.path(member).isArray() || node.path(member).isEmpty()) {
      wrongShape(member, "Send a list of objects with at least one in it.");
      return List.of();
    }
    return optionalList(member);
  }

  /** The objects of a list; empty when it is absent. */
  List<Members> optionalList(String member) {
    if (!has(member)) {
      return List.of();
    }
    JsonNode array = node.get(member);
    if (!array.isArray() || array.size() > MAX_LINES) {
      invalid(member, "Send a list of at most " + MAX_LINES + " objects.");
      return List.of();
    }
    List<Members> objects = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      String name = path + member + '[' + i + ']';
      if (array.get(i).isObject()) {
        objects.add(new Members(array.get(i), name + ".", reading));
      } else {
        problem(Problem.invalid(name, Reading.shown(array.get(i)), "Send an object in braces."));
      }
    }
    return objects;
  }

  /** The member {@code lines}, in which no two have the same {@code line}. */
  List<Members> lines() {
    List<Members> lines = list("lines");
    Set<String> seen = new HashSet<>();
    for (Members line : lines) {
      if (line.has("line") && !seen.add(line.node.get("line").asText())) {
        line.invalid("line", "Each line of a message needs a name of its own.");
      }
    }
    return lines;
  }

  private void wrongShape(String member, String remedy) {
    problem(
        has(member)
            ? Problem.invalid(path + member, Reading.shown(node.get(member)), remedy)
            : Problem.missing(path + member, remedy));
  }

  /** Remembers that a member is absent; one that is there but wrong is remembered already. */
  private <T> T required(String member, Optional<T> value, T otherwise) {
    if (!has(member) && !node.isMissingNode()) {
      problem(Problem.missing(path + member, "Add the member."));
    }
    return value.orElse(otherwise);
  }
}
