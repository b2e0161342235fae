package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.schemas.Charge;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.Measure;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Reference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * INVOIC, the invoice. A freight invoice (document 780) is a freight bill of its shipment, with the
 * charges that its lines and allowances name. Any other is a milestone INVOICE_RECEIVED, or
 * CREDIT_RECEIVED (381, 396), with its amounts.
 */
final class Invoice {

  static final MessageType TYPE =
      MessageType.of("INVOIC", "invoice")
          .facts("Milestone", "FreightBill")
          .milestones("INVOICE_RECEIVED", "CREDIT_RECEIVED")
          .about("DELIVERY_NOTE, PO, INVOICE; the shipment of a freight invoice")
          .note("Document 780 is a freight bill of its shipment.")
          .gaps("terms of payment, prices and taxes of single lines");

  private static final String FREIGHT_INVOICE = "780";
  private static final Set<String> CREDIT_NOTES = Set.of("381", "396");
  private static final Set<String> LATER = Set.of("LIN", "UNS");
  private static final List<String> TOTALS = List.of("77", "39", "86", "128", "9");

  private final Reading reading;
  private final Document document;
  private final SegmentGroup body;

  private Invoice(Reading reading, Document document) {
    this.reading = reading;
    this.document = document;
    body = reading.body();
  }

  static void read(Reading reading) {
    reading.part(
        () -> {
          Document document = new Document(reading, reading.body().before(LATER));
          new Invoice(reading, document).invoice();
        });
  }

  private void invoice() {
    FoundReferences references = document.references();
    if (document.number().isEmpty()) {
      reading.missing("BGM02.1", "Number the invoice in BGM.");
    }
    if (document.code().equals(FREIGHT_INVOICE)) {
      freightBill(references);
    } else {
      received(references);
    }
  }

  private void received(FoundReferences references) {
    body.all("RFF").forEach(rff -> references.add(rff.element(1), reading.text(rff, 1, 2)));
    Optional<Reference> reference = references.strongest();
    if (reference.isEmpty()) {
      return;
    }
    MessageHeader header = document.messageHeader(reference.get());
    MilestoneDetail detail = Details.of(reading, document.header(), references.all());
    detail.setCodeList("UNECE-1001");
    List<Charge> amounts = new ArrayList<>(Details.amounts(reading, totals()));
    amounts.addAll(allowances());
    detail.setAmounts(amounts);
    detail.setMeasures(invoicedLines());
    String currency = document.currency();
    detail.setCurrency(currency.isEmpty() ? null : currency);
    detail.setCorrects(
        document
            .header()
            .first("RFF", List.of("OI", "IV"))
            .map(rff -> reading.text(rff, 1, 2))
            .filter(corrected -> !corrected.equals(document.number()))
            .orElse(null));
    Milestone milestone =
        new Milestone(
            CREDIT_NOTES.contains(document.code()) ? "CREDIT_RECEIVED" : "INVOICE_RECEIVED",
            document.code(),
            null,
            Classifier.ACTUAL,
            null,
            null,
            detail);
    String subject = "milestone/invoice/%s/%s".formatted(document.sender(), document.number());
    reading.say(() -> reading.facts().shipmentFact(header, subject, document.created(), milestone));
  }

  private void freightBill(FoundReferences references) {
    Optional<Reference> reference = shipment(references);
    String currency = document.currency();
    if (currency.isEmpty()) {
      reading.missing("CUX", "Send the currency of the invoice, a CUX segment.");
    }
    String carrier = document.parties().who("CA", "FW", "SE", "SU", "II").orElse(document.sender());
    if (carrier.isEmpty()) {
      reading.missing("NAD", "Name who invoices: NAD with CA or SE.");
    }
    Optional<Segment> total = totals().first("MOA", TOTALS);
    if (total.isEmpty()) {
      reading.missing("MOA", "Send the total of the invoice: MOA with 77 behind UNS+S.");
    }
    Optional<BigDecimal> amount = total.flatMap(moa -> reading.number(moa, 1, 2));
    List<Charge> charges = charges();
    if (reference.isEmpty() || amount.isEmpty()) {
      return;
    }
    FreightBill bill = new FreightBill(document.number(), carrier, currency, amount.get(), charges);
    MessageHeader header = document.messageHeader(reference.get());
    String subject = "freight-bill/" + carrier + "/" + bill.getBill();
    reading.say(() -> reading.facts().shipmentFact(header, subject, document.created(), bill));
  }

  /** By the header, or by what all lines agree upon. */
  private Optional<Reference> shipment(FoundReferences header) {
    Optional<Reference> found =
        header.strongest().filter(reference -> !reference.getType().equals("INVOICE"));
    if (found.isPresent()) {
      return found;
    }
    List<Reference> ofLines =
        body.groups("LIN", Set.of("UNS")).stream()
            .map(line -> new FoundReferences(reading, document.parties()).addAll(line).strongest())
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    if (ofLines.size() != 1) {
      reading.missing(
          "RFF",
          ofLines.isEmpty()
              ? "Name the shipment that is invoiced: RFF with BM, CN, CU or SRN."
              : "The lines are of several shipments: send one freight invoice for each.");
      return Optional.empty();
    }
    return Optional.of(ofLines.get(0));
  }

  /** The amounts behind the lines; where nothing parts them, those that are of the whole. */
  private SegmentGroup totals() {
    SegmentGroup summary = body.from("UNS", "S");
    if (summary.segments().isEmpty()) {
      return new SegmentGroup(
          body.all("MOA").stream().filter(moa -> Details.isTotal(moa.element(1))).toList());
    }
    List<Segment> totals = new ArrayList<>();
    boolean allowance = false;
    for (Segment segment : summary.segments()) {
      allowance = (allowance || segment.is("ALC")) && !segment.is("TAX");
      if (!allowance) {
        totals.add(segment);
      }
    }
    return new SegmentGroup(totals);
  }

  private List<Charge> charges() {
    List<Charge> charges = new ArrayList<>();
    for (SegmentGroup line : body.groups("LIN", Set.of("UNS", "ALC"))) {
      line.first("MOA", List.of("203", "23", "66", "38"))
          .flatMap(moa -> reading.number(moa, 1, 2))
          .ifPresent(amount -> charges.add(new Charge(code(line), amount)));
    }
    charges.addAll(allowances());
    totals()
        .first("MOA", List.of("124", "176"))
        .flatMap(moa -> reading.number(moa, 1, 2))
        .ifPresent(tax -> charges.add(new Charge("TAX", tax)));
    return charges;
  }

  /** What is charged or allowed beside the lines. */
  private List<Charge> allowances() {
    List<Charge> charges = new ArrayList<>();
    for (SegmentGroup allowance : body.groups("ALC", Set.of("LIN", "UNS", "TDT"))) {
      allowance
          .first("MOA", List.of("8", "23", "204", "25"))
          .flatMap(moa -> reading.number(moa, 1, 2))
          .ifPresent(amount -> charges.add(allowance(allowance.lead(), amount)));
    }
    return charges;
  }

  private List<Measure> invoicedLines() {
    List<Measure> lines = new ArrayList<>();
    int count = 0;
    for (SegmentGroup line : body.groups("LIN", Set.of("UNS", "ALC"))) {
      count++;
      Optional<Segment> qty = line.first("QTY", List.of("47", "12"));
      if (qty.isPresent()) {
        String number = reading.text(line.lead(), 1, 1);
        String name =
            "LINE %s ITEM %s"
                .formatted(
                    number.isEmpty() ? String.valueOf(count) : number,
                    reading.text(line.lead(), 3, 1));
        reading
            .number(qty.get(), 1, 2)
            .ifPresent(
                quantity ->
                    lines.add(new Measure(name, quantity, GoodsLine.unit(reading, qty.get()))));
      }
    }
    return lines;
  }

  private Charge allowance(Segment alc, BigDecimal amount) {
    String service = reading.text(alc, 5, 1);
    String number = reading.text(alc, 2, 1);
    String code = !service.isEmpty() ? service : number.isEmpty() ? "ALC" : number;
    return new Charge(code, alc.element(1).equals("A") ? amount.negate() : amount);
  }

  /** The charge's code: TCC, or the item, or its description. */
  private String code(SegmentGroup line) {
    String charge = line.first("TCC").map(tcc -> reading.text(tcc, 1, 1)).orElse("");
    String item = reading.text(line.lead(), 3, 1);
    String words = line.first("IMD").map(imd -> reading.text(imd, 3, 4)).orElse("");
    if (!charge.isEmpty() || !item.isEmpty()) {
      return charge.isEmpty() ? item : charge;
    }
    return words.isEmpty() ? "LINE" : words;
  }
}
