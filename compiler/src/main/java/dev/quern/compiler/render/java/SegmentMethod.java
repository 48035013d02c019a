package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.render.Placement;
import dev.quern.compiler.render.Step;
import dev.quern.compiler.render.Step.Block;
import java.util.List;

/** Turns a SEGMENT into a method over its rows. */
final class SegmentMethod {
  private static final JavaExpression FIRST = JavaExpression.name("first");
  private static final JavaExpression LAST = JavaExpression.name("last");

  private SegmentMethod() {}

  static void write(Node segment, Frame frame, NestWriter writer) {
    Step whole = Placement.of(segment);
    Block rows = whole.body().orElseThrow();
    writer.name(whole);
    writer.statements.before(whole);
    limit(rows.ranges(), frame, writer.statements.scalars);
    if (rows.ranges().size() == 1) {
      String row = frame.name(rows.ranges().get(0)).toString();
      writer.loop(segment, row, FIRST, LAST, rows);
    } else {
      JavaExpression row = frame.code().count("row", FIRST, LAST, 1);
      decode(frame, writer.statements.scalars, row, rows.ranges());
      writer.steps(rows.steps());
      frame.code().close();
    }
  }

  /** Chunks are counted for the largest extents: the last rows may not be there. */
  private static void limit(List<Node> ranges, Frame frame, Scalars scalars) {
    if (!ranges.stream().allMatch(range -> range.source(0).isConst())) {
      JavaExpression rows = scalars.value(ranges.get(0).source(0));
      for (Node range : ranges.subList(1, ranges.size())) {
        rows =
            JavaExpression.infix(rows, "*", scalars.value(range.source(0)), JavaExpression.PRODUCT);
      }
      frame.code().assign(LAST, JavaExpression.call("Math.min", LAST, rows));
    }
  }

  /** Splits a row number into one number for each range, the last moving fastest. */
  static void decode(Frame frame, Scalars scalars, JavaExpression row, List<Node> ranges) {
    for (int i = 0; i < ranges.size(); i++) {
      Node range = ranges.get(i);
      JavaExpression number = range.source(0).isIndex(1) ? JavaExpression.ZERO : row;
      if (!range.source(0).isIndex(1)) {
        for (int j = ranges.size() - 1; j > i; j--) {
          Node extent = ranges.get(j).source(0);
          number = extent.isIndex(1) ? number : divided(number, "/", scalars.value(extent));
        }
        if (ranges.subList(0, i).stream().anyMatch(outer -> !outer.source(0).isIndex(1))) {
          number = divided(number, "%", scalars.value(range.source(0)));
        }
      }
      frame.code().declare(TypeName.INT, frame.name(range).toString(), number);
    }
  }

  private static JavaExpression divided(
      JavaExpression number, String operator, JavaExpression extent) {
    return JavaExpression.infix(number, operator, extent, JavaExpression.PRODUCT);
  }
}
