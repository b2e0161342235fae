package io.waybill.operators.intake.profile;

import io.waybill.schemas.Bucket;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the columns of a row mean: an order line with what is known of its delivery and freight, a
 * milestone, a POD line, a count of stock, or several of these.
 *
 * @param separator between fields; fields may be quoted with {@code "}
 * @param encoding of the bytes
 * @param decimal the decimal mark, point or comma; the other one may separate thousands
 * @param columns names in the order of the file, which is its header line
 * @param absent words that mean "no value" in any column
 * @param datePatterns of {@link java.time.format.DateTimeFormatter}, in English; a date is 00:00
 *     UTC
 * @param timePatterns of the same, for a date with a time; local to the profile's zone
 * @param identity column of the row's identity; null when its content is its identity
 * @param recorded column of the date on which the source recorded the row; null when it does not
 *     tell, then the newest row stands
 * @param shipment which shipment a row is about
 * @param order the order line; null when rows do not tell
 * @param delivery its shipping and delivery; null when rows do not tell
 * @param freight what carrying it cost; null when rows do not tell
 * @param stock where it came from; null when its stock is not kept
 * @param milestone something that happened to the shipment; null when rows do not tell
 * @param pod a delivered line; null when rows do not tell
 * @param count of stock; null when rows do not tell
 */
public record CsvMapping(
    char separator,
    String encoding,
    char decimal,
    List<String> columns,
    Words absent,
    List<String> datePatterns,
    List<String> timePatterns,
    String identity,
    String recorded,
    ShipmentColumn shipment,
    Order order,
    Delivery delivery,
    Freight freight,
    Stock stock,
    MilestoneColumns milestone,
    PodColumns pod,
    CountColumns count)
    implements Serializable {

  public Charset charset() {
    return Charset.forName(encoding);
  }

  /**
   * @param type of the reference; SHIPMENT for the shipment's own name
   * @param issuer who gave it; empty for a name that is unique by itself
   * @param column null when rows are about no shipment
   */
  public record ShipmentColumn(String type, String issuer, String column) implements Serializable {}

  /**
   * Names are of columns; all but code and occurred may be null.
   *
   * @param codes the partner's words for canonical codes; a code that it lacks stays as it is
   */
  public record MilestoneColumns(
      String code,
      String occurred,
      String location,
      String reason,
      String text,
      String carrier,
      Map<String, String> codes)
      implements Serializable {}

  /**
   * Names are of columns; damaged and refused may be null.
   *
   * @param signed true or false; null when a POD is signed that says by whom
   * @param signedBy column; null when there is none
   * @param owner whose stock it was; null when the POD moves none
   */
  public record PodColumns(
      String pod,
      CsvValue signed,
      String signedBy,
      String occurred,
      String line,
      String item,
      String quantity,
      String damaged,
      String refused,
      CsvValue unit,
      CsvValue owner)
      implements Serializable {}

  /**
   * Names are of columns.
   *
   * @param status of the goods that were counted
   * @param lot column; null when there is none
   */
  public record CountColumns(
      CsvValue owner,
      String item,
      String quantity,
      CsvValue unit,
      String node,
      CsvValue status,
      String lot,
      String counted)
      implements Serializable {}

  /**
   * Names are of columns.
   *
   * @param ordered column of the date of the order; the recorded date stands in for it
   * @param deliverBy column of the last day of a delivery in time; null when there is none
   * @param statedValue column; null when there is none
   * @param insurance column; null when there is none
   */
  public record Order(
      String line,
      String customer,
      String item,
      String quantity,
      String unitPrice,
      String statedValue,
      String insurance,
      String ordered,
      String deliverBy,
      CsvValue unit,
      CsvValue currency)
      implements Serializable {}

  /**
   * The delivery record is the proof of delivery.
   *
   * @param shipped column of the date
   * @param delivered column of the date; absent in a row that was not delivered yet
   * @param signed true or false: whether such a record counts as signed
   * @param milestone canonical code of the delivery
   */
  public record Delivery(String shipped, String delivered, CsvValue signed, String milestone)
      implements Serializable {}

  /**
   * @param carrier who bills
   * @param cost column: an amount, a reference to the row whose bill it shares, or words
   * @param sharedBill matches such a reference; its first group is the other row's identity
   * @param none words in the cost column that mean there is no bill
   * @param weight column in kilograms; null when there is none
   * @param weightElsewhere words in the weight column that mean the line has none of its own
   */
  public record Freight(
      CsvValue carrier,
      String cost,
      Pattern sharedBill,
      Words none,
      String weight,
      Words weightElsewhere)
      implements Serializable {}

  /**
   * @param owner of the stock
   * @param route column that says where the goods come from
   * @param origins its words
   */
  public record Stock(CsvValue owner, String route, Map<String, Origin> origins)
      implements Serializable {}

  /** Where goods are before they are shipped; the node is empty where the bucket has none. */
  public record Origin(Bucket bucket, String node) implements Serializable {}
}
