package dev.quern.tests.opencl;

import static dev.quern.compiler.ir.Nodes.load;
import static dev.quern.compiler.ir.Nodes.store;
import static dev.quern.tests.opencl.NestBuilder.loop;
import static dev.quern.tests.opencl.NestBuilder.segment;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.target.ContractionTask;
import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sums of products through the template: packing, micro-kernel and storing as nests of one kernel.
 */
final class OpenclContractionTest {
  private static final int[][] SIZES = { // batch m n k
    {1, 32, 32, 32},
    {1, 33, 47, 29},
    {3, 65, 20, 31},
    {1, 7, 300, 19},
    {2, 100, 33, 300},
    {1, 129, 9, 513},
    {1, 64, 64, 8}
  };

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void productsOfRaggedSizes(Target.Kind kind) {
    Target target = OpenclDevices.of(kind).target();
    List<NestBuilder.Case> cases = new ArrayList<>();
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      for (int[] size : SIZES) {
        ContractionTask task =
            new ContractionTask(size[0], size[1], size[2], size[3], dtype, false);
        ContractionTemplate template = template(task, target);
        cases.add(product(template.plan(task, target).orElseThrow(), template));
      }
    }
    OpenclDevices.checkAll(kind, cases);
  }

  private static ContractionTemplate template(ContractionTask task, Target target) {
    for (ContractionTemplate template : OpenclDevices.templates()) {
      if (template.plan(task, target).isPresent()) {
        return template;
      }
    }
    assertTrue(false, "no template takes " + task);
    throw new AssertionError();
  }

  private static int up(int size, int tile) {
    return (size + tile - 1) / tile;
  }

  private static NestBuilder.Case product(ContractionShape s, ContractionTemplate template) {
    String name = "product_%d_%dx%dx%d_%s".formatted(s.batch(), s.m(), s.n(), s.k(), s.dtype());
    NestBuilder nest = new NestBuilder(name).template(template);
    DType dtype = s.dtype();
    int rowTiles = up(s.m(), s.mr());
    int columnTiles = up(s.n(), s.nr());
    Node a = nest.input(Arrays.small(dtype, s.batch() * s.m() * s.k(), 1));
    Node b = nest.input(Arrays.small(dtype, s.batch() * s.n() * s.k(), 2)); // transposed
    Node out = nest.output(dtype, s.batch() * s.m() * s.n());
    Node packedA = nest.output(dtype, s.batch() * rowTiles * s.k() * s.mr());
    Node packedB = nest.output(dtype, s.batch() * columnTiles * s.k() * s.nr());
    Node products = nest.output(dtype, s.batch() * rowTiles * s.mr() * columnTiles * s.nr());
    Arg shape = new Arg.Contraction(s);
    return nest.phase(pack(nest, a, packedA, s, true), pack(nest, b, packedB, s, false))
        .phase(Nodes.statement(Op.CONTRACTION, shape, packedA, packedB, products))
        .phase(unpack(nest, products, out, s))
        .build();
  }

  /** Panels of rows (of A) or columns (of B, whose rows they are here), padded with zeros. */
  private static Node pack(NestBuilder nest, Node from, Node to, ContractionShape s, boolean ofA) {
    int size = ofA ? s.m() : s.n();
    int tile = ofA ? s.mr() : s.nr();
    Node batch = nest.range(s.batch());
    Node panel = nest.range(up(size, tile));
    Node k = nest.range(s.k());
    Node lane = nest.vectorized(tile, Math.min(tile, 8), 1);
    Node row = panel.times(tile).plus(lane);
    Node gate = row.lessThan(Node.index(size));
    Node value = load(from, batch.times(size).plus(row).times(s.k()).plus(k), gate);
    Node at = batch.times(up(size, tile)).plus(panel).times(s.k()).plus(k).times(tile).plus(lane);
    return segment(batch, panel, k, loop(lane, store(to, at, value)));
  }

  private static Node unpack(NestBuilder nest, Node products, Node out, ContractionShape s) {
    Node batch = nest.range(s.batch());
    Node row = nest.range(s.m());
    Node column = nest.vectorized(s.n(), 8, 1);
    int stride = up(s.n(), s.nr()) * s.nr();
    Node from = batch.times(up(s.m(), s.mr()) * s.mr()).plus(row).times(stride).plus(column);
    Node to = batch.times(s.m()).plus(row).times(s.n()).plus(column);
    return segment(batch, row, loop(column, store(out, to, load(products, from))));
  }
}
