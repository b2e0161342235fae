package io.waybill.local.replay;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static final List<String> FIGURES = List.of("billed", "credited", "accrued", "payable");

  static ErpState read(Connection connection) throws SQLException {
    TreeSet<String> lines = new TreeSet<>();
    try (Statement statement = connection.createStatement()) {
      statuses(statement, lines);
      Map<String, Map<String, BigDecimal>> net = net(statement, lines);
      StockFigures stock = stock(statement, lines);
      Sha256 sha256 = new Sha256();
      lines.forEach(sha256::text);
      return new ErpState(net, stock, sha256.hex());
    }
  }

  private static void statuses(Statement statement, Set<String> lines) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("SELECT shipment, state FROM erp.shipment_status")) {
      while (rows.next()) {
        lines.add("status|%s|%s".formatted(rows.getString("shipment"), rows.getString("state")));
      }
    }
  }

  private static Map<String, Map<String, BigDecimal>> net(Statement statement, Set<String> lines)
      throws SQLException {
    Map<String, Map<String, BigDecimal>> net = new LinkedHashMap<>();
    FIGURES.forEach(figure -> net.put(figure, new TreeMap<>()));
    try (ResultSet rows = statement.executeQuery("SELECT * FROM erp.net")) {
      while (rows.next()) {
        String currency = rows.getString("currency");
        for (String figure : FIGURES) {
          BigDecimal amount = rows.getBigDecimal(figure);
          net.get(figure).merge(currency, amount, BigDecimal::add);
          if (amount.signum() != 0) {
            lines.add(
                "%s|%s|%s|%s|%s"
                    .formatted(
                        figure,
                        rows.getString("shipment"),
                        rows.getString("account"),
                        currency,
                        Decimals.text(amount)));
          }
        }
      }
    }
    return net;
  }

  private static StockFigures stock(Statement statement, Set<String> lines) throws SQLException {
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
