package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A segment of a transaction as the parser saw it, with what is wrong with it. */
final class ReadSegment {

  private final String tag;
  private final Map<Integer, String> elements = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();

  ReadSegment(String tag) {
    this.tag = tag;
  }

  String tag() {
    return tag;
  }

  void put(int number, String text) {
    elements.put(number, text.strip());
  }

  /** An element by its number, from 1; empty when it is absent. */
  String element(int number) {
    return elements.getOrDefault(number, "");
  }

  /** The name of an element as X12 gives it, such as AT705. */
  String name(int number) {
    return tag + "%02d".formatted(number);
  }

  List<Problem> problems() {
    return problems;
  }

  /** Remembers a problem with an element, unless one is known already. */
  void problem(Problem problem) {
    if (problems.stream().noneMatch(known -> known.field().equals(problem.field()))) {
      problems.add(problem);
    }
  }

  void invalid(int number, String remedy) {
    problem(Problem.invalid(name(number), element(number), remedy));
  }

  void missing(int number, String remedy) {
    problem(Problem.missing(name(number), remedy));
  }
}
