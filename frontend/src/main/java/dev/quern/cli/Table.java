package dev.quern.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells turned into lines with columns; the last column is as long as it is. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();
  private final int textFrom;

  /** Columns from {@code textFrom} on stand left, those before it right. */
  Table(int textFrom) {
    this.textFrom = textFrom;
  }

  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String blanks = " ".repeat(width(column) - row.get(column).length());
        boolean text = column >= textFrom;
        line.append(text ? "" : blanks)
            .append(row.get(column))
            .append(text ? blanks : "")
            .append("  ");
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
