package io.waybill.operators.intake.x12;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** X12 data element 623: on which clock a time was read. */
final class TimeCodes {

  /** Codes that keep daylight saving time where it is kept, and those that say which one it is. */
  private static final Map<String, ZoneId> ZONES =
      Map.ofEntries(
          Map.entry("UT", ZoneOffset.UTC),
          Map.entry("GM", ZoneOffset.UTC),
          Map.entry("ET", ZoneId.of("America/New_York")),
          Map.entry("CT", ZoneId.of("America/Chicago")),
          Map.entry("MT", ZoneId.of("America/Denver")),
          Map.entry("PT", ZoneId.of("America/Los_Angeles")),
          Map.entry("AT", ZoneId.of("America/Anchorage")),
          Map.entry("HT", ZoneId.of("Pacific/Honolulu")),
          Map.entry("TT", ZoneId.of("America/Halifax")),
          Map.entry("NT", ZoneId.of("America/St_Johns")),
          Map.entry("ES", ZoneOffset.ofHours(-5)),
          Map.entry("ED", ZoneOffset.ofHours(-4)),
          Map.entry("CS", ZoneOffset.ofHours(-6)),
          Map.entry("CD", ZoneOffset.ofHours(-5)),
          Map.entry("MS", ZoneOffset.ofHours(-7)),
          Map.entry("MD", ZoneOffset.ofHours(-6)),
          Map.entry("PS", ZoneOffset.ofHours(-8)),
          Map.entry("PD", ZoneOffset.ofHours(-7)),
          Map.entry("AS", ZoneOffset.ofHours(-9)),
          Map.entry("AD", ZoneOffset.ofHours(-8)),
          Map.entry("HS", ZoneOffset.ofHours(-10)),
          Map.entry("HD", ZoneOffset.ofHours(-9)),
          Map.entry("TS", ZoneOffset.ofHours(-4)),
          Map.entry("TD", ZoneOffset.ofHours(-3)),
          Map.entry("NS", ZoneOffset.ofHoursMinutes(-3, -30)),
          Map.entry("ND", ZoneOffset.ofHoursMinutes(-2, -30)));

  private TimeCodes() {}

  static boolean isLocal(String code) {
    return code.isEmpty() || code.equals("LT");
  }

  /** 01 to 12 are hours ahead of UTC, 13 to 24 are 12 to 1 hours behind it. */
  static Optional<ZoneId> zone(String code) {
    if (code.length() == 2 && Numbers.areDigits(code, 0, 2)) {
      int number = Integer.parseInt(code);
      return number < 1 || number > 24
          ? Optional.empty()
          : Optional.of(ZoneOffset.ofHours(number <= 12 ? number : number - 25));
    }
    return Optional.ofNullable(ZONES.get(code));
  }
}
