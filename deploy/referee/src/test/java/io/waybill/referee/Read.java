package io.waybill.referee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What the referee reads in one message, told in short for tests. */
final class Read {

  private static final long RECORDED = Instant.parse("2026-02-01T00:00:00Z").toEpochMilli();

  private final Evidence evidence = new Evidence();

  private Read() {}

  static Read of(String partner, String body) {
    Read read = new Read();
    try {
      new MessageReader(read.evidence).read(partner, body, RECORDED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read;
  }

  /** One interchange, whose segments end with a line. */
  static Read x12(String partner, String set, String segments) {
    return of(partner, interchange(set, segments));
  }

  static String interchange(String set, String segments) {
    String isa =
        "ISA*00*          *00*          *ZZ*SENDER         *ZZ*WAYBILL        *260105*1000*U*00401"
            + "*000000007*0*P*>~\n";
    String body = segments.strip().replace("\n", "~\n");
    return isa
        + "GS*XX*SENDER*WAYBILL*20260105*100030*7*X*004010~\nST*%s*0001~\n%s~\n"
            .formatted(set, body)
        + "SE*9*0001~\nGE*1*7~\nIEA*1*000000007~\n";
  }

  static Read edifact(String partner, String type, String segments) {
    return of(
        partner,
        "UNB+UNOC:3+SENDER+WAYBILL+260105:1000+7'\nUNH+1+%s:D:96A:UN'\n%s\nUNT+9+1'\nUNZ+1+7'"
            .formatted(type, segments.strip()));
  }

  /** For example {@code order/1 PO//P1 2026-01-05T00:00:00Z 0/2026-01-05T10:00:30Z}. */
  List<String> facts() {
    return evidence.facts.stream()
        .map(
            fact ->
                "%s %s/%s/%s %s %s%s"
                    .formatted(
                        fact.subject(),
                        fact.reference().type(),
                        fact.reference().issuer(),
                        fact.reference().value(),
                        Instant.ofEpochMilli(fact.occurredAt()),
                        told(fact.version()),
                        fact.cancelled() ? " cancelled" : ""))
        .toList();
  }

  List<Payload> payloads() {
    return evidence.facts.stream().map(Fact::payload).toList();
  }

  List<String> links() {
    return evidence.links.stream()
        .map(link -> "%s > %s".formatted(link.reference(), link.shipment()))
        .toList();
  }

  /** For example {@code 5 OWNER/ITEM ON_HAND@DC/GOOD > IN_TRANSIT@/GOOD}. */
  List<String> movements() {
    return evidence.movements.stream()
        .map(
            movement ->
                "%s %s/%s %s > %s%s"
                    .formatted(
                        movement.quantity().toPlainString(),
                        movement.owner(),
                        movement.item(),
                        told(movement.source()),
                        told(movement.target()),
                        movement.cancelled() ? " cancelled" : ""))
        .toList();
  }

  private static String told(Version version) {
    return version.revision() + "/" + Instant.ofEpochMilli(version.created());
  }

  private static String told(Movement.Place place) {
    return "%s@%s/%s".formatted(place.bucket(), place.node(), place.status());
  }

  static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  static long time(String text) {
    return Instant.parse(text).toEpochMilli();
  }
}
