package dev.quern.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.runtime.dump.DumpFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged dumps: whatever is wrong is said in one line with file, line and column. */
final class MalformedDumpTest {
  @TempDir private Path folder;
  private Path dump;

  @BeforeEach
  void dump() {
    dump = folder.resolve("dump");
    String program =
        "--program softmax --fusion off --device null --batch 2 --context 8 --width 16";
    Invocation made = Invocation.of("kernels list " + program + " --dump " + dump, List.of());
    assertEquals(0, made.code(), made.err());
  }

  private Path file(String name) {
    Path plan = DumpFolder.read(dump).plans().get(0).path();
    return dump.resolve(name.replace("PLAN", plan.getFileName().toString()));
  }

  private static String run(int code, String words) {
    Invocation run = Invocation.of(words, List.of());
    assertEquals(code, run.code(), run.err());
    return run.err();
  }

  /** In the first line that has it, {@code from} becomes {@code to}; the error points at it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "index.jsonl | \"schema\":1 | \"schema\":2 | 2 | \"schema\" is 2, this reads 1",
        "index.jsonl | \"folder\":\" | \"folder\":\"../ | \"../ | \"folder\" leads out of the dump",
        "index.jsonl | \"folder\":\" | \"folded\":\" | {\"kind\":\"plan | \"folder\" is missing, needs a text",
        "PLAN/index.jsonl | \"schema\":1 | \"schema\":\"1\" | \"1\" | \"schema\" is a text, needs a whole number",
        "PLAN/index.jsonl | \"kernels\":5 | \"kernels\":7 | 7, | \"kernels\" is 7, but there are lines of 5",
        "PLAN/index.jsonl | \"buffer\":1 | \"buffer\":9 | 9 | \"buffer\" is 9, needs 1",
        "PLAN/index.jsonl | \"first\":1 | \"first\":77 | 77 | \"first\" is 77, there are 1 to 5",
        "PLAN/index.jsonl | \"launches\":[2] | \"launches\":2 | 2,\"phases | \"launches\" is the whole number 2, needs a list",
        "PLAN/index.jsonl | \"launches\":[2] | \"launches\":[2.5] | 2.5 | \"launches\" holds the number 2.5, needs whole numbers",
        "PLAN/index.jsonl | \"launches\":[2] | \"launches\":[22] | 22 | \"launches\" holds 22, there are 1 to 5",
        "PLAN/index.jsonl | \"files\":[{ | \"files\":[7,{ | 7,{ | is the whole number 7, needs an object",
        "PLAN/index.jsonl | \"launch\":3,\"kernel\":3 | \"launch\":3,\"kernel\":33 | 33 | \"kernel\" is 33, there are 1 to 5",
        "PLAN/index.jsonl | \"buffers\":[2, | \"buffers\":[2,true, | true | \"buffers\" holds true, needs whole numbers",
        "PLAN/index.jsonl | \"buffers\":[2, | \"buffers\":[-4, | -4 | \"buffers\" holds -4, there are 0 to 5",
        "PLAN/index.jsonl | \"stores\":[ | \"stores\":[99, | 99 | \"stores\" holds 99, there are -1 to 9",
        "PLAN/index.jsonl | \"readers\":[ | \"readers\":[0, | 0, | \"readers\" holds 0, there are 1 to 5",
        "PLAN/index.jsonl | \"readers\":[ | \"readers\":[12345678901, | 12345678901 | \"readers\" holds 12345678901, needs numbers of 32 bits",
        "PLAN/reasons.jsonl | \"done\":true | \"done\":1 | 1, | \"done\" is the whole number 1, needs true or false",
        "PLAN/reasons.jsonl | \"node\":9 | \"node\":10 | 10 | \"node\" is 10, there are -1 to 9",
        "PLAN/reasons.jsonl | \"kernel\":1 | \"kernel\":6 | 6 | \"kernel\" is 6, there are 1 to 5",
        "PLAN/nodes.jsonl | \"node\":3,\"op\" | \"node\":\"3\",\"op\" | \"3\" | \"node\" is a text, needs a whole number",
        "PLAN/nodes.jsonl | \"sources\":[0] | \"sources\":[5] | 5] | \"sources\" holds 5, needs 0",
        "PLAN/nodes.jsonl | \"sources\":[0] | \"sources\":null | null | null, needs a value",
      })
  void wrongMembersAreNamedWithLineAndColumn(
      String name, String from, String to, String at, String problem) throws IOException {
    Path file = file(name);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    int line = 0;
    while (!lines.get(line).contains(from)) {
      line++;
    }
    int changed = lines.get(line).indexOf(from);
    lines.set(
        line, lines.get(line).replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
    Files.write(file, lines);
    int column = lines.get(line).indexOf(at, at.startsWith("{") ? 0 : changed) + 1;
    String place = file + ": line " + (line + 1) + ", column " + column + ": ";
    assertEquals(
        "quern kernels explain: " + place + problem,
        run(1, "kernels explain --dump " + dump).strip());
  }

  @Test
  void malformedDumpIsRefusedWithLineAndColumn() throws IOException {
    Path bad = folder.resolve("bad");
    Files.createDirectories(bad);
    Files.writeString(
        bad.resolve("index.jsonl"), "{\"kind\":\"dump\",\"schema\":1}\n{\"kind\":oops}\n");
    String err = run(1, "kernels list --dump " + bad);
    assertTrue(err.contains("line 2, column "), err);
    assertTrue(run(1, "kernels diff " + bad + " " + dump).contains("line 2, column "));
    assertTrue(
        run(1, "kernels diff " + folder.resolve("none") + " " + dump).contains("no such folder"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAN/index.jsonl", "PLAN/reasons.jsonl", "PLAN/nodes.jsonl"})
  void fileThatTheDumpListsAndThatIsGoneIsNamed(String name) throws IOException {
    Path file = file(name);
    Files.delete(file);
    String err = run(1, "kernels explain --dump " + dump).strip();
    assertEquals("quern kernels explain: " + file + ": no such file or folder", err);
  }

  /** What may become of a line of JSON. */
  private static List<String> corrupted(String line) {
    List<String> bad = new ArrayList<>();
    bad.add(line.substring(0, line.length() / 2));
    bad.add(line.replaceFirst("\\{", "["));
    bad.add(line + line);
    bad.add("7");
    bad.add("null");
    bad.add(line.replaceAll("(?<=:)\\d+", "\"many\"")); // numbers, texts and lists of another kind
    bad.add(line.replaceAll("(?<=:)\\d+", "-3"));
    bad.add(line.replaceAll("(?<=:)\\d+", "99999999999999999999"));
    bad.add(line.replaceAll("(?<=:)\"[^\"]*\"", "0"));
    bad.add(line.replaceAll("(?<=:)\"[^\"]*\"", "\"\\\\u0000../../none\""));
    bad.add(line.replaceAll("\\[[^\\[\\]]*]", "{}"));
    bad.add(line.replaceAll(",\"[^\"]*\":\\d+", ""));
    return bad;
  }

  /** Reads the dump by each command that does; whatever is wrong there is said in one line. */
  @ParameterizedTest
  @ValueSource(
      strings = {"index.jsonl", "PLAN/index.jsonl", "PLAN/reasons.jsonl", "PLAN/nodes.jsonl"})
  void anyCorruptionOfADumpIsReadOrRefusedInOneLine(String name) throws IOException {
    Path file = file(name);
    List<String> lines = Files.readAllLines(file);
    List<String> problems = new ArrayList<>();
    int refused = 0;
    for (int at : new int[] {0, lines.size() / 2, lines.size() - 1}) {
      for (String bad : corrupted(lines.get(at))) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(at, bad);
        Files.write(file, changed);
        for (String command : List.of("list --sort time", "explain", "show 2")) {
          Invocation run = Invocation.of("kernels " + command + " --dump " + dump, List.of());
          refused += run.err().isEmpty() ? 0 : 1;
          String err = run.err().strip();
          boolean clear =
              err.isEmpty()
                  || err.contains("the dump holds no plan")
                  || run.code() != 0
                      && err.lines().count() == 1
                      && err.matches(".*" + dump + ".*line \\d+, column \\d+: .*");
          if (!clear) {
            problems.add(
                command + ", " + bad.substring(0, Math.min(60, bad.length())) + ": " + err);
          }
        }
      }
    }
    assertEquals("", String.join("\n", problems.subList(0, Math.min(12, problems.size()))));
    assertTrue(refused > 10, refused + " refused");
  }
}
