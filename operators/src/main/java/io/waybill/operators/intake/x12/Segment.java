package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.Reason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A segment as it came, with what is wrong with it. What is asked of it and is not there, or is not
 * what it should be, is remembered as a finding; the answer then is a stand-in, not to be used.
 */
final class Segment {

  /** No segment of the standard has more elements; what is beyond is not read. */
  private static final int MAX_ELEMENTS = 99;

  private final String text;
  private final Delimiters delimiters;
  private final int position;
  private final String tag;
  private String[] elements;
  private List<Finding> findings = List.of();
  private boolean sound = true;

  /**
   * @param text without its terminator
   * @param position in its transaction, ST being 1; 0 outside of a transaction
   */
  Segment(String text, Delimiters delimiters, int position) {
    this.text = text;
    this.delimiters = delimiters;
    this.position = position;
    int end = text.indexOf(delimiters.element());
    this.tag = end < 0 ? text : text.substring(0, end).strip();
  }

  String text() {
    return text;
  }

  String tag() {
    return tag;
  }

  int position() {
    return position;
  }

  boolean is(String name) {
    return tag.equals(name);
  }

  /** How many elements there are behind the tag. */
  int size() {
    return elements().length;
  }

  /** An element by its number, from 1, without blanks around it; empty when it is absent. */
  String element(int number) {
    String[] all = elements();
    return number <= all.length ? all[number - 1] : "";
  }

  boolean has(int number) {
    return !element(number).isEmpty();
  }

  /** The first component of an element. */
  String component(int number) {
    String element = element(number);
    int end = element.indexOf(delimiters.component());
    return end < 0 ? element : element.substring(0, end).strip();
  }

  /** Null when it is absent. */
  String elementOrNull(int number) {
    return has(number) ? element(number) : null;
  }

  /** The element behind a qualifier, among pairs that begin at an element; empty when not there. */
  String paired(String qualifier, int from) {
    for (int number = from; number < size(); number += 2) {
      if (element(number).equals(qualifier)) {
        return element(number + 1);
      }
    }
    return "";
  }

  /** An element that must be there. */
  String required(int number, String remedy) {
    if (!has(number)) {
      missing(number, remedy);
    }
    return element(number);
  }

  /** A decimal number that must be there. */
  BigDecimal decimal(int number) {
    required(number, Decimals.REMEDY);
    return optionalDecimal(number).orElse(Decimals.ZERO);
  }

  /** A decimal number that must be there and not be below zero. */
  BigDecimal quantity(int number) {
    BigDecimal quantity = decimal(number);
    if (quantity.signum() < 0) {
      invalid(number, Finding.INVALID_CODE, "Send a quantity that is not below zero.");
    }
    return quantity;
  }

  Optional<BigDecimal> optionalDecimal(int number) {
    String element = component(number);
    if (element.isEmpty()) {
      return Optional.empty();
    }
    Optional<BigDecimal> decimal = Numbers.decimal(element);
    if (decimal.isEmpty()) {
      invalid(number, Finding.INVALID_CHARACTER, Decimals.REMEDY);
    }
    return decimal;
  }

  /** An amount with two implied decimals that must be there. */
  BigDecimal cents(int number) {
    required(number, Numbers.CENTS_REMEDY);
    return optionalCents(number).orElse(Decimals.ZERO);
  }

  Optional<BigDecimal> optionalCents(int number) {
    if (!has(number)) {
      return Optional.empty();
    }
    Optional<BigDecimal> amount = Numbers.cents(element(number));
    if (amount.isEmpty()) {
      invalid(number, Finding.INVALID_CHARACTER, Numbers.CENTS_REMEDY);
    }
    return amount;
  }

  /** The name of an element as X12 gives it, such as AT705. */
  String name(int number) {
    return tag + (number < 10 ? "0" : "") + number;
  }

  List<Finding> findings() {
    return findings;
  }

  /** Whether nothing is wrong with it but what harms no fact. */
  boolean isSound() {
    return sound;
  }

  void missing(int number, String remedy) {
    add(number, Finding.ELEMENT_MISSING, Reason.MISSING, remedy);
  }

  void invalid(int number, String code, String remedy) {
    add(number, code, Reason.INVALID, remedy);
  }

  /** What is wrong with an element that no fact needs: it is told, and the segment stays sound. */
  void remark(int number, String code, String remedy) {
    boolean before = sound;
    add(number, code, Reason.INVALID, remedy);
    sound = before;
  }

  /** Remembers what is wrong with an element, unless something is known already. */
  private void add(int number, String code, Reason reason, String remedy) {
    sound = false;
    for (Finding finding : findings) {
      if (finding.element() == number) {
        return;
      }
    }
    if (findings.isEmpty()) {
      findings = new ArrayList<>(2);
    }
    findings.add(
        new Finding(
            tag,
            position,
            number,
            code,
            new Problem(reason, name(number), element(number), remedy)));
  }

  private String[] elements() {
    if (elements == null) {
      elements = split();
    }
    return elements;
  }

  private String[] split() {
    char separator = delimiters.element();
    int count = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + 1)) {
      count++;
    }
    String[] all = new String[Math.min(count, MAX_ELEMENTS)];
    int from = text.indexOf(separator) + 1;
    for (int i = 0; i < all.length; i++) {
      int end = text.indexOf(separator, from);
      all[i] = text.substring(from, end < 0 ? text.length() : end).strip();
      from = end + 1;
    }
    return all;
  }
}
