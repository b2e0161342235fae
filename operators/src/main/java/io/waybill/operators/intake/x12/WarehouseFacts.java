package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.StockMoves;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Bucket;
import io.waybill.schemas.Reference;
import io.waybill.schemas.StockMovement;
import io.waybill.schemas.StockPlace;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What the messages between a depositor and its warehouse have in common. */
abstract class WarehouseFacts extends TransactionFacts {

  protected static final StockPlace CUSTOMER = new StockPlace(Bucket.CUSTOMER, "", StockMoves.GOOD);
  protected static final StockPlace SUPPLIER = new StockPlace(Bucket.SUPPLIER, "", StockMoves.GOOD);
  protected static final StockPlace ADJUSTMENT =
      new StockPlace(Bucket.ADJUSTMENT, "", StockMoves.GOOD);
  protected static final StockPlace SCRAP = new StockPlace(Bucket.SCRAP, "", StockMoves.GOOD);

  protected static final String DAMAGED = "DAMAGED";
  protected static final String HOLD = "HOLD";

  WarehouseFacts(Incoming incoming) {
    super(incoming);
  }

  /** Whose stock it is: the depositor that the message names, else the party of the envelope. */
  protected final String owner(String standIn) {
    return withoutSeparator(Parties.name(segments, standIn, "DE", "OW"));
  }

  /** Where the stock is: the warehouse that the message names, else the party of the envelope. */
  protected final String node(String standIn) {
    return Parties.name(segments, standIn, "WH", "SF");
  }

  protected static StockPlace onHand(String node, String status) {
    return new StockPlace(Bucket.ON_HAND, node, status);
  }

  /** The strongest of the names of the shipment; null when none is given. */
  protected static Reference strongest(String depositorOrder, String billOfLading, String order) {
    List<Reference> named = named(depositorOrder, billOfLading, order);
    return named.isEmpty() ? null : named.get(0);
  }

  /** The names of the shipment that are given, the strongest first. */
  protected static List<Reference> named(String depositorOrder, String billOfLading, String order) {
    List<Reference> named = new ArrayList<>(3);
    if (!depositorOrder.isEmpty()) {
      named.add(new Reference("DEPOSITOR_ORDER", "", depositorOrder));
    }
    if (!billOfLading.isEmpty()) {
      named.add(new Reference("BOL", "", billOfLading));
    }
    if (!order.isEmpty()) {
      named.add(new Reference("PO", "", order));
    }
    return named;
  }

  /** Moves a quantity that is above zero; a negative one moves back. */
  protected final void move(
      MessageHeader header,
      String subject,
      When when,
      String owner,
      String item,
      String unit,
      BigDecimal quantity,
      StockPlace source,
      StockPlace target) {
    boolean back = quantity.signum() < 0;
    new StockMoves(facts, header, owner)
        .moved(
            subject,
            new StockMovement(
                owner,
                item,
                quantity.abs().setScale(Decimals.SCALE),
                unit,
                back ? target : source,
                back ? source : target),
            when);
  }

  /** The name of an item is a part of a key. */
  protected static void requireKeyable(Segment segment, int number, String item) {
    if (item.indexOf('|') >= 0) {
      segment.invalid(number, Finding.INVALID_CHARACTER, "Leave out the character '|'.");
    }
  }
}
