package dev.quern.compiler.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TextualFormTest {
  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomGraphsAreParsedBackToTheSameNodes(long seed) {
    List<Node> roots = RandomGraphs.of(seed, 80);
    Verify.graph("generation", roots);
    assertSameNodes(roots, Parser.parse(TextualForm.of(roots)));
  }

  @ParameterizedTest
  @MethodSource("dev.quern.compiler.ir.Nests#all")
  void nestsAreParsedBackToTheSameNodes(Node nest) {
    String text = TextualForm.of(nest);
    assertSameNodes(List.of(nest), Parser.parse(text));
    assertEquals(text, TextualForm.of(Parser.parse(text)));
  }

  @Test
  void vectorsReadAsRampsGatesAndFolds() {
    Node nest = Nests.vectors();
    assertEquals(
        """
        buffer #2 f32[16]
        buffer #0 f32[16]
        buffer #1 i64[16]
        kernel "vectors":
          phase:
            segment "all":
              acc add a0 = 0.0
              block:
                acc add a1 = broadcast{8}(0.0)
                loop i0 < 16 step 8:
                  %0 = ramp{8 by -1}(i0 + 7)
                  %1 = broadcast{8}(i0) + ramp{8 by -3}(0) < broadcast{8}(5)
                  %2 = #0[#1[ramp{8 by -1}(i64(i0))] if %1]
                  #2[%0 if i0 < 9] = %2
                  #2[%0 if %1] = %2
                  a1 add= %2
                a1 add= #0[ramp{4 by -4}(15)]
                a0 add= fold{add}(a1)
              block:
        """,
        TextualForm.of(nest));
    assertSameNodes(List.of(nest), Parser.parse(TextualForm.of(nest)));
  }

  private static void assertSameNodes(List<Node> expected, List<Node> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertSame(expected.get(i), actual.get(i), TextualForm.of(expected));
    }
  }

  @Test
  void graphIsOneNodeALine() {
    Node x = Nodes.slot(DType.FLOAT32, Shape.of(12, 64), 0);
    Node mean = Nodes.reduce(Op.ADD, x.times(x.like(0.5)), List.of(1));
    assertEquals(
        """
        %0 = buffer f32[12, 64] {#0}
        %1 = const f32[12, 64] {0.5}
        %2 = mul f32[12, 64] %0 %1
        %3 = reduce f32[12] {add [1] f32} %2
        return %3, %0
        """,
        TextualForm.of(mean, x));
  }

  @Test
  void variablesOfShapesAreDeclared() {
    Variable t = new Variable("t", 1, 9);
    Node x = Nodes.slot(DType.FLOAT32, Shape.of(List.of(Size.of(t).times(2).plus(1))), 0);
    assertEquals(
        """
        size t 1..9
        %0 = buffer f32[2*t+1] {#0}
        return %0
        """,
        TextualForm.of(x));
  }

  @Test
  void storagesBecomeSlotsInOrderOfFirstVisit() {
    Storage first = () -> "first";
    Storage second = () -> "second";
    Node a = Nodes.buffer(DType.FLOAT32, Shape.of(2), second, 3);
    Node b = Nodes.buffer(DType.FLOAT32, Shape.of(2), first, 0);
    Node slots =
        Nodes.slot(DType.FLOAT32, Shape.of(2), 0).plus(Nodes.slot(DType.FLOAT32, Shape.of(2), 1));
    assertEquals(TextualForm.of(slots), TextualForm.of(a.plus(b)));
  }

  @Test
  void softmaxReadsAsLoops() {
    assertEquals(
        """
        buffer #0 f32[12, 64]
        local l0 f32[64]
        buffer #1 f32[12, 64]
        kernel "softmax":
          phase:
            segment i0 < 12:
              acc max a0 = -inf
              loop i1 < 64:
                a0 max= #0[i0*64 + i1]
              acc add a1 = 0.0
              loop i2 < 64:
                %0 = exp(#0[i0*64 + i2] - a0)
                l0[i2] = %0
                a1 add= %0
              loop i3 < 64:
                #1[i0*64 + i3] = l0[i3]/a1
        """,
        TextualForm.of(Nests.softmax()));
  }

  @Test
  void longExpressionsAreCutAndDeepOnesNeedNoStack() {
    Node x = Nodes.range(0, Node.index(9));
    Node deep = x;
    for (int i = 0; i < 20_000; i++) {
      deep = Nodes.unary(Op.NEG, deep.plus(x));
    }
    String text = TextualForm.of(deep);
    assertTrue(text.lines().allMatch(line -> line.length() < 120));
    assertSame(deep, Parser.parse(text).get(0));
  }

  @Test
  void whatIsUsedOutOfScopeIsSpelledOut() {
    Node range = Nodes.range(7, Node.index(4));
    Node acc =
        Node.of(Op.ACC, DType.INT32, Shape.SCALAR, new Arg.Accumulator(Op.ADD, 1), Node.index(0));
    Node out = Nodes.slot(DType.INT32, Shape.of(4), 0);
    Node inner = Nodes.statement(Op.LOOP, Arg.NONE, range, acc);
    Node outer = Nodes.store(out, range, acc.plus(range));
    Node kernel = Nests.kernel("wrong", inner, outer);
    assertFalse(TextualForm.of(kernel).isEmpty());
    assertSame(kernel, Parser.parse(TextualForm.of(kernel)).get(0));
  }
}
