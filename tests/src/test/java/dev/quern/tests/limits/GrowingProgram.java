package dev.quern.tests.limits;

import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Programs that come in every size, each a scalar that depends on all of its {@link Leaves}. */
enum GrowingProgram {
  SUM_OF_ROWS((n, leaves) -> sum(leaves.rows(n, 8)).sum()),
  SUM_OF_SCALARS((n, leaves) -> sum(leaves.rows(n))),
  SUM_OF_PRODUCTS((n, leaves) -> sum(each(leaves.rows(2 * n, 8), x -> x.mul(x))).sum()),
  SUM_OF_SUMS((n, leaves) -> sum(each(leaves.rows(n, 16, 10), x -> x.mul(x).sum()))),
  COUNTED_BATCHES(
      (n, leaves) -> sum(each(leaves.rows(n, 32, 10), x -> x.argmax(1).eq(3).sum().mul(x.sum())))),
  CAT_OF_ROWS((n, leaves) -> Tensor.cat(leaves.rows(n, 4), 0).square().sum()),
  CAT_OF_UNEVEN_ROWS((n, leaves) -> Tensor.cat(leaves.uneven(n), 0).exp().sum()),
  STACK_OF_SCALARS((n, leaves) -> Tensor.stack(leaves.rows(n), 0).square().sum()),
  STACK_OF_SUMS(
      (n, leaves) -> Tensor.stack(each(leaves.rows(n, 5), x -> x.square().sum()), 0).tanh().sum()),
  SOFTMAX_OF_A_STACK((n, leaves) -> Tensor.stack(leaves.rows(n, 6), 1).softmax(1).square().sum()),
  SUM_OF_SLICES((n, leaves) -> sum(each(slices(leaves, n), x -> x.exp().mul(x))).sum()),
  STACK_OF_SLICES((n, leaves) -> Tensor.stack(each(slices(leaves, n), Tensor::sum), 0).exp().sum()),
  CHAIN(
      (n, leaves) ->
          repeat(n, leaves.row(50), (i, y) -> i % 2 == 0 ? y.mul(0.99) : y.add(0.1).tanh()).sum()),
  CHAIN_OF_CHOICES(
      (n, leaves) -> {
        Tensor x = leaves.row(50);
        return repeat(n, x, (i, y) -> Tensor.where(x.gt(i % 9 / 9.0), y.add(i), y.mul(0.9))).sum();
      }),
  DISTINCT_CONSTANTS(
      (n, leaves) -> {
        Tensor x = leaves.row(50);
        return repeat(n, x, (i, y) -> y.add(x.mul(i * 0.001))).sum();
      }),
  SCALARS_OF_THE_LAUNCH(
      (n, leaves) -> {
        Tensor x = leaves.row(50);
        return repeat(n, x, (i, y) -> y.add(x.mul(Tensor.variable("v" + i, x.dtype(), i * 0.01))))
            .sum();
      }),
  CENTERED_AGAIN_AND_AGAIN(
      (n, leaves) -> repeat(n, leaves.row(50), (i, y) -> y.sub(y.mean()).mul(1.01)).exp().sum()),
  CENTERED_ROWS(
      (n, leaves) ->
          repeat(n, leaves.row(20, 30), (i, y) -> y.sub(y.mean(1, true))).square().sum()),
  SUMS_OF_ONE_ROW(
      (n, leaves) -> {
        Tensor x = leaves.row(20, 30);
        return repeat(n, x, (i, y) -> y.add(x.mul(i * 0.001).sum(1, true))).square().sum();
      }),
  SMALL_PRODUCTS(
      (n, leaves) -> repeat(n, leaves.row(2, 2), (i, y) -> y.matmul(leaves.row(2, 2))).sum()),
  PRODUCTS_WITH_ONE_OPERAND(
      (n, leaves) -> {
        Tensor x = leaves.row(16, 16);
        return sum(each(leaves.rows(n, 16, 16), x::matmul)).sum();
      }),
  RECURRENCE(
      (n, leaves) -> {
        Tensor w = leaves.row(8, 8);
        return repeat(n, leaves.row(2, 8), (i, h) -> h.matmul(w).add(i).tanh()).sum();
      }),
  LARGEST_OF_MANY(
      (n, leaves) ->
          leaves.rows(n, 7).stream().map(x -> x.mul(0.5)).reduce(Tensor::maximum).get().sum()),
  CAT_OF_CATS(
      (n, leaves) ->
          repeat(n, leaves.row(2), (i, y) -> Tensor.cat(List.of(y, leaves.row(1 + i % 3)), 0))
              .square()
              .sum());

  /** Makes a program of a size. */
  @FunctionalInterface
  interface Maker {
    Tensor make(int n, Leaves leaves);
  }

  /** A step of a program that repeats itself. */
  @FunctionalInterface
  interface Turn {
    Tensor take(int number, Tensor so);
  }

  private final Maker maker;

  GrowingProgram(Maker maker) {
    this.maker = maker;
  }

  Tensor make(int n, Leaves leaves) {
    return maker.make(n, leaves);
  }

  private static Tensor sum(List<Tensor> terms) {
    return terms.stream().reduce(Tensor::add).orElseThrow();
  }

  private static List<Tensor> each(List<Tensor> tensors, UnaryOperator<Tensor> function) {
    return tensors.stream().map(function).toList();
  }

  private static List<Tensor> slices(Leaves leaves, int n) {
    return leaves.row(n * 3).split(3, 0);
  }

  private static Tensor repeat(int n, Tensor start, Turn turn) {
    Tensor so = start;
    for (int i = 0; i < n; i++) {
      so = turn.take(i, so);
    }
    return so;
  }

  /** The tensors that a program starts from: always the same ones, in the order of asking. */
  static final class Leaves {
    private final DType dtype;
    private final List<Tensor> made = new ArrayList<>();

    Leaves(DType dtype) {
      this.dtype = dtype;
    }

    List<Tensor> all() {
      return made;
    }

    Tensor row(int... shape) {
      int elements = IntStream.of(shape).reduce(1, (a, b) -> a * b);
      double[] values = new double[elements];
      for (int i = 0; i < elements; i++) {
        values[i] = (made.size() * 5 + i * 3) % 17 / 16.0 - 0.5;
      }
      made.add(Tensor.of(values, shape).to(dtype).detach().requiresGrad_());
      return made.get(made.size() - 1);
    }

    List<Tensor> rows(int n, int... shape) {
      return IntStream.range(0, n).mapToObj(i -> row(shape)).toList();
    }

    List<Tensor> uneven(int n) {
      return IntStream.range(0, n).mapToObj(i -> row(1 + i % 7)).toList();
    }
  }
}
