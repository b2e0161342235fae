package io.waybill.operators.intake.x12;

import java.util.List;

/** The transaction sets that Waybill reads, and who reads each. */
public final class TransactionSets {

  private static final List<String> SETS =
      List.of(
          "180", "204", "210", "214", "310", "315", "322", "810", "820", "824", "846", "850", "855",
          "856", "861", "940", "943", "944", "945", "947", "990", "997");

  private TransactionSets() {}

  /** For documents: the numbers in their order. */
  public static List<String> all() {
    return SETS;
  }

  static boolean reads(String set) {
    return SETS.contains(set);
  }

  static String names() {
    return String.join(", ", SETS);
  }

  static TransactionFacts facts(Incoming incoming) {
    String set = incoming.transaction().st().element(1);
    return switch (set) {
      case "180" -> new ReturnFacts(incoming);
      case "204" -> new LoadTenderFacts(incoming);
      case "210" -> new FreightInvoiceFacts(incoming);
      case "214" -> new ShipmentStatusFacts(incoming);
      case "310" -> new OceanBillFacts(incoming);
      case "315" -> new OceanStatusFacts(incoming);
      case "322" -> new TerminalStatusFacts(incoming);
      case "810" -> new InvoiceFacts(incoming);
      case "820" -> new PaymentFacts(incoming);
      case "824" -> new ApplicationAdvice(incoming);
      case "846" -> new InventoryFacts(incoming);
      case "850" -> new PurchaseOrderFacts(incoming);
      case "855" -> new OrderAnswerFacts(incoming);
      case "856" -> new ShipNoticeFacts(incoming);
      case "861" -> new ReceivingAdviceFacts(incoming);
      case "940" -> new ShipOrderFacts(incoming);
      case "943" -> new TransferFacts(incoming);
      case "944" -> new ReceiptFacts(incoming);
      case "945" -> new ShippingAdviceFacts(incoming);
      case "947" -> new AdjustmentFacts(incoming);
      case "990" -> new TenderAnswerFacts(incoming);
      default -> throw new IllegalArgumentException(set + " is not read");
    };
  }
}
