package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks a transaction against the grammar: what is wrong stands on its segments. */
final class GrammarCheck {

  private static final Grammar GRAMMAR = Grammar.get();

  private GrammarCheck() {}

  /** The segments that the transaction must have and has not. */
  static List<Finding> check(String set, List<Segment> segments) {
    for (Segment segment : segments) {
      List<Grammar.ElementRule> rules = GRAMMAR.elements(segment.tag());
      for (Grammar.ElementRule rule : rules) {
        check(segment, rule);
      }
      int pairs = GRAMMAR.pairsFrom(segment.tag());
      if (pairs > 0) {
        pairs(segment, pairs);
      }
      if (!rules.isEmpty() && isSuspicious(segment.text())) {
        controlCharacters(segment);
      }
    }
    List<Finding> missing = new ArrayList<>();
    for (String tag : GRAMMAR.transaction(set).segments()) {
      if (segments.stream().noneMatch(segment -> segment.is(tag))) {
        missing.add(
            new Finding(
                tag,
                segments.size(),
                0,
                Finding.SEGMENT_MISSING,
                Problem.missing(
                    tag,
                    "Send at least one " + tag + " segment; transaction " + set + " has it.")));
      }
    }
    return missing;
  }

  private static void check(Segment segment, Grammar.ElementRule rule) {
    int number = rule.position();
    String value = segment.component(number);
    if (value.isEmpty()) {
      if (rule.mandatory()) {
        segment.missing(number, "Send the element; the standard requires it here.");
      }
      return;
    }
    switch (rule.type()) {
      case AN -> length(segment, rule, segment.element(number).length());
      case ID -> length(segment, rule, value.length());
      case DT -> {
        if (X12Time.date(value).isEmpty()) {
          segment.invalid(number, Finding.INVALID_DATE, X12Time.DATE_REMEDY);
        }
      }
      case TM -> {
        if (X12Time.time(value).isEmpty()) {
          segment.invalid(number, Finding.INVALID_TIME, X12Time.TIME_REMEDY);
        }
      }
      case R -> {
        if (Numbers.decimal(value).isEmpty()) {
          segment.invalid(number, Finding.INVALID_CHARACTER, Decimals.REMEDY);
        }
      }
      case N -> {
        if (Numbers.cents(value).isEmpty()) {
          segment.invalid(
              number, Finding.INVALID_CHARACTER, "Send a whole number, of digits only.");
        }
      }
    }
  }

  /** Half a pair harms nothing where another pair names the item. */
  private static void pairs(Segment segment, int from) {
    boolean named = !Items.among(segment, from).isEmpty();
    for (int number = from; number <= segment.size(); number += 2) {
      if (segment.has(number) != segment.has(number + 1)) {
        int absent = segment.has(number) ? number + 1 : number;
        String remedy = "Send an item's number together with its qualifier.";
        if (named) {
          segment.remark(absent, Finding.CONDITION_VIOLATED, remedy);
        } else {
          segment.invalid(absent, Finding.CONDITION_VIOLATED, remedy);
        }
      }
    }
  }

  private static void length(Segment segment, Grammar.ElementRule rule, int length) {
    if (length < rule.least()) {
      segment.invalid(
          rule.position(),
          Finding.TOO_SHORT,
          "Send the element as the standard has it, with at least "
              + rule.least()
              + " characters.");
    } else if (length > rule.most()) {
      segment.invalid(
          rule.position(),
          Finding.TOO_LONG,
          "Send the element as the standard has it, with at most " + rule.most() + " characters.");
    }
  }

  /** Whether an element may be too long or not plain text; most are plain at a glance. */
  private static boolean isSuspicious(String text) {
    if (text.length() > Texts.MAX_LENGTH) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7F && c < 0xA0 || Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }

  private static void controlCharacters(Segment segment) {
    for (int number = 1; number <= segment.size(); number++) {
      Optional<String> fault = Texts.fault(segment.element(number));
      if (fault.isPresent()) {
        segment.invalid(number, Finding.INVALID_CHARACTER, fault.get());
      }
    }
  }
}
