package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.message.Texts;
import io.xlate.edi.schema.EDISchemaException;
import io.xlate.edi.schema.Schema;
import io.xlate.edi.schema.SchemaFactory;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamEvent;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;
import io.xlate.edi.stream.EDIStreamValidationError;
import io.xlate.edi.stream.Location;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the segments of one transaction with StAEDI and checks them against its schema. */
final class TransactionReader {

  /** Segments whose elements become facts; what is wrong with others does no harm. */
  private static final Set<String> READ = Set.of("B10", "AT7", "MS1", "MS2");

  private final EDIInputFactory factory = EDIInputFactory.newFactory();
  private final Schema schema;

  /** One for all versions, whose envelopes hardly differ: reading one for each message is slow. */
  private final Schema envelope;

  /**
   * @param resource of the transaction's schema on the class path
   */
  TransactionReader(String resource) {
    try (InputStream in = TransactionReader.class.getResourceAsStream(resource)) {
      schema = SchemaFactory.newFactory().createSchema(in);
      envelope = SchemaFactory.newFactory().getControlSchema("X12", new String[] {"00401"});
    } catch (EDISchemaException | IOException e) {
      throw new IllegalStateException(resource + " is not a transaction schema", e);
    }
  }

  /** The segments between ST and SE, or a problem with the transaction as a whole. */
  record Reading(List<ReadSegment> segments, Problem problem) {}

  /** The text of a message that holds this transaction alone. */
  static String alone(Part.Transaction transaction) {
    Delimiters delimiters = transaction.delimiters();
    char element = delimiters.element();
    List<String> segments = new ArrayList<>();
    segments.add(IsaHeader.padded(transaction.isa(), element));
    segments.add(transaction.gs().text());
    transaction.segments().forEach(segment -> segments.add(segment.text()));
    segments.add("GE" + element + "1" + element + transaction.gs().element(6));
    segments.add("IEA" + element + "1" + element + transaction.isa().element(13));
    StringBuilder text = new StringBuilder();
    segments.forEach(segment -> text.append(segment).append(delimiters.segment()));
    return text.toString();
  }

  Reading read(Part.Transaction transaction) {
    byte[] bytes = alone(transaction).getBytes(StandardCharsets.UTF_8);
    List<ReadSegment> segments = new ArrayList<>();
    try (EDIStreamReader reader =
        factory.createEDIStreamReader(
            new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.name(), envelope)) {
      ReadSegment current = null;
      while (reader.hasNext()) {
        switch (reader.next()) {
          case START_TRANSACTION -> reader.setTransactionSchema(schema);
          case START_SEGMENT -> {
            current = new ReadSegment(reader.getText());
            segments.add(current);
          }
          case ELEMENT_DATA -> element(reader, current);
          case ELEMENT_DATA_ERROR, ELEMENT_OCCURRENCE_ERROR -> error(reader, current);
          default -> {
            // Loops, composites and control structures carry nothing that becomes a fact.
          }
        }
      }
      return new Reading(segments, null);
    } catch (EDIStreamException | IOException e) {
      return new Reading(
          segments,
          new Problem(
              Reason.UNREADABLE,
              "ST",
              transaction.segments().get(0).text(),
              "Send the transaction in the syntax of X12; the parser says: " + e.getMessage()));
    }
  }

  private static void element(EDIStreamReader reader, ReadSegment segment) {
    Location location = reader.getLocation();
    if (location.getElementOccurrence() <= 1 && location.getComponentPosition() <= 1) {
      String text = reader.getText();
      int number = location.getElementPosition();
      segment.put(number, text);
      if (READ.contains(segment.tag())) {
        Texts.fault(text).ifPresent(remedy -> segment.invalid(number, remedy));
      }
    }
  }

  private static void error(EDIStreamReader reader, ReadSegment segment) {
    if (segment == null || !READ.contains(segment.tag())) {
      return;
    }
    EDIStreamEvent event = reader.getEventType();
    int number = reader.getLocation().getElementPosition();
    String text =
        event == EDIStreamEvent.ELEMENT_DATA_ERROR ? reader.getText() : segment.element(number);
    EDIStreamValidationError error = reader.getErrorType();
    segment.problem(
        new Problem(
            text.isEmpty() ? Reason.MISSING : Reason.INVALID,
            segment.name(number),
            text,
            remedy(error)));
  }

  private static String remedy(EDIStreamValidationError error) {
    return switch (error) {
      case INVALID_DATE -> X12Time.DATE_REMEDY;
      case INVALID_TIME -> X12Time.TIME_REMEDY;
      case REQUIRED_DATA_ELEMENT_MISSING, CONDITIONAL_REQUIRED_DATA_ELEMENT_MISSING ->
          "Send the element; the standard requires it here.";
      case EXCLUSION_CONDITION_VIOLATED ->
          "Send only one of the elements that exclude each other here.";
      default ->
          "Send the element as the standard has it; the fault is: "
              + error.name().toLowerCase(Locale.ROOT).replace('_', ' ')
              + ".";
    };
  }
}
