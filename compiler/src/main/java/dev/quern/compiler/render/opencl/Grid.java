package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.render.OperationCount;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes how the rows of a segment are counted and a row's place on each of the grid's ranges. */
record Grid(List<Node> ranges, StatementWriter statements) {
  private boolean fixed() {
    return ranges.stream().allMatch(range -> range.source(0).isConst());
  }

  /** The text of how many rows there are. */
  private String rows() {
    return fixed() ? Long.toString(OperationCount.rows(ranges)) : product(0);
  }

  private String product(int from) {
    return ranges.subList(from, ranges.size()).stream()
        .map(this::extent)
        .collect(Collectors.joining(" * "));
  }

  private String extent(Node range) {
    return statements.code.scalar(range.source(0));
  }

  /** Declares the place of {@code row} on each range, and gives the names. */
  private List<String> places(String type, String row) {
    List<String> places = new ArrayList<>();
    for (int axis = 0; axis < ranges.size(); axis++) {
      places.add(statements.bind(ranges.get(axis)));
      statements.out.line(type + places.get(axis) + " = " + place(axis, row) + ";");
    }
    return places;
  }

  private String place(int axis, String row) {
    boolean last = axis == ranges.size() - 1;
    String product = last ? "" : product(axis + 1);
    String divided =
        last ? row : row + " / " + (axis == ranges.size() - 2 ? product : "(" + product + ")");
    return axis == 0 ? divided : divided + " % " + extent(ranges.get(axis));
  }

  /**
   * Finds the row of an item or group.
   *
   * @param launched how many there are
   */
  void oneRow(String number, long launched) {
    Source out = statements.out;
    boolean exact = fixed() && OperationCount.rows(ranges) == launched;
    if (!exact || !ranges.isEmpty()) {
      out.line("const int row = " + number + ";");
    }
    if (!exact) {
      out.open("if (row >= " + rows() + ")");
      out.line("return;");
      out.close();
    }
    places("const int ", "row");
  }

  /** Writes the body for each row of an item's chunk. */
  void manyRows(long chunk, Runnable body) {
    Source out = statements.out;
    out.line("const int first = (int) get_global_id(0) * " + chunk + ";");
    out.line("const int last = min(first + " + chunk + ", " + rows() + ");");
    List<String> places = places("int ", "first");
    out.open("for (int row = first; row < last; row++)");
    body.run();
    advance(places);
    out.close();
  }

  /** Counts the places up like the digits of a number: cheaper than dividing for each row. */
  private void advance(List<String> places) {
    Source out = statements.out;
    for (int axis = places.size() - 1; axis > 0; axis--) {
      out.open("if (++" + places.get(axis) + " == " + extent(ranges.get(axis)) + ")");
      out.line(places.get(axis) + " = 0;");
    }
    out.line(places.get(0) + "++;");
    for (int axis = places.size() - 1; axis > 0; axis--) {
      out.close();
    }
  }
}
