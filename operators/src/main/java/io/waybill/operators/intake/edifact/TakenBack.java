package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import java.util.Set;

/** What a cancellation takes back beside what it says. */
final class TakenBack {

  private static final Set<String> CANCELLING = Set.of("1", "3");

  private TakenBack() {}

  /**
   * A cancellation that names no lines takes back its document alone: which lines it had is not
   * known here. A person is told, since they would stand.
   */
  static void lines(Reading reading) {
    SegmentGroup body = reading.body();
    boolean cancelled =
        body.first("BGM").map(bgm -> bgm.element(3)).filter(CANCELLING::contains).isPresent();
    if (cancelled && body.first("LIN").isEmpty()) {
      reading.missing(
          "LIN",
          "The document was taken back, but not its lines: send the cancellation with the lines"
              + " that it takes back.");
    }
  }

  /** A date that the document had, and that its cancellation does not repeat. */
  static void milestone(
      Reading reading, Document document, MessageHeader header, String subject, String code) {
    if (header.retracted()) {
      Milestone none = new Milestone(code, "", null, Classifier.ESTIMATED, null, null, null);
      reading.say(() -> reading.facts().shipmentFact(header, subject, document.created(), none));
    }
  }
}
