package io.waybill.operators.intake.profile;

import io.waybill.operators.intake.message.Currencies;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns of a file, and how the keys of a mapping name them. */
final class CsvColumns {

  private final List<String> inOrder;
  private final Set<String> names;

  CsvColumns(ProfileSection csv) {
    inOrder = csv.texts("columns");
    names = new HashSet<>(inOrder);
    if (inOrder.isEmpty() || names.size() != inOrder.size()) {
      throw csv.refuse("csv.columns must list the columns of the file, each of them once.");
    }
  }

  List<String> inOrder() {
    return inOrder;
  }

  String column(ProfileSection section, String key) {
    String column = section.text(key);
    if (!names.contains(column)) {
      throw section.refuse(
          section.full(key) + " is '" + column + "', which is not among csv.columns.");
    }
    return column;
  }

  String optionalColumn(ProfileSection section, String key) {
    return section.has(key) ? column(section, key) : null;
  }

  /** A text that is the same for each row, or a section that names a column. */
  CsvValue value(ProfileSection section, String key) {
    return section.isSection(key)
        ? section.read(key, this::inColumn).orElseThrow()
        : new CsvValue.Constant(section.text(key));
  }

  private CsvValue inColumn(ProfileSection value) {
    return new CsvValue.InColumn(
        column(value, "column"),
        value.optionalSection("words").map(ProfileSection::words).orElse(Map.of()));
  }

  CsvValue currency(ProfileSection section, String key) {
    CsvValue value = value(section, key);
    for (String ours : value.ours()) {
      if (!Currencies.isCode(ours)) {
        throw section.refuse(
            section.full(key) + " has '" + ours + "': use a code of ISO 4217, such as USD.");
      }
    }
    return value;
  }

  CsvValue flag(ProfileSection section, String key) {
    CsvValue value = value(section, key);
    for (String ours : value.ours()) {
      if (!ours.equals("true") && !ours.equals("false")) {
        throw section.refuse(section.full(key) + " is '" + ours + "': it must be true or false.");
      }
    }
    return value;
  }
}
