package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.DocumentChange;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The document that a message is, by its BGM and the dates behind it. Its identity is that of the
 * document, not of the envelope: sent once more in another interchange, or as a duplicate (function
 * 7), it gives the same facts. A document without a number is known by its control numbers.
 */
final class Document {

  /** Date of the document, of the invoice, of the order; of issue, of processing. */
  private static final List<String> CREATED = List.of("137", "3", "4", "182", "97", "9");

  /** Ten to a revision, as there were when what it does to the document came before its date. */
  private static final int REVISION = 10;

  /** Headers are read again for each part of a message. */
  private static final int MAX_HEADER = 500;

  private final Reading reading;
  private final SegmentGroup header;
  private final Parties parties;
  private final String code;
  private final String number;
  private final String function;
  private final String response;
  private final int revision;
  private final When created;
  private String currency;

  /**
   * @param header the segments before the first line or consignment
   */
  Document(Reading reading, SegmentGroup header) {
    this.reading = reading;
    this.header = header;
    parties = new Parties(reading, header);
    if (header.segments().size() > MAX_HEADER) {
      reading.tooLarge(
          header.segments().get(MAX_HEADER),
          "A header of more than %d segments is not read: shorten it.".formatted(MAX_HEADER));
    }
    Optional<Segment> bgm = header.first("BGM");
    if (bgm.isEmpty()) {
      reading.missing("BGM", "Send the document's kind and number, a BGM segment.");
    }
    code = bgm.map(segment -> reading.text(segment, 1, 1)).orElse("");
    number = bgm.map(segment -> reading.text(segment, 2, 1)).orElse("");
    revision = bgm.map(Document::revision).orElse(0);
    function = bgm.map(segment -> reading.text(segment, 3, 1)).map(Document::function).orElse("9");
    response = bgm.map(segment -> reading.text(segment, 4, 1)).orElse("");
    created = dated();
  }

  /** Data element 1001, such as 351 for a despatch advice. */
  String code() {
    return code;
  }

  /** Empty when it has none. */
  String number() {
    return number;
  }

  /** Data element 1225; 9, original, when it is absent or the message is a duplicate. */
  String function() {
    return function;
  }

  /** Data element 4343; empty when absent. */
  String response() {
    return response;
  }

  boolean isCancelled() {
    return change() == DocumentChange.CANCELLATION;
  }

  When created() {
    return created;
  }

  Parties parties() {
    return parties;
  }

  SegmentGroup header() {
    return header;
  }

  String sender() {
    return Details.fitting(reading.message().interchange().sender()).orElse("");
  }

  /** The references of the header, with the document's own number before them. */
  FoundReferences references() {
    FoundReferences references = new FoundReferences(reading, parties);
    references.typeOf(reading.message().type()).ifPresent(t -> references.addOfType(t, number));
    return references.addAll(header);
  }

  /** The currency in which the document is priced; empty when it names none. */
  String currency() {
    if (currency == null) {
      currency = readCurrency();
    }
    return currency;
  }

  private String readCurrency() {
    return header
        .first("CUX")
        .map(cux -> reading.currency(cux, 1, 2))
        .or(
            () ->
                reading.body().all("MOA").stream()
                    .map(moa -> reading.currency(moa, 1, 3))
                    .filter(currency -> !currency.isEmpty())
                    .findFirst())
        .orElse("");
  }

  /**
   * @param reference of the facts; null for stock
   */
  MessageHeader messageHeader(Reference reference) {
    if (reference != null && reference.getIssuer().indexOf(References.SEPARATOR) >= 0) {
      reading.missing("NAD", "Name the parties without the character '|'.");
    }
    String messageId =
        number.isEmpty()
            ? String.join(
                "/", reading.message().type(), sender(), reading.message().controlNumbers())
            : String.join(
                "/",
                reading.message().type(),
                sender(),
                code,
                number,
                function,
                Instant.ofEpochMilli(created.at()).toString());
    return new MessageHeader(
        messageId,
        change().version(revision * REVISION, created.at(), change().identity(messageId)),
        new Version(revision * REVISION + rank(), created.at(), messageId),
        isCancelled(),
        reference,
        reading.message().controlNumbers());
  }

  private DocumentChange change() {
    return switch (function) {
      case "1", "3" -> DocumentChange.CANCELLATION;
      case "2", "4", "5" -> DocumentChange.REPLACEMENT;
      default -> DocumentChange.ORIGINAL;
    };
  }

  /** Part of the facts' ids, and of nothing else. */
  private int rank() {
    return switch (change()) {
      case ORIGINAL -> 0;
      case REPLACEMENT -> 1;
      case CANCELLATION -> 2;
    };
  }

  private static int revision(Segment bgm) {
    for (int component : new int[] {3, 2}) {
      String text = bgm.component(2, component);
      if (text.matches("\\d{1,6}")) {
        return Integer.parseInt(text);
      }
    }
    return 0;
  }

  private static String function(String said) {
    return said.isEmpty() || said.equals("7") ? "9" : said;
  }

  private When dated() {
    Optional<Segment> dtm = header.first("DTM", CREATED);
    Optional<When> when = dtm.isPresent() ? reading.when(dtm.get()) : reading.prepared();
    if (dtm.isEmpty() && when.isEmpty()) {
      reading.missing("DTM", "Send the date of the document, a DTM segment with 137.");
    }
    return when.orElse(When.utc(0));
  }
}
