package io.waybill.operators.intake.x12;

import java.util.HashSet;
import java.util.Set;

/**
 * The names of a document's lines. Some senders number every line 1: a line whose number was given
 * before is told from the others by a count, so that none stands in the place of another.
 */
final class LineNames {

  private final Set<String> given = new HashSet<>();

  /**
   * @param number as the line gives it
   * @return the number, or the number with ".2", ".3" and so on behind it
   */
  String name(String number) {
    String name = number;
    for (int count = 2; !given.add(name); count++) {
      name = number + "." + count;
    }
    return name;
  }
}
