package dev.quern.compiler.render.java;

import static dev.quern.compiler.render.java.Kernel.loop;
import static dev.quern.compiler.render.java.Kernel.segment;
import static dev.quern.compiler.render.java.Kernel.update;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.Target;
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
        Run.of(kernel.nest(), target, NO_SCALARS, a, b);
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
            loop(
                k,
                Nodes.store(out, row.times(width).plus(k), Nodes.load(kept, k).over(sum)))));
    return kernel.nest();
  }

  @Test
  void stagesOfARowSeeWhatEarlierStagesReducedAndKept() {
    for (Target target : TARGETS) {
      for (int width : SIZES) {
        float[] out = new float[5 * width];
        float[] in = random(width, 5 * width);
        Run.of(rows(5, width), target, NO_SCALARS, out, in);
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
  void show() {
    Rendered rendered = JavaRenderer.render(rows(5, 100), TARGETS.get(0));
    System.out.println(rendered.source());
    System.out.println(JavaRenderer.render(rows(5, 100), TARGETS.get(2)).source());
  }
}
