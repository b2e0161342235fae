package io.waybill.operators.intake.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import java.io.IOException;

/**
 * One message of JSON: UTF-8 (UTF-16 and UTF-32 are recognised), with limits that hold before
 * memory is taken. An object that names a member twice is refused, since nobody knows which of the
 * two its sender meant.
 *
 * @param node its content; null when it was rejected
 * @param rejected the message as a dead letter; null when it was read
 */
public record JsonDocument(JsonNode node, Decoded rejected) {

  public static final int MAX_BYTES = 10 * 1024 * 1024;
  public static final int MAX_NESTING = 64;

  private static final int MAX_NUMBER = 64;
  private static final int MAX_STRING = 1024 * 1024;
  private static final int MAX_NAME = 1024;
  private static final int MAX_TOKENS = 400_000;
  private static final int SHOWN = 60;

  /** For those who read token by token; it holds the limits. */
  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(MAX_BYTES)
                  .maxNestingDepth(MAX_NESTING)
                  .maxNumberLength(MAX_NUMBER)
                  .maxStringLength(MAX_STRING)
                  .maxNameLength(MAX_NAME)
                  .maxTokenCount(MAX_TOKENS)
                  .build())
          // Names come from strangers: they must not fill the table of interned strings.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private static final ObjectReader READER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build()
          .reader();

  public static JsonDocument read(RawMessage raw) {
    byte[] bytes = raw.bytes();
    if (bytes.length > MAX_BYTES) {
      return rejected(raw, tooLarge("it may have at most 10 MB."));
    }
    try {
      JsonNode node = READER.readTree(bytes);
      return node == null || node.isMissingNode()
          ? rejected(
              raw,
              new Problem(Reason.EMPTY, "message", "", "Send the message again, with its content."))
          : new JsonDocument(node, null);
    } catch (NumberFormatException e) {
      return rejected(raw, tooLarge("a number may have a small exponent only."));
    } catch (IOException e) {
      return rejected(raw, problem(raw, e));
    }
  }

  /** The problem that an exception of Jackson tells of. */
  public static Problem problem(RawMessage raw, IOException e) {
    if (e instanceof StreamConstraintsException constraint) {
      return tooLarge(constraint.getOriginalMessage());
    }
    String message = e instanceof JsonProcessingException json ? said(json) : "it is cut off";
    JsonLocation at = e instanceof JsonProcessingException json ? json.getLocation() : null;
    String where =
        at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr() + ":";
    return new Problem(
        Reason.UNREADABLE,
        "message",
        start(raw.bytes()),
        "Send one whole JSON document in UTF-8;" + where + " " + message);
  }

  /**
   * What Jackson says of JSON that it cannot read, without what it quotes of it, which may be
   * personal data: "Unrecognized token".
   */
  public static String said(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    int end = 0;
    while (end < message.length() && "'\"`([<{".indexOf(message.charAt(end)) < 0) {
      end++;
    }
    return message.substring(0, end).strip();
  }

  public static JsonDocument rejected(RawMessage raw, Problem problem) {
    return new JsonDocument(null, Decoded.rejected(DeadLetters.of(raw, problem)));
  }

  private static Problem tooLarge(String limit) {
    return new Problem(
        Reason.TOO_LARGE, "message", "", "Split the message, or send a simpler one: " + limit);
  }

  /** Enough of a message that is no JSON to see what it is. */
  private static String start(byte[] bytes) {
    return new String(
        bytes, 0, Math.min(SHOWN, bytes.length), java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
