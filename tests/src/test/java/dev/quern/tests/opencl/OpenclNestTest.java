package dev.quern.tests.opencl;

import static dev.quern.compiler.ir.Nodes.load;
import static dev.quern.compiler.ir.Nodes.store;
import static dev.quern.tests.opencl.NestBuilder.loop;
import static dev.quern.tests.opencl.NestBuilder.segment;
import static dev.quern.tests.opencl.NestBuilder.update;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Variable;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hand-built nests through the device leave what the interpreter of nests leaves, bit for bit. */
final class OpenclNestTest {
  private static final int[] SIZES = {0, 1, 5, 15, 16, 17, 33, 64, 100, 259};

  private static int lanes(DType dtype) {
    return dtype.bytes() == 8 ? 8 : 16;
  }

  private static Node constant(DType dtype, double value) {
    return Nodes.constant(dtype, Shape.SCALAR, value);
  }

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void mapsOfEverySize(Target.Kind kind) {
    List<NestBuilder.Case> cases = new ArrayList<>();
    for (int size : SIZES) {
      cases.add(vectorMap("map_vector_" + size, size));
      cases.add(flatMap("map_flat_" + size, size));
    }
    OpenclDevices.checkAll(kind, cases);
  }

  /** Drivers name files after kernels, and one of them ends the JVM when it can't. */
  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void mapsOfAnyName(Target.Kind kind) {
    List<NestBuilder.Case> cases = new ArrayList<>();
    for (int length : new int[] {119, 120, 121, 200, 255, 300, 5_000}) {
      cases.add(flatMap("x".repeat(length), 5));
    }
    for (String odd : List.of("", "3x4", "a b", "f(); //", "../up", "\u00e9", "a\\\nb")) {
      cases.add(flatMap(odd, 5));
    }
    cases.forEach(each -> OpenclDevices.checkAll(kind, List.of(each)));
  }

  private static NestBuilder.Case vectorMap(String name, int size) {
    NestBuilder nest = new NestBuilder(name);
    Node x = nest.input(Arrays.special(DType.FLOAT32, 3 * size, 1));
    Node y = nest.input(Arrays.special(DType.FLOAT32, size, 2));
    Node out = nest.output(DType.FLOAT32, 3 * size);
    Node row = nest.range(3);
    Node i = nest.vectorized(size, 16, 2);
    Node at = row.times(size).plus(i);
    Node value = Nodes.fma(load(x, at), load(y, i), load(y, i).over(constant(DType.FLOAT32, 3)));
    return nest.phase(segment(row, loop(i, store(out, at, value)))).build();
  }

  private static NestBuilder.Case flatMap(String name, int size) {
    NestBuilder nest = new NestBuilder(name);
    Node x = nest.input(Arrays.special(DType.FLOAT32, 2 * size, 3));
    Node out = nest.output(DType.FLOAT32, 2 * size);
    Node row = nest.range(size);
    Node column = nest.range(2);
    Node value = Nodes.unary(Op.SQRT, load(x, column.times(size).plus(row)));
    return nest.phase(segment(row, column, store(out, row.times(2).plus(column), value)))
        .chunk(0, 0, 7)
        .build();
  }

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void reductionsOfEveryKindAndSize(Target.Kind kind) {
    List<NestBuilder.Case> cases = new ArrayList<>();
    for (int size : SIZES) {
      for (DType dtype : DType.values()) {
        cases.add(reductions(dtype, size));
      }
    }
    OpenclDevices.checkAll(kind, cases);
  }

  private static NestBuilder.Case reductions(DType dtype, int size) {
    NestBuilder nest = new NestBuilder("reduce_" + dtype + "_" + size);
    Node row = nest.range(4);
    Node i = nest.vectorized(size, lanes(dtype), 1 + size % 4);
    Node at = row.times(size).plus(i);
    List<Node> statements = new ArrayList<>(List.of(row));
    List<Node> updates = new ArrayList<>(List.of(i));
    List<Node> stores = new ArrayList<>();
    for (Op op : kinds(dtype)) {
      Node acc = nest.acc(op, dtype);
      statements.add(acc);
      updates.add(update(acc, term(op, dtype, nest, size, at)));
      stores.add(store(nest.output(dtype, 4), row, acc));
    }
    statements.add(loop(updates.toArray(Node[]::new)));
    statements.addAll(stores);
    return nest.phase(segment(statements.toArray(Node[]::new))).build();
  }

  private static List<Op> kinds(DType dtype) {
    if (dtype.isBool()) {
      return List.of(Op.MAX, Op.MIN, Op.AND, Op.OR);
    }
    return dtype.isFloat()
        ? List.of(Op.ADD, Op.MUL, Op.MAX, Op.MIN)
        : List.of(Op.ADD, Op.MUL, Op.MAX, Op.MIN, Op.AND, Op.OR);
  }

  /** What gives the same in whichever order it is combined. */
  private static Node term(Op op, DType dtype, NestBuilder nest, int size, Node at) {
    boolean exact = op == Op.MAX || op == Op.MIN || !dtype.isFloat();
    Object data =
        exact ? Arrays.special(dtype, 4 * size, size) : Arrays.small(dtype, 4 * size, size);
    Node x = load(nest.input(data), at);
    return exact || op == Op.ADD
        ? x
        : Nodes.where(x.lessThan(x.like(0.0)), x.like(-1.0), x.like(2.0));
  }

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void scalarLoopsWithSeveralAccumulators(Target.Kind kind) {
    List<NestBuilder.Case> cases = new ArrayList<>();
    for (int size : SIZES) {
      NestBuilder nest = new NestBuilder("unrolled_" + size);
      Node x = nest.input(Arrays.small(DType.FLOAT32, 4 * size, size));
      Node out = nest.output(DType.FLOAT64, 4);
      Node row = nest.range(4);
      Node i = nest.unrolled(size, 4);
      Node acc = nest.acc(Op.ADD, constant(DType.FLOAT64, 0.5));
      Node value = Nodes.cast(load(x, i.times(4).plus(row)), DType.FLOAT64);
      cases.add(
          nest.phase(segment(row, acc, loop(i, update(acc, value)), store(out, row, acc))).build());
    }
    OpenclDevices.checkAll(kind, cases);
  }

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void rowsWithStagesThatShareALocalArray(Target.Kind kind) {
    List<NestBuilder.Case> cases = new ArrayList<>();
    for (int size : SIZES) {
      cases.add(stages(size));
    }
    OpenclDevices.checkAll(kind, cases);
  }

  /** max; (x - max)^2 kept in an array and summed; the array reversed and the sum subtracted. */
  private static NestBuilder.Case stages(int size) {
    NestBuilder nest = new NestBuilder("stages_" + size);
    Node x = nest.input(Arrays.small(DType.FLOAT32, 5 * size, size));
    Node out = nest.output(DType.FLOAT32, 5 * size);
    Node kept = nest.local(DType.FLOAT32, size);
    Node row = nest.range(5);
    Node i = nest.vectorized(size, 16, 2);
    Node j = nest.vectorized(size, 16, 2);
    Node k = nest.vectorized(size, 16, 1);
    Node max = nest.acc(Op.MAX, DType.FLOAT32);
    Node sum = nest.acc(Op.ADD, DType.FLOAT32);
    Node difference = load(x, row.times(size).plus(j)).minus(max);
    Node reversed = load(kept, Node.index(size - 1).minus(k));
    return nest.phase(
            segment(
                row,
                max,
                loop(i, update(max, load(x, row.times(size).plus(i)))),
                sum,
                loop(j, store(kept, j, difference.times(difference)), update(sum, load(kept, j))),
                loop(k, store(out, row.times(size).plus(k), reversed.minus(sum)))))
        .build();
  }

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void loopsWithinLoops(Target.Kind kind) {
    List<NestBuilder.Case> cases = new ArrayList<>();
    for (int size : SIZES) {
      cases.add(product("product_inner_" + size, size));
      cases.add(columnSums("column_sums_" + size, size));
    }
    OpenclDevices.checkAll(kind, cases);
  }

  /** Each column of a row of the product is a loop inside the vector loop over columns. */
  private static NestBuilder.Case product(String name, int size) {
    NestBuilder nest = new NestBuilder(name);
    Node a = nest.input(Arrays.small(DType.FLOAT32, 3 * 7, 1));
    Node b = nest.input(Arrays.small(DType.FLOAT32, 7 * size, 2));
    Node out = nest.output(DType.FLOAT32, 3 * size);
    Node row = nest.range(3);
    Node j = nest.vectorized(size, 16, 1);
    Node k = nest.range(7);
    Node acc = nest.acc(Op.ADD, DType.FLOAT32);
    Node term = load(a, row.times(7).plus(k)).times(load(b, k.times(size).plus(j)));
    return nest.phase(
            segment(
                row,
                loop(j, acc, loop(k, update(acc, term)), store(out, row.times(size).plus(j), acc))))
        .build();
  }

  /** Rows are added one by one to an array of sums. */
  private static NestBuilder.Case columnSums(String name, int size) {
    NestBuilder nest = new NestBuilder(name);
    Node x = nest.input(Arrays.small(DType.FLOAT32, 9 * size, 1));
    Node out = nest.output(DType.FLOAT32, size);
    Node sums = nest.local(DType.FLOAT32, size);
    Node i = nest.vectorized(size, 16, 1);
    Node k = nest.range(9);
    Node j = nest.vectorized(size, 16, 1);
    Node o = nest.vectorized(size, 16, 1);
    Node added = load(sums, j).plus(load(x, k.times(size).plus(j)));
    return nest.phase(
            segment(
                loop(i, store(sums, i, constant(DType.FLOAT32, 0))),
                loop(k, loop(j, store(sums, j, added))),
                loop(o, store(out, o, load(sums, o)))))
        .build();
  }

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void gatesStridesAndGathers(Target.Kind kind) {
    List<NestBuilder.Case> cases = new ArrayList<>();
    for (int size : SIZES) {
      cases.add(padded(size));
      cases.add(strided(size));
      cases.add(gathered(size));
    }
    OpenclDevices.checkAll(kind, cases);
  }

  private static NestBuilder.Case padded(int size) {
    NestBuilder nest = new NestBuilder("padded_" + size);
    Node x = nest.input(Arrays.special(DType.FLOAT32, size, 1));
    Node flags = nest.input(Arrays.special(DType.BOOL, size, 2));
    Node out = nest.output(DType.FLOAT32, size + 7);
    Node bits = nest.output(DType.BOOL, size + 7);
    Node i = nest.vectorized(size + 7, 16, 1);
    Node at = i.plus(-3);
    Node gate = Node.index(2).lessThan(i).and(i.lessThan(Node.index(size + 3)));
    Node odd = Nodes.binary(Op.CMPEQ, i.modulo(Node.index(2)), Node.index(1));
    return nest.phase(
            segment(
                loop(
                    i,
                    store(out, i, load(x, at, gate)),
                    NestBuilder.store(bits, i, Nodes.unary(Op.NOT, load(flags, at, gate)), odd))))
        .build();
  }

  private static NestBuilder.Case strided(int size) {
    NestBuilder nest = new NestBuilder("strided_" + size);
    Node x = nest.input(Arrays.special(DType.FLOAT64, 3 * size, 1));
    Node out = nest.output(DType.FLOAT64, 2 * size);
    Node i = nest.vectorized(size, 8, 1);
    Node value = load(x, i.times(-3).plus(3 * size - 1)).plus(load(x, i.over(Node.index(2))));
    return nest.phase(segment(loop(i, store(out, i.times(2).plus(1), value)))).build();
  }

  private static NestBuilder.Case gathered(int size) {
    NestBuilder nest = new NestBuilder("gathered_" + size);
    int[] places = new int[4 * size];
    for (int i = 0; i < places.length; i++) {
      places[i] = i * 7919 % 11;
    }
    Node index = nest.input(places);
    Node table = nest.input(Arrays.special(DType.INT64, 11 * 5, 1));
    Node out = nest.output(DType.INT64, 4 * size * 5);
    Node sums = nest.inOut(Arrays.small(DType.FLOAT32, 11, 4));
    Node row = nest.range(4);
    Node i = nest.vectorized(size, 8, 1);
    Node c = nest.range(5);
    Node at = row.times(size).plus(i);
    Node value = load(table, load(index, at).times(5).plus(c));
    Node k = nest.range(4 * size);
    Node c2 = nest.range(1);
    Node place = load(index, k);
    return nest.phase(segment(row, loop(i, loop(c, store(out, at.times(5).plus(c), value)))))
        .phase(
            segment(
                c2,
                loop(k, store(sums, place, load(sums, place).plus(constant(DType.FLOAT32, 1))))))
        .build();
  }

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void sizesAndNumbersGivenAtLaunch(Target.Kind kind) {
    List<NestBuilder.Case> cases = new ArrayList<>();
    for (int length : new int[] {0, 1, 16, 23, 40}) {
      NestBuilder nest = new NestBuilder("variable_" + length);
      Node x = nest.input(Arrays.small(DType.FLOAT32, 40 * 40, 1));
      Node out = nest.output(DType.FLOAT32, 40 * 40);
      Node sums = nest.output(DType.FLOAT32, 40);
      Node n = nest.scalar(DType.INT32, new Variable("t", 0, 40), length);
      Node rate =
          nest.scalar(
              DType.FLOAT32, Variable.scalar("rate"), Literal.of(DType.FLOAT32, 1.5).bits());
      Node on = nest.scalar(DType.BOOL, Variable.scalar("on"), 1);
      Node row = nest.range(n);
      Node i = nest.vectorized(n, 16, 2);
      Node acc = nest.acc(Op.ADD, DType.FLOAT32);
      Node at = row.times(40).plus(i);
      Node value = Nodes.where(on, load(x, at).times(rate), load(x, at));
      cases.add(
          nest.phase(
                  segment(
                      row,
                      acc,
                      loop(i, store(out, at, value), update(acc, value)),
                      store(sums, row, acc)))
              .chunk(0, 0, 3)
              .build());
    }
    OpenclDevices.checkAll(kind, cases);
  }

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void segmentsAndPhases(Target.Kind kind) {
    NestBuilder nest = new NestBuilder("segments");
    Node x = nest.input(Arrays.small(DType.FLOAT32, 300, 1));
    Node joined = nest.output(DType.FLOAT32, 600);
    Node out = nest.output(DType.FLOAT32, 600);
    Node i = nest.vectorized(300, 16, 1);
    Node j = nest.range(300);
    Node k = nest.range(600);
    Node zero = nest.range(0);
    OpenclDevices.checkAll(
        kind,
        List.of(
            nest.phase(
                    segment(loop(i, store(joined, i.times(2), load(x, i)))),
                    segment(j, store(joined, j.times(2).plus(1), Nodes.unary(Op.NEG, load(x, j)))),
                    segment(zero, store(joined, zero, constant(DType.FLOAT32, 9))))
                .phase(segment(k, store(out, Node.index(599).minus(k), load(joined, k))))
                .build()));
  }

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void aRowReadsBackWhatItsEarlierStagesStored(Target.Kind kind) {
    NestBuilder nest = new NestBuilder("read_back");
    Node x = nest.input(Arrays.small(DType.FLOAT32, 3 * 50, 1));
    Node out = nest.output(DType.FLOAT32, 3 * 50);
    Node last = nest.output(DType.FLOAT32, 3 * 50);
    Node row = nest.range(3);
    Node base = row.times(50);
    Node i = nest.vectorized(50, 16, 1);
    Node k = nest.range(5);
    Node j = nest.vectorized(50, 16, 1);
    Node first = base.plus(k);
    Node other = load(out, base.plus(Node.index(49).minus(j)));
    OpenclDevices.checkAll(
        kind,
        List.of(
            nest.phase(
                    segment(
                        row,
                        loop(
                            i,
                            store(
                                out,
                                base.plus(i),
                                load(x, base.plus(i)).times(constant(DType.FLOAT32, 2)))),
                        store(out, base, constant(DType.FLOAT32, 77)),
                        loop(
                            k,
                            store(out, first, load(out, first).plus(load(out, first.plus(1)))),
                            loop(j, store(last, base.plus(j), other.plus(load(out, first)))))))
                .build()));
  }

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void anAccumulatorIsReadBetweenLoops(Target.Kind kind) {
    NestBuilder nest = new NestBuilder("variance");
    Node x = nest.input(Arrays.small(DType.INT32, 6 * 40, 1));
    Node out = nest.output(DType.INT32, 6);
    Node row = nest.range(6);
    Node i = nest.vectorized(40, 16, 1);
    Node j = nest.vectorized(40, 16, 2);
    Node k = nest.range(3);
    Node sum = nest.acc(Op.ADD, DType.INT32);
    Node total = nest.acc(Op.ADD, DType.INT32);
    Node centred = load(x, row.times(40).plus(j)).minus(sum).times(k);
    OpenclDevices.checkAll(
        kind,
        List.of(
            nest.phase(
                    segment(
                        row,
                        sum,
                        loop(i, update(sum, load(x, row.times(40).plus(i)))),
                        total,
                        loop(k, loop(j, update(total, centred.times(centred)))),
                        store(out, row, total)))
                .build()));
  }
}
