package dev.quern.compiler.render.java;

import static dev.quern.compiler.render.java.Kernel.loop;
import static dev.quern.compiler.render.java.Kernel.segment;
import static dev.quern.compiler.render.java.Kernel.update;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.Target;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loops cut in strips; all values are small integers, so that every order of sums is exact. */
final class StripLoopTest {
  private static final Target PLAIN = Target.java(0, List.of());
  private static final int ROWS = 3;

  private static float[] integers(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i * 7 % 11 - 5;
    }
    return values;
  }

  /** {@code out = (x - sum x) * w} and {@code squares = sum (x - sum x)^2} of each row. */
  private static Kernel stages(int width, int strip) {
    Kernel kernel = new Kernel("stages");
    Node out = kernel.buffer(DType.FLOAT32, (long) ROWS * width);
    Node squares = kernel.buffer(DType.FLOAT32, ROWS);
    Node x = kernel.buffer(DType.FLOAT32, (long) ROWS * width);
    Node w = kernel.buffer(DType.FLOAT32, width);
    Node row = kernel.range(ROWS);
    Node first = kernel.range(width);
    Node second = kernel.range(width);
    Node third = kernel.range(width);
    List.of(first, second, third).forEach(range -> kernel.strips(range, strip));
    Node sum = kernel.accumulator(Op.ADD, DType.FLOAT32);
    Node square = kernel.accumulator(Op.ADD, DType.FLOAT32);
    Node off = Nodes.load(x, row.times(width).plus(second)).minus(sum);
    Node place = row.times(width).plus(third);
    Node value = Nodes.load(x, place).minus(sum).times(Nodes.load(w, third));
    kernel.phase(
        segment(
            List.of(row),
            sum,
            loop(first, update(sum, Nodes.load(x, row.times(width).plus(first)))),
            square,
            loop(second, update(square, off.times(off))),
            Nodes.store(squares, row, square),
            loop(third, Nodes.store(out, place, value))));
    return kernel;
  }

  @ParameterizedTest
  @CsvSource({"40,40", "256,256", "300,300", "1000,1000", "1024,1024", "1024,512", "1100,512"})
  void stagesOfARowSeeWhatEarlierStagesReduced(int width, int strip) {
    float[] out = new float[ROWS * width];
    float[] squares = new float[ROWS];
    float[] x = integers(ROWS * width);
    float[] w = integers(width);
    JavaRun.of(stages(width, strip).nest(), PLAIN, new long[0], out, squares, x, w);
    float[] expected = new float[ROWS * width];
    float[] expectedSquares = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      float sum = 0;
      for (int i = 0; i < width; i++) {
        sum += x[row * width + i];
      }
      for (int i = 0; i < width; i++) {
        float off = x[row * width + i] - sum;
        expectedSquares[row] += off * off;
        expected[row * width + i] = off * w[i];
      }
    }
    assertArrayEquals(expectedSquares, squares);
    assertArrayEquals(expected, out);
  }

  @ParameterizedTest
  @CsvSource({"1024,1024,1", "1024,512,3"})
  void rowThatIsOneStripIsCopiedOnceForAllStages(int width, int strip, int copies) {
    Rendered rendered = Compiler.render(stages(width, strip).nest(), PLAIN);
    assertEquals(copies, rendered.source().split("arraycopy\\(b0, ").length - 1, rendered.source());
  }

  @ParameterizedTest
  @CsvSource({"37,37", "512,512", "600,512", "2048,512"})
  void sumsStoredInPlaceByEveryRowSeeTheRowBefore(int width, int strip) {
    Kernel kernel = new Kernel("column_sums_in_place");
    Node out = kernel.buffer(DType.FLOAT32, width);
    Node in = kernel.buffer(DType.FLOAT32, 9L * width);
    Node row = kernel.range(9);
    Node c = kernel.range(width);
    kernel.strips(c, strip);
    Node sum = Nodes.load(out, c).plus(Nodes.load(in, row.times(width).plus(c)));
    kernel.phase(segment(List.of(), loop(row, loop(c, Nodes.store(out, c, sum)))));
    float[] sums = new float[width];
    float[] x = integers(9 * width);
    JavaRun.of(kernel.nest(), PLAIN, new long[0], sums, x);
    float[] expected = new float[width];
    for (int i = 0; i < x.length; i++) {
      expected[i % width] += x[i];
    }
    assertArrayEquals(expected, sums);
  }
}
