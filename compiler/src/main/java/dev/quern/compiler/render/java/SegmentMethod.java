package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.loops.Budget;
import dev.quern.compiler.loops.Decisions;
import dev.quern.compiler.render.Placement;
import dev.quern.compiler.render.Step;
import dev.quern.compiler.render.Step.Block;
import dev.quern.compiler.target.Target;
import java.util.List;

/** Turns a SEGMENT into a method over its rows. */
final class SegmentMethod {
  private static final Text FIRST = Text.atom("first");
  private static final Text LAST = Text.atom("last");

  private final Frame frame;
  private final Loops loops;
  private final OneElement one;

  private SegmentMethod(Frame frame, Loops loops) {
    this.frame = frame;
    this.loops = loops;
    this.one = new OneElement(frame);
  }

  static Method of(Node segment, Frame frame, Decisions decisions, Target target, Budget budget) {
    Loops loops = new Loops(frame, decisions, target, budget);
    new SegmentMethod(frame, loops).write(Placement.of(segment));
    return Method.ofRows(frame);
  }

  private void write(Step whole) {
    loops.name(whole);
    Block rows = whole.body().orElseThrow();
    whole.before().forEach(one::evaluate);
    limit(rows.ranges());
    if (rows.ranges().size() == 1) {
      Node range = rows.ranges().get(0);
      Span span = new Span(frame.name(range), FIRST, LAST);
      loops.repeat(whole.statement(), span, one, elements -> loops.block(rows, elements));
    } else {
      decodedRows(rows);
    }
  }

  /** Chunks are counted for the largest extents: the last rows may not be there. */
  private void limit(List<Node> ranges) {
    if (!ranges.stream().allMatch(range -> range.source(0).isConst())) {
      Text rows = Text.atom("1");
      for (int i = 0; i < ranges.size(); i++) {
        Text extent = one.value(ranges.get(i).source(0));
        rows = i == 0 ? extent : Text.infix(rows, "*", extent, Text.PRODUCT);
      }
      frame.code().assign("last", Text.call("Math.min", LAST, rows));
    }
  }

  private void decodedRows(Block rows) {
    frame.code().count("row", FIRST, "row < last", "row++");
    decode(frame, one, Text.atom("row"), rows.ranges());
    loops.block(rows, one);
    frame.code().close();
  }

  /** Splits a row number into one number for each range, the last moving fastest. */
  static void decode(Frame frame, OneElement one, Text row, List<Node> ranges) {
    for (int i = 0; i < ranges.size(); i++) {
      if (ranges.get(i).source(0).isIndex(1)) {
        frame.code().declare(TypeName.INT, frame.name(ranges.get(i)), 0);
        continue;
      }
      Text number = row;
      for (int j = ranges.size() - 1; j > i; j--) {
        number = divided(number, "/", one.value(ranges.get(j).source(0)));
      }
      if (ranges.subList(0, i).stream().anyMatch(outer -> !outer.source(0).isIndex(1))) {
        number = divided(number, "%", one.value(ranges.get(i).source(0)));
      }
      frame.code().declare(TypeName.INT, frame.name(ranges.get(i)), number);
    }
  }

  private static Text divided(Text number, String operator, Text extent) {
    return extent.text().equals("1") && operator.equals("/")
        ? number
        : Text.infix(number, operator, extent, Text.PRODUCT);
  }
}
