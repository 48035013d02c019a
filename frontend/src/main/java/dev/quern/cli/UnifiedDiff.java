package dev.quern.cli;

import java.util.ArrayList;
import java.util.List;

/** Two texts turned into the lines in which they differ, as {@code diff -u} prints them. */
final class UnifiedDiff {
  private static final int CONTEXT = 3;
  private static final long MOST_CELLS = 25_000_000; // of the table; larger texts count as all new

  private record Edit(char kind, String line, int oldAt, int newAt) {}

  private UnifiedDiff() {}

  /** Empty if the texts are equal. */
  static List<String> of(String before, String after) {
    List<Edit> edits = edits(before.lines().toList(), after.lines().toList());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < edits.size(); i++) {
      if (edits.get(i).kind() != ' ') {
        int from = Math.max(0, i - CONTEXT);
        int to = end(edits, i);
        hunk(edits.subList(from, to), lines);
        i = to;
      }
    }
    return lines;
  }

  /** Where the hunk ends that begins with this change. */
  private static int end(List<Edit> edits, int change) {
    int last = change;
    for (int i = change; i < edits.size() && i <= last + 2 * CONTEXT; i++) {
      last = edits.get(i).kind() == ' ' ? last : i;
    }
    return Math.min(edits.size(), last + 1 + CONTEXT);
  }

  private static void hunk(List<Edit> edits, List<String> lines) {
    long old = edits.stream().filter(edit -> edit.kind() != '+').count();
    long fresh = edits.stream().filter(edit -> edit.kind() != '-').count();
    Edit first = edits.get(0);
    lines.add("@@ -%d,%d +%d,%d @@".formatted(first.oldAt() + 1, old, first.newAt() + 1, fresh));
    edits.forEach(edit -> lines.add(edit.kind() + edit.line()));
  }

  private static List<Edit> edits(List<String> a, List<String> b) {
    int start = 0;
    while (start < Math.min(a.size(), b.size()) && a.get(start).equals(b.get(start))) {
      start++;
    }
    int n = a.size() - start;
    int m = b.size() - start;
    int[][] common = (long) n * m > MOST_CELLS ? new int[0][] : common(a, b, start);
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < start; i++) {
      edits.add(new Edit(' ', a.get(i), i, i));
    }
    int i = start;
    int j = start;
    while (i < a.size() || j < b.size()) {
      boolean known = common.length > 0;
      if (known && i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
        edits.add(new Edit(' ', a.get(i), i++, j++));
      } else if (i < a.size()
          && (j == b.size()
              || !known
              || common[i - start + 1][j - start] >= common[i - start][j - start + 1])) {
        edits.add(new Edit('-', a.get(i), i++, j));
      } else {
        edits.add(new Edit('+', b.get(j), i, j++));
      }
    }
    return edits;
  }

  /** The length of the longest common subsequence of what is left from each place on. */
  private static int[][] common(List<String> a, List<String> b, int start) {
    int n = a.size() - start;
    int m = b.size() - start;
    int[][] common = new int[n + 1][m + 1];
    for (int i = n - 1; i >= 0; i--) {
      for (int j = m - 1; j >= 0; j--) {
        common[i][j] =
            a.get(start + i).equals(b.get(start + j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
