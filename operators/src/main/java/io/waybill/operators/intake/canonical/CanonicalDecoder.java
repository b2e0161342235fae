package io.waybill.operators.intake.canonical;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.operators.intake.json.JsonDocument;
import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.Decoder;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.message.Texts;
import io.waybill.operators.intake.profile.PartnerProfile;
import java.util.List;
import java.util.Optional;

/**
 * Reads Waybill's own JSON messages, {@code docs/canonical-json.md}. A message with a problem says
 * nothing: it becomes one dead letter that names all its problems.
 */
public final class CanonicalDecoder implements Decoder {

  private static final int MAX_BYTES = 10 * 1024 * 1024;
  private static final int MAX_NESTING = 32;
  private static final int MAX_NUMBER = 100;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(MAX_BYTES)
                          .maxNestingDepth(MAX_NESTING)
                          .maxNumberLength(MAX_NUMBER)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final PartnerProfile profile;

  public CanonicalDecoder(PartnerProfile profile) {
    this.profile = profile;
  }

  /** For documents: what each message is. */
  public static List<MessageType> types() {
    return MessageFacts.types();
  }

  @Override
  public Decoded decode(RawMessage raw) {
    if (raw.bytes().length > MAX_BYTES) {
      return reject(raw, Reason.TOO_LARGE, "Split the message: it may have at most 10 MB.");
    }
    Optional<String> text = Texts.utf8(raw.bytes());
    if (text.isEmpty()) {
      return reject(raw, Reason.UNREADABLE, "Send the message as UTF-8.");
    }
    if (text.get().isBlank()) {
      return reject(raw, Reason.EMPTY, "Send the message again, with its content.");
    }
    try {
      JsonNode node = JSON.readTree(text.get());
      return node.isObject()
          ? decode(raw, node)
          : reject(raw, Reason.UNREADABLE, "Send one JSON object in braces.");
    } catch (StreamConstraintsException e) {
      return reject(raw, Reason.TOO_LARGE, "Send a simpler message: " + e.getOriginalMessage());
    } catch (NumberFormatException e) {
      return reject(
          raw, Reason.TOO_LARGE, "Send numbers with at most 22 digits and a small exponent.");
    } catch (JsonProcessingException e) {
      return reject(
          raw,
          Reason.UNREADABLE,
          "Send one whole JSON object; at line %d, column %d: %s."
              .formatted(
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
                  JsonDocument.said(e)));
    }
  }

  private Decoded decode(RawMessage raw, JsonNode node) {
    Members message = new Members(node, profile.zone());
    FactCollector facts = new FactCollector(raw, profile.version());
    MessageFacts reader = new MessageFacts(message, facts);
    reader.read();
    List<Problem> problems = message.problems();
    return problems.isEmpty()
        ? facts.decoded()
        : Decoded.rejected(DeadLetters.of(raw, 0, null, problems, raw.bytes()));
  }

  private static Decoded reject(RawMessage raw, Reason reason, String remedy) {
    return Decoded.rejected(DeadLetters.of(raw, new Problem(reason, "message", "", remedy)));
  }
}
