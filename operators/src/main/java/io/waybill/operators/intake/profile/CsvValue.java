package io.waybill.operators.intake.profile;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What many files say in a column, and others not at all since it is the same for each row: a unit,
 * a currency, an owner.
 */
public sealed interface CsvValue extends Serializable {

  /** What the profile itself says in our words; nothing of a column that has our words already. */
  List<String> ours();

  /** The same for each row. */
  record Constant(String text) implements CsvValue {
    @Override
    public List<String> ours() {
      return List.of(text);
    }
  }

  /**
   * What stands in a column, which must be filled in.
   *
   * @param words the partner's and ours: any other word is wrong; when there are none, the column
   *     has our words
   */
  record InColumn(String column, Map<String, String> words) implements CsvValue {

    public InColumn {
      words = new TreeMap<>(words);
    }

    @Override
    public List<String> ours() {
      return List.copyOf(words.values());
    }
  }
}
