package dev.quern.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
  private static final List<String> ORDER = List.of("One", "Two", "Three");
  private static final String BEGIN = "# Title\n\n## Two\n\nprose\n\n<!-- report: begin -->\n";
  private static final String END = "\n<!-- report: end -->\nmore\n";

  @TempDir private Path folder;

  @Test
  void aPartReplacesItselfAndTheOthersStayInOrder() throws IOException {
    Path file = file(BEGIN + END);
    for (String title : List.of("Three", "One", "Two", "One")) {
      Readme.open(file).put(title, "measured " + title + "\n", ORDER);
    }
    String parts =
        "\n## One\n\nmeasured One\n\n## Two\n\nmeasured Two\n\n## Three\n\nmeasured Three\n";
    assertEquals(BEGIN + parts + END, Files.readString(file));
  }

  @Test
  void aPartThatTheReportNoLongerHasGoes() throws IOException {
    Path file = file(BEGIN + "\n## Gone\n\nold\n" + END);
    Readme.open(file).put("One", "new", ORDER);
    assertEquals(BEGIN + "\n## One\n\nnew\n" + END, Files.readString(file));
  }

  @Test
  void aFileWithoutMarksIsRefusedBeforeAnythingIsMeasured() throws IOException {
    Path file = file("# Title\n");
    IOException refused = assertThrows(IOException.class, () -> Readme.open(file));
    assertTrue(refused.getMessage().contains("has no lines <!-- report: begin -->"));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("README.md"), text);
  }
}
