package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Problem;
import java.util.List;

/** A part of a message: a transaction that can be read by itself, or something that is wrong. */
sealed interface Part {

  /**
   * A whole transaction.
   *
   * @param isa header of its interchange
   * @param gs header of its group
   * @param segments from ST to SE
   * @param unique whether no transaction before it in the group has its number
   */
  record Transaction(
      Delimiters delimiters, Segment isa, Segment gs, List<Segment> segments, boolean unique)
      implements Part {

    /** Control numbers of interchange, group and transaction. */
    String controlNumbers() {
      return isa.element(13) + "/" + gs.element(6) + "/" + st().element(2);
    }

    Segment st() {
      return segments.get(0);
    }

    Segment se() {
      return segments.get(segments.size() - 1);
    }
  }

  /**
   * @param controlNumbers of interchange, group and transaction, as far as they are known
   * @param problem what is wrong
   * @param content the text of the part
   * @param isa header of the interchange, or null
   * @param gs header of the group, or null
   * @param st header of the transaction that is lost, or null
   */
  record Broken(
      String controlNumbers, Problem problem, String content, Segment isa, Segment gs, Segment st)
      implements Part {}

  /**
   * A group ends, whole or not.
   *
   * @param gs its header
   * @param included how many transactions its trailer says it has; what was counted without one
   * @param received how many were counted
   * @param codes what is wrong with the envelope, X12 data element 716
   * @param digest of its transactions
   */
  record GroupEnd(
      Segment isa, Segment gs, long included, int received, List<String> codes, long digest)
      implements Part {}

  /** A TA1: a partner's answer to an interchange of ours. */
  record Answer(Segment isa, Segment ta1) implements Part {}

  /**
   * An interchange ends, whole or not.
   *
   * @param notes what is wrong with the envelope, X12 data element I18
   * @param groups how many it has
   * @param answerOnly whether it has nothing but a TA1
   * @param digest of its transactions
   */
  record InterchangeEnd(
      Segment isa, List<String> notes, int groups, boolean answerOnly, long digest)
      implements Part {}
}
