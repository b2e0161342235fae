package io.waybill.operators.intake.check;

import java.util.List;

/**
 * What a sample would come to.
 *
 * @param sample its name
 * @param profile name of the profile that read it; empty when none was found for it
 * @param profileVersion of that profile
 * @param format of that profile
 * @param verdict on the whole
 * @param facts and links in the order in which the sample says them
 * @param messages what became of each message or transaction, where the format has such
 * @param problems what could not be read
 * @param unmappedCodes codes of the partner that have no canonical meaning and keep their own
 * @param unusedFields fields whose values stand in no fact, each with one value
 */
public record SampleReport(
    String sample,
    String profile,
    int profileVersion,
    String format,
    Verdict verdict,
    List<Found> facts,
    List<Message> messages,
    List<Trouble> problems,
    List<String> unmappedCodes,
    List<Unused> unusedFields) {

  /** On a sample. */
  public enum Verdict {
    /** Everything was read. */
    ACCEPTED,
    /** Some of it would be a dead letter. */
    ACCEPTED_WITH_ERRORS,
    /** All of it would be a dead letter. */
    REJECTED
  }

  /**
   * A fact or link.
   *
   * @param kind for example OrderLine or Link
   * @param about the shipment, the reference by which it would be found, or owner and item
   * @param subject what it is about
   * @param content as JSON
   */
  public record Found(String kind, String about, String subject, String content) {}

  /**
   * @param type for example X12-214
   */
  public record Message(String type, String version, String outcome, int facts) {}

  /**
   * @param position of the part in the sample
   */
  public record Trouble(int position, String reason, String field, String value, String remedy) {}

  /**
   * @param field JSON pointer, segment and element, or column
   */
  public record Unused(String field, String example) {}

  public SampleReport {
    facts = List.copyOf(facts);
    messages = List.copyOf(messages);
    problems = List.copyOf(problems);
    unmappedCodes = List.copyOf(unmappedCodes);
    unusedFields = List.copyOf(unusedFields);
  }
}
