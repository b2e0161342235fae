package io.waybill.operators.intake.message;

/**
 * One thing that is wrong with a message.
 *
 * @param reason kind of problem
 * @param field member, column or element, as the sender knows it
 * @param value what stands there; empty when nothing does
 * @param remedy a sentence on which a person can act
 */
public record Problem(Reason reason, String field, String value, String remedy) {

  public static Problem missing(String field, String remedy) {
    return new Problem(Reason.MISSING, field, "", remedy);
  }

  public static Problem invalid(String field, String value, String remedy) {
    return new Problem(Reason.INVALID, field, value, remedy);
  }
}
