package io.waybill.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/requirements.md} is generated from the tags of the tests: {@code ./mvnw -pl
 * deploy/local -am test -Ddocs.write=true} writes it, and this test fails when it is out of date.
 */
class RequirementsTableTest {

  private static final Path ROOT = Path.of("..", "..");
  private static final Pattern TAG_OR_TARGET =
      Pattern.compile(
          "@Tag\\(\"R-([A-Z]\\d+)\"\\)|\\bclass (\\w+)|\\b(?:void|DynamicTest>) (\\w+)\\(");

  @Test
  void theDocumentSaysWhatTheTagsSay() throws IOException {
    Path document = ROOT.resolve("docs").resolve("requirements.md");
    String expected = document();
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(document, expected);
    }
    assertThat(Files.readString(document))
        .as("write it with ./mvnw -pl deploy/local -am test -Ddocs.write=true")
        .isEqualTo(expected);
  }

  private static String document() throws IOException {
    TreeMap<String, TreeSet<String>> testsByRow = new TreeMap<>(RequirementsTableTest::compareRows);
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file :
          files
              .filter(path -> path.toString().contains("/src/test/java/"))
              .filter(path -> path.toString().endsWith(".java"))
              .sorted()
              .toList()) {
        collect(Files.readString(file), testsByRow);
      }
    }
    StringBuilder text = new StringBuilder();
    text.append("# Requirements and the tests that show them\n\n");
    text.append("A row is shown as far as its tests go; a row that is not here is open.\n\n");
    text.append("| row | tests |\n| --- | --- |\n");
    testsByRow.forEach(
        (row, tests) ->
            text.append("| ")
                .append(row)
                .append(" | ")
                .append(String.join("<br>", tests))
                .append(" |\n"));
    return text.toString();
  }

  private static void collect(String source, TreeMap<String, TreeSet<String>> testsByRow) {
    Matcher matcher = TAG_OR_TARGET.matcher(source);
    List<String> rows = new ArrayList<>();
    String testClass = null;
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        rows.add(matcher.group(1));
      } else {
        if (matcher.group(2) != null && testClass == null) {
          testClass = matcher.group(2);
        }
        String target = matcher.group(3) == null ? testClass : testClass + "." + matcher.group(3);
        for (String row : rows) {
          testsByRow.computeIfAbsent(row, missing -> new TreeSet<>()).add("`" + target + "`");
        }
        rows.clear();
      }
    }
  }

  /** S1 before S10, and S before P as the letters come. */
  private static int compareRows(String one, String other) {
    int letter = Character.compare(one.charAt(0), other.charAt(0));
    return letter != 0
        ? letter
        : Integer.compare(Integer.parseInt(one.substring(1)), Integer.parseInt(other.substring(1)));
  }
}
