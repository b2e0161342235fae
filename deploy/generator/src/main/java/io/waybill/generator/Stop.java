package io.waybill.generator;

/** Something that happens on the way, and when, to the minute. */
record Stop(Kind kind, long time) {

  /** What can happen, with the code of each list. */
  enum Kind {
    DEPARTED("AF", "24", "DEPA", "departing"),
    TERMINAL_ARRIVED("X4", "1", "ARRI", "arriving"),
    TERMINAL_DEPARTED("P1", "27", "LOAD", "loading"),
    DELAYED("SD", "25", "INSP", "holding"),
    DELIVERY_ARRIVED("X1", "59", "DISC", "unloading"),
    DELIVERED("D1", "21", "GTOT", "receiving");

    /** X12 data element 1650. */
    final String x12;

    /** UN/EDIFACT data element 9011. */
    final String edifact;

    /** DCSA has no word for a delivery: it ends at the gate. */
    final String dcsa;

    /** Business step of EPCIS, which has no word for a delivery either. */
    final String epcis;

    Kind(String x12, String edifact, String dcsa, String epcis) {
      this.x12 = x12;
      this.edifact = edifact;
      this.dcsa = dcsa;
      this.epcis = epcis;
    }

    /** The code in detail and the status that it belongs to. */
    String[] tracker(Dialect dialect) {
      if (dialect == Dialect.EASYPOST) {
        return switch (this) {
          case DEPARTED -> new String[] {"departed_origin_facility", "in_transit"};
          case TERMINAL_ARRIVED -> new String[] {"arrived_at_facility", "in_transit"};
          case TERMINAL_DEPARTED -> new String[] {"departed_facility", "in_transit"};
          case DELAYED -> new String[] {"delayed", "in_transit"};
          case DELIVERY_ARRIVED -> new String[] {"out_for_delivery", "out_for_delivery"};
          case DELIVERED -> new String[] {"arrived_at_destination", "delivered"};
        };
      }
      if (dialect == Dialect.AFTERSHIP) {
        return switch (this) {
          case DEPARTED -> new String[] {"InTransit_002", "InTransit"};
          case TERMINAL_ARRIVED -> new String[] {"InTransit_003", "InTransit"};
          case TERMINAL_DEPARTED -> new String[] {"InTransit_007", "InTransit"};
          case DELAYED -> new String[] {"Exception_004", "Exception"};
          case DELIVERY_ARRIVED -> new String[] {"OutForDelivery_001", "OutForDelivery"};
          case DELIVERED -> new String[] {"Delivered_001", "Delivered"};
        };
      }
      return switch (this) {
        case DEPARTED -> new String[] {"package_accepted", "TRANSIT"};
        case TERMINAL_ARRIVED -> new String[] {"package_arrived", "TRANSIT"};
        case TERMINAL_DEPARTED -> new String[] {"package_departed", "TRANSIT"};
        case DELAYED -> new String[] {"delayed", "TRANSIT"};
        case DELIVERY_ARRIVED -> new String[] {"out_for_delivery", "TRANSIT"};
        case DELIVERED -> new String[] {"delivered", "DELIVERED"};
      };
    }
  }

  Stop {
    time = Time.toMinute(time);
  }
}
