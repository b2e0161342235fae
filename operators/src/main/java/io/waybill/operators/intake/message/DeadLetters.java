package io.waybill.operators.intake.message;

import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.RawPointer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Makes dead letters. What a message says, which may be personal data, stands in their value and
 * their content and nowhere else: field and remedy may be shown to anybody. Their id follows from
 * where the raw bytes are, so a repeat has the same.
 */
public final class DeadLetters {

  /** A dead letter carries at most so many bytes of its message: tables of them stay readable. */
  public static final int MAX_CONTENT = 512 * 1024;

  private static final int MAX_VALUE = 200;
  private static final int MAX_FURTHER = 5;

  private DeadLetters() {}

  /** A dead letter for the whole message. */
  public static DeadLetter of(RawMessage raw, Problem problem) {
    return of(raw, 0, null, List.of(problem), raw.bytes());
  }

  /**
   * A dead letter for a message or a part of it. The first problem gives reason, field and value;
   * the remedy names the others too.
   *
   * @param position of the part in the message
   * @param controlNumbers of an EDI message, or null
   * @param all at least one problem
   * @param content the bytes of the part, or of the whole message
   */
  public static DeadLetter of(
      RawMessage raw, int position, String controlNumbers, List<Problem> all, byte[] content) {
    List<Problem> problems = all.stream().distinct().toList();
    Problem first = problems.get(0);
    RawPointer pointer =
        new RawPointer(raw.topic(), raw.partition(), raw.offset(), position, controlNumbers);
    return new DeadLetter(
        "%s/%d/%d/%d".formatted(raw.topic(), raw.partition(), raw.offset(), position),
        raw.partner() == null ? "" : shorten(raw.partner()),
        first.reason().name(),
        shorten(first.field()),
        shorten(first.value()),
        remedy(problems, content.length),
        pointer,
        raw.timestamp(),
        ByteBuffer.wrap(
            content.length > MAX_CONTENT ? Arrays.copyOf(content, MAX_CONTENT) : content));
  }

  private static String remedy(List<Problem> problems, int length) {
    StringBuilder remedy = new StringBuilder(problems.get(0).remedy());
    for (int i = 1; i < Math.min(problems.size(), 1 + MAX_FURTHER); i++) {
      Problem further = problems.get(i);
      remedy
          .append(" Also ")
          .append(shorten(further.field()))
          .append(": ")
          .append(further.remedy());
    }
    if (problems.size() > 1 + MAX_FURTHER) {
      remedy.append(" And ").append(problems.size() - 1 - MAX_FURTHER).append(" more problems.");
    }
    if (length > MAX_CONTENT) {
      remedy.append(" Only the first part of the message is kept here; the raw topic has it all.");
    }
    return remedy.toString();
  }

  /** At most 200 characters, none of them a control character. */
  static String shorten(String text) {
    String start = text.length() > MAX_VALUE ? text.substring(0, MAX_VALUE) + "..." : text;
    StringBuilder printable = new StringBuilder(start.length());
    start
        .codePoints()
        .map(
            c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c)
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }
}
