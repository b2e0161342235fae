package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.Decoder;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.message.Texts;
import io.waybill.operators.intake.profile.PartnerProfile;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads X12 214, the carrier's shipment status message; a raw message may hold several
 * interchanges, groups and transactions. What is bad becomes a dead letter that names segment and
 * element: a whole transaction when its header (B10) is bad, one status (AT7) otherwise. The
 * content of such a dead letter is the transaction in an envelope of its own, fit to be sent again.
 */
public final class StatusMessageDecoder implements Decoder {

  private static final int MAX_BYTES = 10 * 1024 * 1024;
  private static final String SCHEMA = "/x12/214.xml";

  private final PartnerProfile profile;
  private final TransactionReader reader = new TransactionReader(SCHEMA);

  public StatusMessageDecoder(PartnerProfile profile) {
    this.profile = profile;
  }

  @Override
  public Decoded decode(RawMessage raw) {
    if (raw.bytes().length > MAX_BYTES) {
      return reject(raw, Reason.TOO_LARGE, "Split the file: a message may have at most 10 MB.");
    }
    // Old systems send ISO 8859-1; it has a character for every byte.
    String text =
        Texts.utf8(raw.bytes())
            .orElseGet(() -> new String(raw.bytes(), StandardCharsets.ISO_8859_1));
    if (text.isBlank()) {
      return reject(raw, Reason.EMPTY, "Send the message again, with its content.");
    }
    FactCollector facts = new FactCollector(raw, profile.version());
    for (Part part : Interchanges.cut(text)) {
      if (part instanceof Part.Transaction transaction) {
        facts.nextMessage();
        new TransactionFacts(profile, raw, facts, transaction).read(reader);
      } else if (part instanceof Part.Broken broken) {
        facts.deadLetter(
            DeadLetters.of(
                raw,
                facts.skipPosition(),
                broken.controlNumbers(),
                List.of(broken.problem()),
                broken.content().getBytes(StandardCharsets.UTF_8)));
      }
    }
    return facts.decoded();
  }

  private static Decoded reject(RawMessage raw, Reason reason, String remedy) {
    return Decoded.rejected(DeadLetters.of(raw, new Problem(reason, "message", "", remedy)));
  }
}
