package dev.partywall.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What docs/compared.md says, held against itself and against the tests that it names. */
final class ComparedPage {

  private static final Pattern FILE = Pattern.compile("(?m)^\\[([^\\]]+)\\]: (\\S+)$");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([AW]?\\d+) \\| (.+) \\| (.+) \\| (.+) \\|$");
  private static final Pattern TEST =
      Pattern.compile("\\[(?<class>\\w+)\\](?:\\[(?<label>[^\\]]+)\\])?(?:\\.(?<method>\\w+))?");
  private static final Pattern BEHAVIOUR = Pattern.compile("(same)(?:: .+)?|(better|left out): .+");
  private static final Pattern WEAKNESS = Pattern.compile("(impossible|closed)(?:: .+)?|(open): .+");
  private static final String NOTHING_TO_TRY = "–";
  private static final String NO_TEST = "no test";

  private final String text;
  private final Path docs;
  private final Map<String, String> files;
  private final List<String> mistakes = new ArrayList<>();

  /**
   * @param text the page
   * @param docs where its links begin
   */
  ComparedPage(String text, Path docs) {
    this.text = text;
    this.docs = docs;
    this.files = FILE.matcher(text).results().collect(Collectors.toMap(file -> file.group(1), file -> file.group(2)));
  }

  private record Row(String number, String what, String says, String tests) {}

  /** All that is wrong with it; empty if nothing is. */
  List<String> mistakes() {
    behaviours("ABP", 121);
    behaviours("VonaJS", 91);
    for (Row row : rows("Weaknesses")) {
      String verdict = verdict(row, WEAKNESS);
      tests(row, verdict.equals("impossible") || verdict.equals("open"));
    }
    files.forEach(this::file);
    return mistakes;
  }

  private void behaviours(String system, int number) {
    List<Row> rows = rows(system);
    List<String> numbers = IntStream.rangeClosed(1, number).mapToObj(Integer::toString).toList();
    if (!rows.stream().map(Row::number).toList().equals(numbers)) {
      mistakes.add(system + " does not have each behaviour from 1 to " + number + " once and in order");
    }
    List<String> verdicts = rows.stream().map(row -> behaviour(row)).toList();
    String counts =
        Stream.of("same", "better", "left out")
            .map(each -> Long.toString(verdicts.stream().filter(each::equals).count()))
            .collect(Collectors.joining(" | ", "| " + system + " | " + number + " | ", " |"));
    if (!text.contains(counts)) {
      mistakes.add("The page does not say " + counts);
    }
  }

  private String behaviour(Row row) {
    String verdict = verdict(row, BEHAVIOUR);
    tests(row, verdict.equals("left out"));
    return verdict;
  }

  private String verdict(Row row, Pattern verdicts) {
    Matcher verdict = verdicts.matcher(row.says());
    if (!verdict.matches()) {
      mistakes.add(row.number() + ": no verdict, or no reason, in " + row.says());
      return "none";
    }
    return verdict.group(1) == null ? verdict.group(2) : verdict.group(1);
  }

  /**
   * @param mayBeNone whether there may be nothing to try
   */
  private void tests(Row row, boolean mayBeNone) {
    if (row.tests().equals(NO_TEST) || mayBeNone && row.tests().equals(NOTHING_TO_TRY)) {
      return;
    }
    for (String test : row.tests().split(", ", -1)) {
      Matcher parts = TEST.matcher(test);
      if (parts.matches()) {
        test(row, parts);
      } else {
        mistakes.add(row.number() + ": " + test + " is no link to a test");
      }
    }
  }

  private void test(Row row, MatchResult test) {
    String file = files.get(test.group(test.group("label") == null ? "class" : "label"));
    String method = test.group("method");
    if (file == null || !file.endsWith("/" + test.group("class") + ".java")) {
      mistakes.add(row.number() + ": " + test.group() + " leads nowhere");
    } else if (method != null && !source(file).contains("void " + method + "(")) {
      mistakes.add(row.number() + ": there is no test " + test.group());
    }
  }

  private void file(String label, String file) {
    if (!Files.exists(docs.resolve(file))) {
      mistakes.add("There is no file " + file);
    }
    if (!FILE.matcher(text).replaceAll("").contains("[" + label + "]")) {
      mistakes.add(label + " is not used");
    }
  }

  private String source(String file) {
    try {
      return Files.exists(docs.resolve(file)) ? Files.readString(docs.resolve(file)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Row> rows(String section) {
    return Stream.of(text.split("(?m)^## ", -1))
        .filter(part -> part.startsWith(section))
        .flatMap(part -> ROW.matcher(part).results())
        .map(row -> new Row(row.group(1), row.group(2), row.group(3), row.group(4)))
        .toList();
  }
}
