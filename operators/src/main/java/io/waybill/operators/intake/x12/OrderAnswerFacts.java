package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Reference;
import java.util.List;

/** 855: the seller's answer to an order, as a whole and line by line. */
final class OrderAnswerFacts extends TransactionFacts {

  static final MessageType TYPE =
      MessageType.of("855", "purchase order acknowledgment")
          .facts("Milestone")
          .milestones(
              "ORDER_ACKNOWLEDGED",
              "ORDER_REJECTED",
              "ORDER_LINE_ACCEPTED",
              "ORDER_LINE_CHANGED",
              "ORDER_LINE_BACKORDERED",
              "ORDER_LINE_HELD",
              "ORDER_LINE_DELETED",
              "ORDER_LINE_REJECTED")
          .about("PO BAK-03")
          .note("A milestone for each ACK.")
          .gaps("changed prices, schedules (SCH)");

  OrderAnswerFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment bak = segments.first("BAK");
    When answered = when(bak, bak.has(9) ? 9 : 4, 0, 0);
    if (rejected(bak)) {
      return;
    }
    String number = bak.element(3);
    MessageHeader header =
        header(
            sender() + "/" + number + "/" + bak.element(8),
            answered,
            Purpose.change(bak.element(1)),
            new Reference("PO", "", number));
    List<Reference> references = ReferenceQualifiers.of(segments.before("PO1"), "");
    Detail detail = new Detail("X12-587").reference(header.reference()).references(references);
    if (bak.has(8)) {
      detail.reference(new Reference("ORDER", "", bak.element(8)));
    }
    List<Segments> lines = segments.before("CTT").loops("PO1");
    for (int i = 0; i < lines.size(); i++) {
      Segment po1 = lines.get(i).head();
      Measures.add(
          detail,
          "LINE " + name(po1, i + 1) + " ITEM " + Items.among(po1, 6),
          po1,
          2,
          po1.element(3));
    }
    milestone(
        header,
        "order-answer/" + number,
        orCreated(answered),
        bak.element(2).startsWith("R") ? "ORDER_REJECTED" : "ORDER_ACKNOWLEDGED",
        bak.element(2),
        detail.build());
    int count = 0;
    for (Segments line : lines) {
      count++;
      line(header, number, line, count, orCreated(answered));
    }
  }

  private void line(MessageHeader header, String number, Segments line, int count, When answered) {
    Segment po1 = line.head();
    String name = name(po1, count);
    String item = Items.among(po1, 6);
    int state = 0;
    for (Segment ack : line.all("ACK")) {
      state++;
      if (rejected(po1, ack)) {
        continue;
      }
      When scheduled = when(ack, 5, 0, 0);
      Detail detail = new Detail("X12-668").text("Line " + name + ", item " + item);
      Measures.add(detail, "ORDERED", po1, 2, po1.element(3));
      Measures.add(detail, "ACKNOWLEDGED", ack, 2, ack.element(3));
      detail.reference(header.reference());
      if (scheduled != null) {
        detail.text(ack.element(4) + " " + ack.element(5));
      }
      milestone(
          header,
          "order-answer/" + number + "/" + name + "/" + state,
          answered,
          meaning(ack.element(1)),
          ack.element(1),
          detail.build());
    }
  }

  private static String name(Segment po1, int count) {
    return po1.has(1) ? po1.element(1) : String.valueOf(count);
  }

  /** X12 data element 668. */
  private static String meaning(String code) {
    return switch (code) {
      case "IA", "AC", "AR" -> "ORDER_LINE_ACCEPTED";
      case "AA", "BP", "DR", "IC", "IE", "IP", "IQ", "IS", "SP" -> "ORDER_LINE_CHANGED";
      case "IB" -> "ORDER_LINE_BACKORDERED";
      case "IF", "IH", "IW" -> "ORDER_LINE_HELD";
      case "ID" -> "ORDER_LINE_DELETED";
      case "IR", "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8" -> "ORDER_LINE_REJECTED";
      default -> "X12-" + code;
    };
  }
}
