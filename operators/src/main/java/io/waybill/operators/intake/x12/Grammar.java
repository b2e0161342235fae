package io.waybill.operators.intake.x12;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The declared rules of the segments and elements that become facts, {@code x12/grammar.txt}. Read
 * once for all decoders.
 */
final class Grammar {

  private static final String RESOURCE = "/x12/grammar.txt";
  private static final Grammar ONLY = read();

  /** What an element may hold. */
  enum Type {
    AN,
    ID,
    DT,
    TM,
    R,
    N
  }

  /**
   * @param position in the segment, from 1
   * @param number X12 data element
   */
  record ElementRule(int position, boolean mandatory, int number, Type type, int least, int most) {}

  /**
   * @param segments that stand at least once
   * @param loops of its segments, as far as they stand in one
   */
  record TransactionRule(List<String> segments, Map<String, String> loops) {}

  private final Map<String, List<ElementRule>> segments = new TreeMap<>();
  private final Map<String, Integer> pairs = new TreeMap<>();
  private final Map<String, TransactionRule> transactions = new TreeMap<>();

  private Grammar() {}

  static Grammar get() {
    return ONLY;
  }

  /** Empty for a segment of which nothing becomes a fact. */
  List<ElementRule> elements(String tag) {
    return segments.getOrDefault(tag, List.of());
  }

  /** From which element on a segment has pairs of qualifier and number; 0 when it has none. */
  int pairsFrom(String tag) {
    return pairs.getOrDefault(tag, 0);
  }

  /** Null for a transaction set that Waybill does not read. */
  TransactionRule transaction(String set) {
    return transactions.get(set);
  }

  /** The X12 number of the data element that stands there; 0 when no rule names it. */
  int dataElement(String tag, int position) {
    for (ElementRule rule : elements(tag)) {
      if (rule.position() == position) {
        return rule.number();
      }
    }
    return 0;
  }

  private static Grammar read() {
    Grammar grammar = new Grammar();
    List<String[]> segmentLines = new ArrayList<>();
    Map<String, ElementRule> elements = new TreeMap<>();
    try (InputStream in = Grammar.class.getResourceAsStream(RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.strip().split(" +");
        switch (words[0]) {
          case "element" ->
              elements.put(
                  words[1],
                  new ElementRule(
                      0,
                      false,
                      Integer.parseInt(words[1]),
                      Type.valueOf(words[2]),
                      Integer.parseInt(words[3]),
                      Integer.parseInt(words[4])));
          case "segment" -> segmentLines.add(words);
          case "transaction" -> grammar.transactions.put(words[1], transaction(words));
          case "", "#" -> {
            // Blank or a comment.
          }
          default -> throw new IllegalStateException(RESOURCE + ": " + line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String[] words : segmentLines) {
      List<ElementRule> rules = new ArrayList<>();
      for (int i = 2; i < words.length; i++) {
        if (words[i].endsWith("..")) {
          grammar.pairs.put(words[1], Integer.parseInt(words[i].replace("..", "")));
        } else {
          rules.add(rule(words[i], elements));
        }
      }
      grammar.segments.put(words[1], List.copyOf(rules));
    }
    return grammar;
  }

  private static ElementRule rule(String word, Map<String, ElementRule> elements) {
    int equals = word.indexOf('=');
    boolean mandatory = word.charAt(equals - 1) == '!';
    ElementRule element = elements.get(word.substring(equals + 1));
    if (element == null) {
      throw new IllegalStateException(RESOURCE + ": " + word + " names no element");
    }
    return new ElementRule(
        Integer.parseInt(word.substring(0, mandatory ? equals - 1 : equals)),
        mandatory,
        element.number(),
        element.type(),
        element.least(),
        element.most());
  }

  private static TransactionRule transaction(String[] words) {
    List<String> mandatory = new ArrayList<>();
    Map<String, String> loops = new TreeMap<>();
    for (int i = 2; i < words.length; i++) {
      String[] sides = words[i].split("@");
      String tag = sides[0].replace("!", "");
      if (sides[0].endsWith("!")) {
        mandatory.add(tag);
      }
      if (sides.length > 1) {
        loops.put(tag, sides[1]);
      }
    }
    return new TransactionRule(List.copyOf(mandatory), Map.copyOf(loops));
  }
}
