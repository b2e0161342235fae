package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Problem;
import java.util.List;

/** A part of a message: a transaction that can be read by itself, or something that is wrong. */
sealed interface Part {

  /** Control numbers of interchange, group and transaction, as far as they are known. */
  String controlNumbers();

  /**
   * A whole transaction.
   *
   * @param isa header of its interchange
   * @param gs header of its group
   * @param segments from ST to SE
   */
  record Transaction(Delimiters delimiters, Segment isa, Segment gs, List<Segment> segments)
      implements Part {

    @Override
    public String controlNumbers() {
      return isa.element(13) + "/" + gs.element(6) + "/" + segments.get(0).element(2);
    }
  }

  /**
   * @param problem what is wrong
   * @param content the text of the part
   */
  record Broken(String controlNumbers, Problem problem, String content) implements Part {}
}
