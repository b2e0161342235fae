package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.MessageType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The transaction sets that Waybill reads, and who reads each. */
public final class TransactionSets {

  private record Reader(MessageType type, Function<Incoming, TransactionFacts> facts) {}

  private static final Map<String, Reader> READERS =
      readers(
          new Reader(ReturnFacts.TYPE, ReturnFacts::new),
          new Reader(LoadTenderFacts.TYPE, LoadTenderFacts::new),
          new Reader(FreightInvoiceFacts.TYPE, FreightInvoiceFacts::new),
          new Reader(ShipmentStatusFacts.TYPE, ShipmentStatusFacts::new),
          new Reader(OceanBillFacts.TYPE, OceanBillFacts::new),
          new Reader(OceanStatusFacts.TYPE, OceanStatusFacts::new),
          new Reader(TerminalStatusFacts.TYPE, TerminalStatusFacts::new),
          new Reader(InvoiceFacts.TYPE, InvoiceFacts::new),
          new Reader(PaymentFacts.TYPE, PaymentFacts::new),
          new Reader(ApplicationAdvice.TYPE, ApplicationAdvice::new),
          new Reader(InventoryFacts.TYPE, InventoryFacts::new),
          new Reader(PurchaseOrderFacts.TYPE, PurchaseOrderFacts::new),
          new Reader(OrderAnswerFacts.TYPE, OrderAnswerFacts::new),
          new Reader(ShipNoticeFacts.TYPE, ShipNoticeFacts::new),
          new Reader(ReceivingAdviceFacts.TYPE, ReceivingAdviceFacts::new),
          new Reader(ShipOrderFacts.TYPE, ShipOrderFacts::new),
          new Reader(TransferFacts.TYPE, TransferFacts::new),
          new Reader(ReceiptFacts.TYPE, ReceiptFacts::new),
          new Reader(ShippingAdviceFacts.TYPE, ShippingAdviceFacts::new),
          new Reader(AdjustmentFacts.TYPE, AdjustmentFacts::new),
          new Reader(TenderAnswerFacts.TYPE, TenderAnswerFacts::new),
          // It gives no facts: X12Decoder has it recorded.
          new Reader(ReceivedAcknowledgement.TYPE, null));

  private TransactionSets() {}

  private static Map<String, Reader> readers(Reader... all) {
    Map<String, Reader> readers = new LinkedHashMap<>();
    for (Reader reader : all) {
      readers.put(reader.type().message(), reader);
    }
    return readers;
  }

  /** For documents: what each set is, in the order of their numbers. */
  public static List<MessageType> types() {
    return READERS.values().stream().map(Reader::type).toList();
  }

  static boolean reads(String set) {
    return READERS.containsKey(set);
  }

  static String names() {
    return String.join(", ", READERS.keySet());
  }

  static TransactionFacts facts(Incoming incoming) {
    return READERS.get(incoming.transaction().st().element(1)).facts().apply(incoming);
  }
}
