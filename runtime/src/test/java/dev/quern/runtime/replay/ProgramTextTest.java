package dev.quern.runtime.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.io.BadFileException;
import dev.quern.runtime.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
      List<Comparison> outputs = Trial.of(read(text), Device.of("java"), Values.random(1));
      assertEquals(1, outputs.size());
      assertTrue(outputs.get(0).passes(), outputs.toString());
    }
  }
}
