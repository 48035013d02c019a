package dev.quern.compiler.render.java;

import static dev.quern.compiler.render.java.Kernel.loop;
import static dev.quern.compiler.render.java.Kernel.segment;
import static dev.quern.compiler.render.java.Kernel.update;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ScalarSemantics;
import dev.quern.compiler.ir.Variable;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JavaRendererTest {
  private static final int[] SIZES = {0, 1, 7, 15, 16, 33, 64, 67, 100, 131};
  private static final List<Target> TARGETS =
      List.of(Target.java(512, List.of()), Target.java(128, List.of()), Target.java(0, List.of()));
  private static final long[] NO_SCALARS = {};

  private static float[] random(int seed, int elements) {
    Random random = new Random(seed);
    float[] values = new float[elements];
    for (int i = 0; i < elements; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Test
  void mapsOverTheGridComputeEveryElementOnce() {
    for (Target target : TARGETS) {
      for (int size : SIZES) {
        Kernel kernel = new Kernel("scale_" + size);
        Node out = kernel.buffer(DType.FLOAT32, size);
        Node in = kernel.buffer(DType.FLOAT32, size);
        Node i = kernel.range(size);
        Node x = Nodes.load(in, i);
        Node y = x.times(x).plus(x.like(0.3));
        kernel.vectorize(i, 16, 2).chunk(0, 48);
        kernel.phase(segment(List.of(i), Nodes.store(out, i, y.over(x.like(2.0)))));
        float[] a = new float[size];
        float[] b = random(size, size);
        JavaRun.of(kernel.nest(), target, NO_SCALARS, a, b);
        float[] expected = new float[size];
        for (int k = 0; k < size; k++) {
          expected[k] = (b[k] * b[k] + 0.3f) / 2f;
        }
        assertArrayEquals(expected, a, target.name() + " " + size);
      }
    }
  }

  /** Rows of: subtract the maximum, sum the squares, divide by the sum. */
  static Nest rows(int rows, int width) {
    Kernel kernel = new Kernel("normalize_" + rows + "x" + width);
    Node out = kernel.buffer(DType.FLOAT32, (long) rows * width);
    Node in = kernel.buffer(DType.FLOAT32, (long) rows * width);
    Node row = kernel.range(rows);
    Node i = kernel.range(width);
    Node j = kernel.range(width);
    Node k = kernel.range(width);
    Node largest = kernel.accumulator(Op.MAX, DType.FLOAT32);
    Node sum = kernel.accumulator(Op.ADD, DType.FLOAT32);
    Node kept = kernel.local(DType.FLOAT32, width);
    Node shifted = Nodes.load(in, row.times(width).plus(j)).minus(largest);
    kernel.vectorize(i, 16, 4).vectorize(j, 16, 4).vectorize(k, 16, 4).chunk(0, 2);
    kernel.phase(
        segment(
            List.of(row),
            largest,
            loop(i, update(largest, Nodes.load(in, row.times(width).plus(i)))),
            sum,
            loop(
                j,
                Nodes.store(kept, j, shifted.times(shifted)),
                update(sum, shifted.times(shifted))),
            loop(k, Nodes.store(out, row.times(width).plus(k), Nodes.load(kept, k).over(sum)))));
    return kernel.nest();
  }

  @Test
  void stagesOfARowSeeWhatEarlierStagesReducedAndKept() {
    for (Target target : TARGETS) {
      for (int width : SIZES) {
        float[] out = new float[5 * width];
        float[] in = random(width, 5 * width);
        JavaRun.of(rows(5, width), target, NO_SCALARS, out, in);
        for (int row = 0; row < 5; row++) {
          float largest = Float.NEGATIVE_INFINITY;
          for (int i = 0; i < width; i++) {
            largest = Math.max(largest, in[row * width + i]);
          }
          double sum = 0;
          for (int i = 0; i < width; i++) {
            double shifted = in[row * width + i] - largest;
            sum += shifted * shifted;
          }
          for (int i = 0; i < width; i++) {
            double shifted = in[row * width + i] - largest;
            assertEquals(shifted * shifted / sum, out[row * width + i], 1e-6, target.name());
          }
        }
      }
    }
  }

  @Test
  void loopsInsideAVectorLoopKeepOneAccumulatorALane() {
    for (Target target : TARGETS) {
      for (int width : SIZES) {
        Kernel kernel = new Kernel("column_sums");
        Node out = kernel.buffer(DType.FLOAT64, width);
        Node in = kernel.buffer(DType.FLOAT64, 9L * width);
        Node weight = kernel.buffer(DType.FLOAT64, 9);
        Node c = kernel.range(width);
        Node k = kernel.range(9);
        Node sum = kernel.accumulator(Op.ADD, DType.FLOAT64);
        Node value = Nodes.load(in, k.times(width).plus(c)).times(Nodes.load(weight, k));
        kernel.vectorize(c, 8, 2);
        Node columns = loop(c, sum, loop(k, update(sum, value)), Nodes.store(out, c, sum));
        kernel.phase(segment(List.of(), columns));
        double[] result = new double[width];
        double[] x = new Random(width).doubles(9L * width).toArray();
        double[] w = new Random(9).doubles(9).toArray();
        JavaRun.of(kernel.nest(), target, NO_SCALARS, result, x, w);
        double[] expected = new double[width];
        for (int i = 0; i < 9; i++) {
          for (int j = 0; j < width; j++) {
            expected[j] += x[i * width + j] * w[i];
          }
        }
        assertArrayEquals(expected, result, target.name() + " " + width);
      }
    }
  }

  @Test
  void sumsStoredInPlaceByEveryRowSeeTheRowBefore() {
    for (Target target : TARGETS) {
      int width = 37;
      Kernel kernel = new Kernel("column_sums_in_place");
      Node out = kernel.buffer(DType.FLOAT32, width);
      Node in = kernel.buffer(DType.FLOAT32, 9L * width);
      Node row = kernel.range(9);
      Node c = kernel.range(width);
      Node old = Nodes.load(out, c);
      Node value = Nodes.load(in, row.times(width).plus(c));
      kernel.vectorize(c, 16, 1);
      kernel.phase(segment(List.of(), loop(row, loop(c, Nodes.store(out, c, old.plus(value))))));
      float[] sums = new float[width];
      float[] x = random(5, 9 * width);
      JavaRun.of(kernel.nest(), target, NO_SCALARS, sums, x);
      float[] expected = new float[width];
      for (int i = 0; i < x.length; i++) {
        expected[i % width] += x[i];
      }
      assertArrayEquals(expected, sums);
    }
  }

  @Test
  void gatesKeepLoadsAndStoresInside() {
    for (Target target : TARGETS) {
      for (int shift : new int[] {1, 5, 40}) {
        int size = 70;
        Kernel kernel = new Kernel("shifted");
        Node out = kernel.buffer(DType.FLOAT32, size);
        Node in = kernel.buffer(DType.FLOAT32, size);
        Node i = kernel.range(size);
        Node from = i.plus(-shift);
        Node inside = Node.index(-1).lessThan(from);
        Node odd = i.modulo(Node.index(2)).lessThan(Node.index(1));
        kernel.vectorize(i, 16, 2);
        Node store =
            Nodes.statement(
                Op.STORE,
                dev.quern.compiler.ir.Arg.NONE,
                out,
                i,
                Nodes.load(in, from, inside),
                odd);
        kernel.phase(segment(List.of(kernel.range(1)), loop(i, store)));
        float[] result = new float[size];
        java.util.Arrays.fill(result, 9);
        float[] x = random(3, size);
        JavaRun.of(kernel.nest(), target, NO_SCALARS, result, x);
        for (int k = 0; k < size; k++) {
          float expected = k % 2 == 1 ? 9 : k < shift ? 0 : x[k - shift];
          assertEquals(expected, result[k], target.name() + " " + k);
        }
      }
    }
  }

  @Test
  void indicesMayComeFromBuffersOrWalkInSteps() {
    for (Target target : TARGETS) {
      int size = 45;
      Kernel kernel = new Kernel("gather");
      Node out = kernel.buffer(DType.FLOAT32, 3 * size);
      Node table = kernel.buffer(DType.FLOAT32, 200);
      Node index = kernel.buffer(DType.INT64, size);
      Node i = kernel.range(size);
      Node picked = Nodes.load(table, Nodes.load(index, i));
      Node walked = Nodes.load(table, Node.index(199).minus(i.times(4)));
      kernel.vectorize(i, 16, 2);
      kernel.phase(
          segment(
              List.of(kernel.range(1)),
              loop(i, Nodes.store(out, i.times(3).plus(1), picked.plus(walked)))));
      float[] result = new float[3 * size];
      float[] x = random(4, 200);
      long[] at = new Random(1).longs(size, 0, 200).toArray();
      JavaRun.of(kernel.nest(), target, NO_SCALARS, result, x, at);
      for (int k = 0; k < size; k++) {
        assertEquals(x[(int) at[k]] + x[199 - 4 * k], result[3 * k + 1], target.name());
        assertEquals(0, result[3 * k]);
      }
    }
  }

  @Test
  void masksOfOneTypeGateValuesOfAnother() {
    for (Target target : TARGETS) {
      int size = 77;
      Kernel kernel = new Kernel("masks");
      Node out = kernel.buffer(DType.FLOAT64, size);
      Node flags = kernel.buffer(DType.BOOL, size);
      Node both = kernel.buffer(DType.BOOL, size);
      Node a = kernel.buffer(DType.FLOAT32, size);
      Node b = kernel.buffer(DType.INT64, size);
      Node i = kernel.range(size);
      Node positive =
          Node.of(
                  Op.CONST,
                  DType.FLOAT32,
                  i.shape(),
                  dev.quern.compiler.ir.Arg.Literal.of(DType.FLOAT32, 0.0))
              .lessThan(Nodes.load(a, i));
      Node flag = Nodes.load(flags, i).and(positive);
      Node early = i.lessThan(Node.index(50));
      Node chosen =
          Nodes.where(
              flag.and(early),
              Nodes.cast(Nodes.load(a, i), DType.FLOAT64),
              Nodes.cast(Nodes.load(b, i), DType.FLOAT64));
      kernel.vectorize(i, 16, 2);
      kernel.phase(
          segment(
              List.of(kernel.range(1)),
              loop(i, Nodes.store(out, i, chosen), Nodes.store(both, i, flag))));
      double[] result = new double[size];
      boolean[] kept = new boolean[size];
      boolean[] given = new boolean[size];
      float[] x = random(4, size);
      long[] y = new Random(1).longs(size).toArray();
      for (int k = 0; k < size; k++) {
        given[k] = k % 3 == 0;
      }
      JavaRun.of(kernel.nest(), target, NO_SCALARS, result, given, kept, x, y);
      for (int k = 0; k < size; k++) {
        assertEquals(given[k] && x[k] > 0, kept[k]);
        assertEquals(kept[k] && k < 50 ? x[k] : (double) y[k], result[k], target.name());
      }
    }
  }

  @Test
  void equalUpdatesOfManyStoragesShareOneMethod() {
    for (Target target : TARGETS) {
      Kernel kernel = new Kernel("update");
      Node rate = kernel.scalar(DType.FLOAT32, Variable.scalar("rate"));
      List<Object> buffers = new ArrayList<>();
      List<Node> segments = new ArrayList<>();
      for (int size : new int[] {5, 100, 0, 64, 33, 1}) {
        Node weight = kernel.buffer(DType.FLOAT32, size);
        Node gradient = kernel.buffer(DType.FLOAT32, size);
        Node i = kernel.range(size);
        Node next = Nodes.load(weight, i).minus(rate.times(Nodes.load(gradient, i)));
        kernel.vectorize(i, 16, 1).chunk(segments.size(), 30);
        segments.add(segment(List.of(i), Nodes.store(weight, i, next)));
        buffers.add(random(size, size));
        buffers.add(random(size + 1, size));
      }
      kernel.phase(segments.toArray(Node[]::new));
      long[] scalars = {Float.floatToRawIntBits(0.1f)};
      Rendered rendered = JavaRun.of(kernel.nest(), target, scalars, buffers.toArray());
      assertEquals(1, rendered.source().split("static void segment").length - 1);
      assertEquals(1 + 4 + 0 + 3 + 2 + 1, rendered.phases().get(0).chunks());
      for (int s = 0; s < buffers.size(); s += 2) {
        float[] weight = (float[]) buffers.get(s);
        float[] before = random(weight.length, weight.length);
        for (int k = 0; k < weight.length; k++) {
          assertEquals(before[k] - 0.1f * ((float[]) buffers.get(s + 1))[k], weight[k]);
        }
      }
    }
  }

  @Test
  void sizesGivenAtLaunchBoundLoopsAndGrids() {
    for (Target target : TARGETS) {
      for (int length : new int[] {1, 16, 20, 37}) {
        Kernel kernel = new Kernel("varying");
        Node t = kernel.scalar(DType.INT32, new Variable("t", 1, 40));
        Node out = kernel.buffer(DType.FLOAT32, 40);
        Node in = kernel.buffer(DType.FLOAT32, 40 * 40);
        Node row = kernel.range(t);
        Node i = kernel.range(row.plus(1));
        Node sum = kernel.accumulator(Op.ADD, DType.FLOAT32);
        kernel.vectorize(i, 16, 2).chunk(0, 7);
        Node value = Nodes.load(in, row.times(40).plus(i));
        kernel.phase(
            segment(List.of(row), sum, loop(i, update(sum, value)), Nodes.store(out, row, sum)));
        float[] result = new float[40];
        float[] x = random(length, 1600);
        JavaRun.of(kernel.nest(), target, new long[] {length}, result, x);
        for (int r = 0; r < 40; r++) {
          double expected = 0;
          for (int k = 0; k <= r && r < length; k++) {
            expected += x[r * 40 + k];
          }
          assertEquals(expected, result[r], 1e-5, target.name() + " " + r);
        }
      }
    }
  }

  @Test
  void reductionsOfEveryTypeAndKindAgreeWithPlainLoops() {
    for (Target target : TARGETS) {
      for (DType dtype : DType.values()) {
        for (Op kind : List.of(Op.ADD, Op.MUL, Op.MAX, Op.MIN, Op.AND, Op.OR)) {
          boolean logical = kind == Op.AND || kind == Op.OR;
          boolean smooth = kind == Op.ADD || kind == Op.MUL;
          if (!(dtype.isFloat() && logical) && !(dtype.isBool() && smooth)) {
            reduction(target, dtype, kind);
          }
        }
      }
    }
  }

  private static void reduction(Target target, DType dtype, Op kind) {
    for (int size : SIZES) {
      Kernel kernel = new Kernel("reduce");
      Node out = kernel.buffer(dtype, 1);
      Node in = kernel.buffer(dtype, size);
      Node i = kernel.range(size);
      Node result = kernel.accumulator(kind, dtype);
      kernel.vectorize(i, 16, 4).unroll(i, 4);
      kernel.phase(
          segment(
              List.of(),
              result,
              loop(i, update(result, Nodes.load(in, i))),
              Nodes.store(out, Node.index(0), result)));
      Literal[] values = new Literal[size];
      Literal expected = kind.identity(dtype);
      for (int k = 0; k < size; k++) {
        values[k] =
            Literal.of(dtype, dtype.isFloat() && kind == Op.MUL ? 1.0 : (double) (k * 7 % 13));
        expected = ScalarSemantics.evaluate(kind, dtype, expected, values[k]);
      }
      Object total = JavaRun.array(dtype, 1);
      JavaRun.of(kernel.nest(), target, NO_SCALARS, total, OpsTest.array(dtype, values));
      assertEquals(
          expected,
          OpsTest.element(dtype, total, 0),
          target.name() + " " + kind + " " + dtype + " " + size);
    }
  }

  @Test
  void whatOneTurnLeavesForTheNextKeepsTheLoopPlain() {
    Kernel kernel = new Kernel("running_sum");
    Node out = kernel.buffer(DType.FLOAT32, 50);
    Node in = kernel.buffer(DType.FLOAT32, 50);
    Node i = kernel.range(50);
    Node sum = kernel.accumulator(Op.ADD, DType.FLOAT32);
    kernel.vectorize(i, 16, 1);
    kernel.phase(
        segment(List.of(), sum, loop(i, update(sum, Nodes.load(in, i)), Nodes.store(out, i, sum))));
    float[] result = new float[50];
    float[] x = random(1, 50);
    Rendered rendered = JavaRun.of(kernel.nest(), TARGETS.get(0), NO_SCALARS, result, x);
    float expected = 0;
    for (int k = 0; k < 50; k++) {
      expected += x[k];
      assertEquals(expected, result[k]);
    }
    assertEquals(
        List.of("loop i0 is scalar: it reads an accumulator that it updates"), rendered.notes());
  }
}
