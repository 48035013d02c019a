package dev.quern.compiler.render.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.lower.Decision;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The text of small kernels, and what must hold of all text. */
final class OpenclRendererTest {
  private static final Target CPU = Target.openclCpu(true, List.of());
  private static final Target GPU = Target.openclGpu(256, 32 << 10, true, List.of());

  private static Node statement(Op op, Node... sources) {
    return Nodes.statement(op, Arg.NONE, sources);
  }

  private static Node kernel(Node... segments) {
    return statement(Op.KERNEL, statement(Op.PHASE, segments));
  }

  private static Nest nest(Node kernel, DType dtype, int... elements) {
    List<Nest.Argument> arguments = new ArrayList<>();
    for (int i = 0; i < elements.length; i++) {
      arguments.add(new Nest.Argument(dtype, elements[i], i == elements.length - 1));
    }
    List<Decision> decisions =
        List.of(new Decision.Vectorize(1, 16, 2), new Decision.Chunk(0, 0, 4));
    return new Nest("small", kernel, decisions, arguments, List.of(), Optional.empty());
  }

  /** The sum of each row of a matrix. */
  private static Nest sums(DType dtype, int rows, int columns) {
    Node x = Nodes.slot(dtype, Shape.of(rows * columns), 0);
    Node out = Nodes.slot(dtype, Shape.of(rows), 1);
    Node row = Nodes.range(0, Node.index(rows));
    Node i = Nodes.range(1, Node.index(columns));
    Node zero = Nodes.constant(dtype, Shape.SCALAR, 0);
    Node acc = Node.of(Op.ACC, dtype, Shape.SCALAR, new Arg.Accumulator(Op.ADD, 0), zero);
    Node term = Nodes.load(x, row.times(columns).plus(i));
    Node loop = statement(Op.LOOP, i, statement(Op.UPDATE, acc, term));
    return nest(
        kernel(statement(Op.SEGMENT, row, acc, loop, Nodes.store(out, row, acc))),
        dtype,
        rows * columns,
        rows);
  }

  /** Each element and the one before, which is 0 for the first. */
  private static Nest pairs(int size) {
    Node x = Nodes.slot(DType.FLOAT32, Shape.of(size), 0);
    Node out = Nodes.slot(DType.FLOAT32, Shape.of(size), 1);
    Node i = Nodes.range(2, Node.index(size));
    Node before = Nodes.load(x, i.plus(-1), Node.index(0).lessThan(i));
    return nest(
        kernel(statement(Op.SEGMENT, i, Nodes.store(out, i, Nodes.load(x, i).plus(before)))),
        DType.FLOAT32,
        size,
        size);
  }

  @Test
  void aCpuItemSumsRowsByVectors() {
    assertEquals(
        """
        __kernel __attribute__((reqd_work_group_size(1, 1, 1)))
        void small_p0s0(__global const float *restrict b0, __global float *restrict b1) {
          const int first = (int) get_global_id(0) * 4;
          const int last = min(first + 4, 6);
          int i0 = first;
          for (int row = first; row < last; row++) {
            float a0 = 0.0f;
            const int x0 = i0 * 50;
            float16 a1_0 = (float16)(0.0f);
            float16 a1_1 = (float16)(0.0f);
            for (int i1 = 0; i1 < 32; i1 += 32) {
              a1_0 = a1_0 + vload16(0, b0 + (x0 + i1));
              a1_1 = a1_1 + vload16(0, b0 + ((x0 + i1) + 16));
            }
            for (int i2 = 0; i2 < 16; i2 += 16) {
              a1_0 = a1_0 + vload16(0, b0 + ((x0 + i2) + 32));
            }
            float16 x1_16_0 = a1_0 + a1_1;
            float8 x1_8 = x1_16_0.lo + x1_16_0.hi;
            float4 x1_4 = x1_8.lo + x1_8.hi;
            float2 x1_2 = x1_4.lo + x1_4.hi;
            float x1_1 = x1_2.lo + x1_2.hi;
            const float x1 = x1_1;
            a0 = a0 + x1;
            for (int i3 = 0; i3 < 2; i3++) {
              a0 = a0 + b0[x0 + (i3 + 48)];
            }
            b1[i0] = a0;
            i0++;
          }
        }
        """,
        Compiler.render(sums(DType.FLOAT32, 6, 50), CPU).source());
  }

  @Test
  void aGpuGroupSumsARow() {
    assertEquals(
        """
        __kernel __attribute__((reqd_work_group_size(64, 1, 1)))
        void small_p0s0(__global const float *restrict b0, __global float *restrict b1) {
          __local float gfloat[64];
          const int item = get_local_id(0);
          const int row = get_group_id(0);
          const int i0 = row;
          float a0 = 0.0f;
          const int x0 = i0 * 50;
          float a0_item = 0.0f;
          for (int i1 = item; i1 < 50; i1 += 64) {
            a0_item = a0_item + b0[x0 + i1];
          }
          gfloat[item] = a0_item;
          for (int step = 32; step > 0; step /= 2) {
            barrier(CLK_LOCAL_MEM_FENCE);
            if (item < step) {
              gfloat[item] = gfloat[item] + gfloat[item + step];
            }
          }
          barrier(CLK_LOCAL_MEM_FENCE);
          a0 = a0 + gfloat[0];
          barrier(CLK_LOCAL_MEM_FENCE);
          if (item == 0) b1[i0] = a0;
        }
        """,
        Compiler.render(sums(DType.FLOAT32, 6, 50), GPU).source());
  }

  @Test
  void aGpuItemHasARowOfItsOwnWhereNothingIsShared() {
    assertEquals(
        """
        __kernel __attribute__((reqd_work_group_size(64, 1, 1)))
        void small_p0s0(__global const float *b0, __global float *b1) {
          const int row = get_global_id(0);
          if (row >= 100) {
            return;
          }
          const int i0 = row;
          b1[i0] = b0[i0] + ((0 < i0) ? b0[i0 + (-1)] : 0);
        }
        """,
        Compiler.render(pairs(100), GPU).source());
  }

  @Test
  void groupsAndItemsCoverEveryRow() {
    assertEquals(6 * 64, function(sums(DType.FLOAT32, 6, 50), GPU).globalItems());
    assertEquals(128, function(pairs(100), GPU).globalItems());
    assertEquals(2, function(sums(DType.FLOAT32, 6, 50), CPU).globalItems());
  }

  private static Rendered.Function function(Nest nest, Target target) {
    return Compiler.render(nest, target).phases().get(0).functions().get(0);
  }

  @Test
  void bracketsBalance() {
    for (Nest nest : List.of(sums(DType.FLOAT64, 6, 50), sums(DType.INT64, 1, 7), pairs(100))) {
      for (Target target : List.of(CPU, GPU)) {
        String text = OpenclRenderer.program(List.of(Compiler.render(nest, target)));
        for (String pair : List.of("()", "{}", "[]")) {
          assertEquals(count(text, pair.charAt(0)), count(text, pair.charAt(1)), text);
        }
      }
    }
  }

  private static long count(String text, char bracket) {
    return text.chars().filter(c -> c == bracket).count();
  }

  @Test
  void segmentsWithoutRowsAreLeftOut() {
    Rendered rendered = Compiler.render(sums(DType.FLOAT32, 0, 50), CPU);
    assertEquals("", rendered.source());
    assertEquals(List.of(), rendered.phases().get(0).functions());
  }

  @Test
  void storagesThatMayBeOneAreNotRestrict() {
    assertFalse(Compiler.render(pairs(100), CPU).source().contains("restrict"));
  }

  @Test
  void doublesAreRefusedByTargetsWithoutThem() {
    Target none = Target.openclCpu(false, List.of());
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Compiler.render(sums(DType.FLOAT64, 6, 50), none));
    assertEquals("small needs float64, which opencl-cpu does not have", refused.getMessage());
  }

  @Test
  void aProgramForbidsContractionAndHoldsEachHelperOnce() {
    Rendered one = Compiler.render(maximum(), CPU);
    String text = OpenclRenderer.program(List.of(one, one));
    assertTrue(text.startsWith("#pragma OPENCL FP_CONTRACT OFF\n"), text);
    assertEquals(2, text.split("static float max_float\\(", -1).length, text);
  }

  private static Nest maximum() {
    Node x = Nodes.slot(DType.FLOAT32, Shape.of(9), 0);
    Node out = Nodes.slot(DType.FLOAT32, Shape.of(9), 1);
    Node i = Nodes.range(2, Node.index(9));
    Node value = Nodes.binary(Op.MAX, Nodes.load(x, i), Nodes.load(x, Node.index(8).minus(i)));
    return nest(kernel(statement(Op.SEGMENT, i, Nodes.store(out, i, value))), DType.FLOAT32, 9, 9);
  }

  @Test
  void overflowOfIntegersIsSpeltOutOnlyWhereItMayOccur() {
    String text = Compiler.render(sums(DType.INT32, 6, 50), CPU).source();
    assertTrue(text.contains("a0 = as_int(as_uint(a0) + as_uint(b0[x0 + (i3 + 48)]));"), text);
    assertTrue(text.contains("const int x0 = i0 * 50;"), text);
  }
}
