package io.waybill.local.replay;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The net state of the ERP and of the stock, as the tables in PostgreSQL have it.
 *
 * @param net figure (billed, credited, accrued, payable) to currency to amount
 * @param stock movements and quantities
 * @param sha256 over all that is not zero: status by shipment, money by shipment, account and
 *     currency, quantity by position
 */
public record ErpState(
    Map<String, Map<String, BigDecimal>> net, StockFigures stock, String sha256) {

  /**
   * Stock over all positions.
   *
   * @param movements how many movements stand
   * @param conservationSum of all quantities; zero, or goods appeared from nowhere
   * @param atCustomer quantity at customers
   */
  public record StockFigures(long movements, BigDecimal conservationSum, BigDecimal atCustomer) {}

  static ErpState read(Connection connection) throws SQLException {
    Map<String, Map<String, BigDecimal>> net = new TreeMap<>();
    for (String figure : new String[] {"billed", "credited", "accrued", "payable"}) {
      net.put(figure, new TreeMap<>());
    }
    TreeSet<String> lines = new TreeSet<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT shipment, state FROM erp.shipment")) {
        while (rows.next()) {
          lines.add("status|%s|%s".formatted(rows.getString(1), rows.getString(2)));
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT figure, shipment, account, currency, amount FROM erp.net")) {
        while (rows.next()) {
          BigDecimal amount = rows.getBigDecimal(5);
          if (amount.signum() != 0) {
            net.computeIfAbsent(rows.getString(1), figure -> new TreeMap<>())
                .merge(rows.getString(4), amount, BigDecimal::add);
            lines.add(
                "%s|%s|%s|%s|%s"
                    .formatted(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        Decimals.text(amount)));
          }
        }
      }
      StockFigures stock = stock(statement, lines);
      Sha256 sha256 = new Sha256();
      lines.forEach(sha256::text);
      return new ErpState(net, stock, sha256.hex());
    }
  }

  private static StockFigures stock(Statement statement, TreeSet<String> lines)
      throws SQLException {
    long sides = 0;
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal atCustomer = BigDecimal.ZERO;
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT owner, item, bucket, node, status, quantity, movements"
                + " FROM view.stock_position")) {
      while (rows.next()) {
        BigDecimal quantity = rows.getBigDecimal(6);
        sides += rows.getLong(7);
        sum = sum.add(quantity);
        if (rows.getString(3).equals("CUSTOMER")) {
          atCustomer = atCustomer.add(quantity);
        }
        if (quantity.signum() != 0) {
          lines.add(
              "stock|%s|%s|%s|%s|%s|%s"
                  .formatted(
                      rows.getString(1),
                      rows.getString(2),
                      rows.getString(3),
                      rows.getString(4),
                      rows.getString(5),
                      Decimals.text(quantity)));
        }
      }
    }
    return new StockFigures(sides / 2, sum, atCustomer);
  }
}
