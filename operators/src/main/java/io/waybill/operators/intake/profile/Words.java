package io.waybill.operators.intake.profile;

import java.io.Serializable;
import java.util.List;

/**
 * A list of words of a partner. One that ends with {@code *} stands for all that begin like it.
 *
 * @param words as the profile lists them
 */
public record Words(List<String> words) implements Serializable {

  public static final Words NONE = new Words(List.of());

  public Words {
    words = List.copyOf(words);
  }

  public boolean contain(String text) {
    for (String word : words) {
      boolean matches =
          word.endsWith("*")
              ? text.startsWith(word.substring(0, word.length() - 1))
              : text.equals(word);
      if (matches) {
        return true;
      }
    }
    return false;
  }
}
