package dev.quern.runtime.replay;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.io.BadFileException;
import dev.quern.runtime.Devices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgramTextTest {
  @TempDir Path folder;

  private ProgramText read(String text) throws IOException {
    Path file = folder.resolve("text");
    Files.writeString(file, text.replace("\\n", "\n"));
    return ProgramText.read(file, List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                     | line 1, column 1
          '// only a comment'                                    | line 1, column 1
          '%0 = bogus f32[4]'                                    | line 1, column 6
          '%0 = buffer f32[4] {#0}\\n%1 = exp f32[5] %0\\nreturn %1' | line 2, column
          '%0 = buffer f32[4] {#0}\\nreturn %7'                  | line 2, column 8
          '%0 = buffer f32[4] {#0}'                              | line 1, column 1
          'nest "k"\\nargument f99 4\\n\\nkernel:'               | line 2, column 1
          'nest "k"\\nargument f32 4\\n'                         | line 3, column 1
          'kernel:\\n  phase:'                                   | line 1, column 1
          """)
  void malformedTextIsRefusedWithLineAndColumn(String text, String where) {
    BadFileException e = assertThrows(BadFileException.class, () -> read(text));
    assertTrue(e.getMessage().contains(where), e.getMessage());
  }

  @Test
  void graphAndNestRunAsTheyMean() throws IOException {
    String graph = "%0 = buffer f32[3, 50] {#0}\n%1 = reduce f32[3] {add [1] f32} %0\nreturn %1\n";
    String nest =
        """
        nest "double_4"
        argument f32 4
        argument f32 4 written

        buffer #0 f32[4]
        buffer #1 f32[4]
        kernel:
          phase:
            segment i0 < 4:
              #1[i0] = #0[i0]*2.0
        """;
    for (String text : List.of(graph, nest)) {
      List<Comparison> outputs =
          ReplayCheck.of(read(text), Devices.of("java"), ReplayInputs.random(1));
      assertEquals(1, outputs.size());
      assertTrue(outputs.get(0).passes(), outputs.toString());
    }
  }

  private static final String GRAPH =
      """
      // a comment
      %0 = buffer f32[4, 6] {#0}
      %1 = buffer i32[4] {#1}
      %2 = const f32[4, 6] {-12.0}
      %3 = mul f32[4, 6] %0 %2
      %4 = reduce f32[4] {add [1] f32} %3
      %5 = reshape f32[4, 1] %4
      %6 = shrink f32[3, 1] {from [1, 0] step [1, 1]} %5
      %7 = cast f32[4] %1
      return %6, %7
      """;
  private static final String NEST =
      """
      nest "sum_exp_4x64"
      argument f32 256 written
      argument f32 256
      decide Vectorize range=2 lanes=16 unroll=4
      decide Chunk phase=0 segment=0 rows=4

      buffer #1 f32[256]
      local l4 f32[64]
      buffer #0 f32[256]
      kernel:
        phase:
          segment i0 < 4:
            acc add a1 = 0.0
            loop i2 < 64:
              %0 = exp(#1[i0*64 + i2] - 1.5)
              l4[i2] = where(%0 < 2.0, %0, 2.0)
              a1 add= %0
            loop i3 < 64:
              #0[i0*64 + i3] = l4[i3]/a1
      """;

  private static final List<String> OTHERS =
      List.of("%", "{", "]", "9", "-", "z", "\n", "\"", "\u0000", "é");

  /** Every text with a piece missing, doubled, or put in the place of another. */
  private static List<String> corrupted(String text) {
    List<String> bad = new ArrayList<>();
    for (int at = 0; at < text.length(); at += 3) {
      bad.add(text.substring(0, at));
      bad.add(text.substring(0, at) + text.substring(at + 1));
      bad.add(text.substring(0, at) + text.charAt(at) + text.substring(at));
      String other = OTHERS.get(at % OTHERS.size());
      bad.add(text.substring(0, at) + other + text.substring(at + 1));
    }
    List<String> lines = text.lines().toList();
    List<String> words =
        List.of("%99999999999", "{#-1}", "f32[-3]", "f32[99999999999]", "[0]", "nan", "exp", "");
    for (int i = 0; i < lines.size(); i++) {
      for (int j = 0; j < lines.size(); j += 4) {
        List<String> moved = new ArrayList<>(lines);
        moved.add(j, moved.remove(i));
        bad.add(String.join("\n", moved));
      }
      String[] parts = lines.get(i).split(" ");
      for (int j = 0; j < parts.length; j++) {
        for (String word : words) {
          List<String> changed = new ArrayList<>(lines);
          String[] replaced = parts.clone();
          replaced[j] = word;
          changed.set(i, String.join(" ", replaced));
          bad.add(String.join("\n", changed));
        }
      }
    }
    return bad;
  }

  @ParameterizedTest
  @ValueSource(strings = {GRAPH, NEST})
  void anyCorruptionOfATextIsReadOrRefusedWithLineAndColumn(String text) throws IOException {
    assertDoesNotThrow(() -> read(text));
    Set<String> problems = new TreeSet<>();
    int refused = 0;
    for (String bad : corrupted(text)) {
      try {
        ProgramText.read(Files.writeString(folder.resolve("text"), bad), List.of());
      } catch (BadFileException e) {
        refused++;
        if (!e.getMessage().matches("(?s).*line \\d+, column \\d+.*")) {
          problems.add(e.getMessage());
        }
      } catch (RuntimeException | Error e) {
        problems.add(
            e.getClass().getName() + ": " + e.getMessage() + " at " + e.getStackTrace()[0]);
      }
    }
    assertEquals(Set.of(), problems);
    assertTrue(refused > 300, refused + " refused");
  }
}
