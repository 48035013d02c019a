package dev.quern.compiler.render.java;

import static dev.quern.compiler.render.java.Kernel.loop;
import static dev.quern.compiler.render.java.Kernel.segment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.target.Target;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContractionTest {
  private static final Target TARGET = Target.java(512, List.of());

  private static int up(int size, int block) {
    return (size + block - 1) / block;
  }

  /** {@code out = a b + bias}, as lowering would spell it. */
  static Nest matmul(ContractionShape s) {
    Kernel kernel = new Kernel("matmul_" + s.batch() + "x" + s.m() + "x" + s.n() + "x" + s.k());
    Node out = kernel.buffer(DType.FLOAT32, (long) s.batch() * s.m() * s.n());
    Node a = kernel.buffer(DType.FLOAT32, (long) s.batch() * s.m() * s.k());
    Node b = kernel.buffer(DType.FLOAT32, (long) s.batch() * s.k() * s.n());
    Node bias = kernel.buffer(DType.FLOAT32, s.n());
    int panels = up(s.n(), s.nr());
    Node packedB = kernel.buffer(DType.FLOAT32, (long) s.batch() * panels * s.k() * s.nr());
    kernel.template(new ScalarTile()).chunk(0, 3);
    kernel.phase(packB(kernel, s, b, packedB));
    kernel.phase(contraction(kernel, s, List.of(a, packedB, bias, out)));
    return kernel.nest();
  }

  private static Node packB(Kernel kernel, ContractionShape s, Node b, Node packed) {
    Node batch = kernel.range(s.batch());
    Node panel = kernel.range(up(s.n(), s.nr()));
    Node k = kernel.range(s.k());
    Node x = kernel.range(s.nr());
    Node column = panel.times(s.nr()).plus(x);
    Node row = batch.times(s.k()).plus(k);
    Node value = Nodes.load(b, row.times(s.n()).plus(column), column.lessThan(Node.index(s.n())));
    Node at = batch.times(up(s.n(), s.nr())).plus(panel).times(s.k()).plus(k).times(s.nr()).plus(x);
    kernel.vectorize(x, 16, 1);
    return segment(List.of(batch, panel), loop(k, loop(x, Nodes.store(packed, at, value))));
  }

  private static Node contraction(Kernel kernel, ContractionShape s, List<Node> arrays) {
    Node batch = kernel.range(s.batch());
    Node mb = kernel.range(up(s.m(), s.mc()));
    Node nb = kernel.range(up(s.n(), s.nc()));
    Node kb = kernel.range(up(s.k(), s.kc()));
    Node scratch = kernel.local(DType.FLOAT32, s.mc() * s.nc());
    Node packedA = kernel.local(DType.FLOAT32, s.mc() * s.kc());
    Node p = kernel.range(up(s.mc(), s.panel()));
    Node kk = kernel.range(s.kc());
    Node r = kernel.range(s.panel());
    Node row = mb.times(s.mc()).plus(p.times(s.panel())).plus(r);
    Node term = kb.times(s.kc()).plus(kk);
    Node inside = row.lessThan(Node.index(s.m())).and(term.lessThan(Node.index(s.k())));
    Node index = batch.times(s.m()).plus(row).times(s.k()).plus(term);
    Node at = p.times(s.kc()).plus(kk).times(s.panel()).plus(r);
    Node packA =
        loop(
            p,
            loop(kk, loop(r, Nodes.store(packedA, at, Nodes.load(arrays.get(0), index, inside)))));
    Node store = store(kernel, s, List.of(batch, mb, nb), scratch, arrays);
    return Nodes.statement(
        Op.CONTRACTION,
        new Arg.Contraction(s),
        batch,
        mb,
        nb,
        kb,
        scratch,
        packedA,
        arrays.get(1),
        packA,
        store);
  }

  private static Node store(
      Kernel kernel, ContractionShape s, List<Node> block, Node scratch, List<Node> arrays) {
    Node rowsLeft = Node.index(s.m()).minus(block.get(1).times(s.mc()));
    Node columnsLeft = Node.index(s.n()).minus(block.get(2).times(s.nc()));
    Node y = kernel.range(Nodes.binary(Op.MIN, Node.index(s.mc()), rowsLeft));
    Node x = kernel.range(Nodes.binary(Op.MIN, Node.index(s.nc()), columnsLeft));
    Node column = block.get(2).times(s.nc()).plus(x);
    Node row = block.get(0).times(s.m()).plus(block.get(1).times(s.mc())).plus(y);
    Node sum = Nodes.load(scratch, y.times(s.nc()).plus(x)).plus(Nodes.load(arrays.get(2), column));
    kernel.vectorize(x, 16, 2);
    return loop(y, loop(x, Nodes.store(arrays.get(3), row.times(s.n()).plus(column), sum)));
  }

  @Test
  void raggedSizesGiveTheSumOfProducts() {
    int[] sizes = {1, 7, 33, 100};
    for (int m : sizes) {
      for (int n : sizes) {
        for (int k : new int[] {0, 1, 7, 100}) {
          ContractionShape shape =
              new ContractionShape(2, m, n, k, DType.FLOAT32, 4, 16, 8, 32, 33);
          check(shape);
          check(shape.withPanel(8));
        }
      }
    }
  }

  private static void check(ContractionShape s) {
    Random random = new Random(1);
    float[] a = floats(random, s.batch() * s.m() * s.k());
    float[] b = floats(random, s.batch() * s.k() * s.n());
    float[] bias = floats(random, s.n());
    float[] out = new float[s.batch() * s.m() * s.n()];
    float[] packed = new float[s.batch() * up(s.n(), s.nr()) * s.k() * s.nr()];
    JavaRun.of(matmul(s), TARGET, new long[0], out, a, b, bias, packed);
    for (int i = 0; i < out.length; i++) {
      int column = i % s.n();
      int row = i / s.n();
      int batch = row / s.m();
      double sum = bias[column];
      for (int k = 0; k < s.k(); k++) {
        sum += (double) a[row * s.k() + k] * b[(batch * s.k() + k) * s.n() + column];
      }
      assertEquals(sum, out[i], 1e-4, s + " at " + i);
    }
  }

  private static float[] floats(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
