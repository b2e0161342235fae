package io.waybill.operators.intake.json.dcsa;

import io.waybill.operators.intake.message.MessageType;
import java.util.List;
import java.util.Map;

/**
 * DCSA's codes, of version 2 (four letters) and 3 (words), as canonical words. What version 3 says
 * in words is canonical as it is.
 */
final class DcsaCodes {

  private static final Map<String, String> EVENTS =
      Map.ofEntries(
          Map.entry("ARRI", "ARRIVED"),
          Map.entry("DEPA", "DEPARTED"),
          Map.entry("LOAD", "LOADED"),
          Map.entry("DISC", "DISCHARGED"),
          Map.entry("GTIN", "GATED_IN"),
          Map.entry("GTOT", "GATED_OUT"),
          Map.entry("STUF", "STUFFED"),
          Map.entry("STRP", "STRIPPED"),
          Map.entry("PICK", "PICKED_UP"),
          Map.entry("DROP", "DROPPED_OFF"),
          Map.entry("INSP", "INSPECTED"),
          Map.entry("RSEA", "RESEALED"),
          Map.entry("RMVD", "REMOVED"),
          Map.entry("AVPU", "AVAILABLE_FOR_PICKUP"),
          Map.entry("AVDO", "AVAILABLE_FOR_DROP_OFF"),
          Map.entry("CUSS", "CUSTOMS_SELECTED_FOR_SCAN"),
          Map.entry("CUSI", "CUSTOMS_SELECTED_FOR_INSPECTION"),
          Map.entry("CUSR", "CUSTOMS_RELEASED"),
          Map.entry("CROS", "CROSSED"),
          Map.entry("LOC", "POSITION"),
          Map.entry("BREADCRUMB", "POSITION"),
          Map.entry("DRO", "DOOR_OPENED"),
          Map.entry("DRC", "DOOR_CLOSED"),
          Map.entry("DETC", "DETECTED"),
          Map.entry("MEAS", "MEASURED"),
          Map.entry("ADJU", "ADJUSTED"));

  private static final Map<String, String> STATES =
      Map.ofEntries(
          Map.entry("RECE", "RECEIVED"),
          Map.entry("DRFT", "DRAFTED"),
          Map.entry("PENA", "PENDING_APPROVAL"),
          Map.entry("PENU", "PENDING_UPDATE"),
          Map.entry("PENC", "PENDING_CONFIRMATION"),
          Map.entry("REJE", "REJECTED"),
          Map.entry("APPR", "APPROVED"),
          Map.entry("ISSU", "ISSUED"),
          Map.entry("SURR", "SURRENDERED"),
          Map.entry("SUBM", "SUBMITTED"),
          Map.entry("VOID", "VOIDED"),
          Map.entry("CONF", "CONFIRMED"),
          Map.entry("REQS", "REQUESTED"),
          Map.entry("CMPL", "COMPLETED"),
          Map.entry("HOLD", "ON_HOLD"),
          Map.entry("RELS", "RELEASED"),
          Map.entry("CANC", "CANCELLED"),
          Map.entry("DECL", "DECLINED"));

  private static final Map<String, String> DOCUMENTS =
      Map.ofEntries(
          Map.entry("BKG", "BOOKING"),
          Map.entry("CBR", "BOOKING_REQUEST"),
          Map.entry("CARRIER_BOOKING_REQUEST", "BOOKING_REQUEST"),
          Map.entry("SHI", "SHIPPING_INSTRUCTION"),
          Map.entry("SHIPPING_INSTRUCTIONS", "SHIPPING_INSTRUCTION"),
          Map.entry("TRD", "TRANSPORT_DOCUMENT"),
          Map.entry("BOL", "TRANSPORT_DOCUMENT"),
          Map.entry("SRM", "SHIPMENT_RELEASE_MESSAGE"),
          Map.entry("DEI", "DELIVERY_INSTRUCTIONS"),
          Map.entry("DEO", "DELIVERY_ORDER"),
          Map.entry("TRO", "TRANSPORT_ORDER"),
          Map.entry("CRO", "CONTAINER_RELEASE_ORDER"),
          Map.entry("ARN", "ARRIVAL_NOTICE"),
          Map.entry("VGM", "VERIFIED_GROSS_MASS"),
          Map.entry("CAS", "CARGO_SURVEY"),
          Map.entry("CUS", "CUSTOMS_INSPECTION"),
          Map.entry("DGD", "DANGEROUS_GOODS_DECLARATION"),
          Map.entry("OOG", "OUT_OF_GAUGE_DECLARATION"),
          Map.entry("CQU", "CONTRACT_QUOTATION"),
          Map.entry("INV", "INVOICE"));

  /** Types of references that mean the same as ours. */
  private static final Map<String, String> REFERENCES =
      Map.ofEntries(
          Map.entry("BKG", "BOOKING"),
          Map.entry("TRD", "BOL"),
          Map.entry("TRANSPORT_DOCUMENT", "BOL"),
          Map.entry("EQ", "CONTAINER"),
          Map.entry("EQUIPMENT_REFERENCE", "CONTAINER"),
          Map.entry("PURCHASE_ORDER_REFERENCE", "PO"),
          Map.entry("INV", "INVOICE"),
          Map.entry("FF", "FORWARDER"),
          Map.entry("FREIGHT_FORWARDERS_REFERENCE", "FORWARDER"),
          Map.entry("SI", "SHIPPER"),
          Map.entry("SHIPPERS_REFERENCE", "SHIPPER"),
          Map.entry("CR", "CUSTOMER"),
          Map.entry("CUSTOMERS_REFERENCE", "CUSTOMER"),
          Map.entry("AAO", "CONSIGNEE"),
          Map.entry("CONSIGNEES_REFERENCE", "CONSIGNEE"));

  /** What each type of event is. */
  static final List<MessageType> TYPES =
      List.of(
          MessageType.of("shipment", "SHIPMENT event: what became of a document")
              .facts("Milestone")
              .milestones(DOCUMENTS.values().stream().map(about -> about + "_*").toList())
              .about("BOL, BOOKING")
              .note("The code is the document and its state, such as BOOKING_CONFIRMED.")
              .gaps("parties of the document"),
          event("transport", "TRANSPORT event: a vessel, train, truck or barge at its call"),
          event("equipment", "EQUIPMENT event: a container"),
          event("iot", "IOT event of version 3: a sensor of a container"),
          event("reefer", "REEFER event of version 3: a refrigerated container"));

  private static MessageType event(String message, String title) {
    return MessageType.of(message, title)
        .facts("Milestone")
        .milestones(EVENTS.values())
        .milestones("RETRACTED")
        .about("BOL, BOOKING, CONTAINER")
        .note("A word of version 3 that is not in this list is a code as it is.")
        .gaps("previous and next places, the code of the service");
  }

  private DcsaCodes() {}

  /**
   * @param type of the event: SHIPMENT, TRANSPORT, EQUIPMENT ...
   * @param document of a SHIPMENT event; or empty
   */
  static String canonical(String type, String code, String document) {
    if (type.equals("SHIPMENT")) {
      String state = STATES.get(code);
      String about = document.isEmpty() ? type : DOCUMENTS.getOrDefault(document, document);
      return state == null && !isWord(code) ? unknown(code) : about + "_" + or(state, code);
    }
    String event = EVENTS.get(code);
    return event == null && !isWord(code) ? unknown(code) : or(event, code);
  }

  static String referenceType(String type) {
    return REFERENCES.getOrDefault(type, type);
  }

  /** Version 2 has codes of three or four letters, version 3 has words. */
  private static boolean isWord(String code) {
    return code.length() > 4;
  }

  private static String or(String canonical, String code) {
    return canonical == null ? code : canonical;
  }

  private static String unknown(String code) {
    return "DCSA-" + code;
  }
}
