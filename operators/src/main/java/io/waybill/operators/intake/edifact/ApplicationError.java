package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Reference;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * APERAK, the answer of the other side's application. One that accepts is recorded and says nothing
 * more; one that refuses a document (function 27, response RE, document 313, or any error ERC)
 * gives a milestone DOCUMENT_REFUSED by the document's reference.
 */
final class ApplicationError {

  static final MessageType TYPE =
      MessageType.of("APERAK", "application error and acknowledgement")
          .facts("Milestone")
          .milestones("DOCUMENT_REFUSED")
          .about("the document that it refuses")
          .note("An acknowledgement without an error leaves a record only.")
          .gaps("each error of several (ERC) as a fact of its own");

  private static final Set<String> LATER = Set.of("ERC", "UNS");
  private static final String ERROR_DOCUMENT = "313";

  private ApplicationError() {}

  static void read(Reading reading) {
    reading.part(() -> answer(reading));
  }

  private static void answer(Reading reading) {
    SegmentGroup body = reading.body();
    String errors =
        body.all("ERC").stream()
            .map(erc -> reading.text(erc, 1, 1))
            .filter(code -> !code.isEmpty())
            .distinct()
            .collect(Collectors.joining(","));
    Document document = new Document(reading, body.before(LATER));
    boolean refused =
        !errors.isEmpty()
            || document.function().equals("27")
            || document.response().equals("RE")
            || document.code().equals(ERROR_DOCUMENT);
    if (!refused) {
      return;
    }
    FoundReferences references = document.references().addAll(body);
    Reference reference = references.strongest().orElse(null);
    if (reference == null) {
      Optional<Segment> any = body.first("RFF");
      String value = any.map(rff -> reading.text(rff, 1, 2)).orElse(document.number());
      if (value.isEmpty()) {
        reading.missing("RFF", "Name the document that is refused: RFF with ON, DQ or ACW.");
        return;
      }
      reference = new Reference("DOCUMENT", "", value);
    }
    MessageHeader header = document.messageHeader(reference);
    MilestoneDetail detail = Details.of(reading, body, references.all());
    detail.setCodeList("UNECE-1001");
    Milestone milestone =
        new Milestone(
            "DOCUMENT_REFUSED",
            document.code(),
            Details.fitting(errors).orElse(null),
            Classifier.ACTUAL,
            null,
            null,
            detail);
    String subject = "milestone/refused/%s/%s".formatted(document.sender(), document.number());
    reading.say(() -> reading.facts().shipmentFact(header, subject, document.created(), milestone));
  }
}
