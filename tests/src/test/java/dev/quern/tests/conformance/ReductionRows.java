package dev.quern.tests.conformance;

import static dev.quern.tests.conformance.Input.distinct;
import static dev.quern.tests.conformance.Input.index;
import static dev.quern.tests.conformance.Input.mask;
import static dev.quern.tests.conformance.Input.nonZero;
import static dev.quern.tests.conformance.Input.plain;
import static dev.quern.tests.conformance.Input.special;
import static dev.quern.tests.conformance.Row.ANY;
import static dev.quern.tests.conformance.Row.NUMBER;
import static dev.quern.tests.conformance.Row.WHOLE;

import dev.quern.Reduction;
import dev.quern.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reductions, and what is made of them: softmax, norms, losses. */
final class ReductionRows {
  private final List<Row> rows = new ArrayList<>();

  private ReductionRows() {}

  static List<Row> reductions() {
    ReductionRows table = new ReductionRows();
    table.sums();
    table.shapes();
    table.extremes();
    table.truths();
    table.integers();
    return table.rows;
  }

  static List<Row> normalizations() {
    ReductionRows table = new ReductionRows();
    table.softmaxes();
    table.norms();
    table.losses();
    return table.rows;
  }

  private void add(String name, Input x, UnaryOperator<Tensor> body, String torch) {
    rows.add(Row.one(name, x, body, torch));
  }

  private void sums() {
    int[][] dims = {{0}, {1}, {2}, {-1}, {0, 1}, {1, 2}, {0, 2}, {0, 1, 2}};
    for (int[] dim : dims) {
      String list = Arrays.toString(dim);
      add("sum " + list, plain(5, 7, 67), x -> x.sum(dim), "torch.sum(x, " + list + ")");
      add(
          "sum keepdim " + list,
          plain(5, 7, 67),
          x -> x.sum(dim, true),
          "torch.sum(x, " + list + ", True)");
      add("mean " + list, plain(3, 131, 4), x -> x.mean(dim), "torch.mean(x, " + list + ")");
      add(
          "var " + list,
          plain(3, 131, 4),
          x -> x.var(dim),
          "torch.var(x, " + list + ", correction=1)");
      add("amax " + list, distinct(3, 67, 5), x -> x.amax(dim), "torch.amax(x, " + list + ")");
      add("amin " + list, distinct(3, 67, 5), x -> x.amin(dim), "torch.amin(x, " + list + ")");
    }
    add("prod", nonZero(3, 7), x -> x.prod(1, true), "torch.prod(x, 1, True)");
    add("prod 0", nonZero(7, 3), x -> x.prod(0, false), "torch.prod(x, 0)");
    add("std", plain(3, 67), x -> x.std(1), "torch.std(x, [1], correction=1)");
    add(
        "var without correction",
        plain(3, 67),
        x -> x.var(new int[] {0}, 0, true),
        "torch.var(x, [0], correction=0, keepdim=True)");
    add("norm", plain(13, 67), x -> x.norm(1), "torch.norm(x, 2, [1])");
    add("norm of all", plain(13, 67), Tensor::norm, "torch.norm(x)");
    add(
        "sum of products",
        plain(67, 131),
        x -> x.mul(x.sum(0, true)).sum(1),
        "torch.sum(x * torch.sum(x, [0], True), [1])");
    add(
        "sum of a transpose",
        plain(67, 131),
        x -> x.t().exp().sum(1),
        "torch.sum(torch.exp(torch.t(x)), [1])");
  }

  private void shapes() {
    int[][] shapes = {
      {},
      {1},
      {2},
      {7},
      {64},
      {1031},
      {70001},
      {1, 1},
      {1, 131},
      {131, 1},
      {3, 0},
      {0, 3},
      {0},
      {513, 3},
      {3, 4099},
      {2, 3, 1, 5}
    };
    for (int[] shape : shapes) {
      add("sum of all", plain(shape), x -> x.sum(), "torch.sum(x)");
      add("mean of all", plain(shape), x -> x.mean(), "torch.mean(x)");
      if (plain(shape).count() < 100) {
        add("prod of all", nonZero(shape), x -> x.prod().mul(2), "torch.prod(x) * 2");
      }
      if (shape.length > 0) {
        add("sum of rows", plain(shape), x -> x.sum(-1), "torch.sum(x, [-1])");
        add("sum of columns", plain(shape), x -> x.sum(0), "torch.sum(x, [0])");
      }
    }
    rows.add(
        Row.one("sum of special values", special(33, 70), x -> x.sum(1), "torch.sum(x, [1])")
            .flat());
    rows.add(
        Row.one("sum across special values", special(70, 33), x -> x.sum(0), "torch.sum(x, [0])")
            .flat());
  }

  private void extremes() {
    add("max", distinct(5, 67), x -> x.max(1).values(), "torch.amax(x, [1])");
    add("min keepdim", distinct(67, 5), x -> x.min(0, true).values(), "torch.amin(x, [0], True)");
    add(
        "amax with ties",
        mask(5, 67),
        x -> x.to(dev.quern.compiler.ir.DType.FLOAT32).amax(1),
        "torch.amax(x.float(), [1])");
    for (String name : List.of("argmax", "argmin")) {
      boolean max = name.equals("argmax");
      flat(
          name,
          distinct(5, 131),
          x -> max ? x.argmax(1) : x.argmin(1),
          "torch." + name + "(x, 1)",
          NUMBER);
      flat(
          name + " keepdim",
          distinct(131, 5),
          x -> max ? x.argmax(0, true) : x.argmin(0, true),
          "torch." + name + "(x, 0, True)",
          NUMBER);
      flat(
          name + " of all",
          distinct(13, 17),
          x -> max ? x.argmax() : x.argmin(),
          "torch." + name + "(x)",
          NUMBER);
      flat(
          name + " of special values",
          special(5, 70),
          x -> max ? x.argmax(1) : x.argmin(1),
          "torch." + name + "(x, 1)",
          NUMBER);
    }
    flat(
        "amax amin of special values",
        special(8, 70),
        x -> Tensor.stack(List.of(x.amax(1), x.amin(1)), 0),
        "torch.stack([torch.amax(x, [1]), torch.amin(x, [1])], 0)",
        NUMBER);
    flat(
        "amax amin across special values",
        special(70, 8),
        x -> Tensor.stack(List.of(x.amax(0), x.amin(0)), 0),
        "torch.stack([torch.amax(x, [0]), torch.amin(x, [0])], 0)",
        NUMBER);
    flat("max index", distinct(5, 67), x -> x.max(1).indices(), "torch.argmax(x, 1)", NUMBER);
  }

  private void flat(
      String name,
      Input x,
      UnaryOperator<Tensor> body,
      String torch,
      Set<dev.quern.compiler.ir.DType> on) {
    rows.add(Row.one(name, x, body, torch).flat().on(on));
  }

  private void truths() {
    flat("any", plain(7, 67), x -> x.gt(2).any(1), "torch.any(torch.gt(x, 2), [1])", NUMBER);
    flat("all", plain(7, 3), x -> x.gt(-1).all(1), "torch.all(torch.gt(x, -1), [1])", NUMBER);
    flat("any keepdim", plain(7, 5), x -> x.any(0, true), "torch.any(x, [0], True)", ANY);
    flat("all of all", plain(7, 5), x -> x.all(), "torch.all(x)", ANY);
    flat(
        "any of nothing",
        plain(0, 5),
        x -> Tensor.cat(List.of(x.any(0), x.all(0)), 0),
        "torch.cat([torch.any(x, [0]), torch.all(x, [0])], 0)",
        ANY);
  }

  private void integers() {
    flat("sum of integers", special(19, 25), x -> x.sum(1), "torch.sum(x, [1])", WHOLE);
    flat("sum of integers to columns", special(25, 19), x -> x.sum(0), "torch.sum(x, [0])", WHOLE);
    flat("prod of integers", special(19, 5), x -> x.prod(1, false), "torch.prod(x, 1)", WHOLE);
    flat("sum of bools", mask(131, 67), x -> x.sum(1), "torch.sum(x, [1])", WHOLE);
    flat("count", plain(131, 67), x -> x.gt(0).sum(), "torch.sum(torch.gt(x, 0))", NUMBER);
  }

  private void softmaxes() {
    int[][] shapes = {
      {1}, {7}, {5, 1}, {3, 67}, {67, 3}, {2, 5, 131}, {3, 1031}, {2, 9001}, {0, 5}, {40, 64}
    };
    for (int[] shape : shapes) {
      for (int dim : new int[] {-1, 0}) {
        String at = ", " + dim + ")";
        add("softmax" + at, plain(shape), x -> x.softmax(dim), "torch.softmax(x" + at);
        add("logSoftmax" + at, plain(shape), x -> x.logSoftmax(dim), "torch.log_softmax(x" + at);
      }
    }
    add("logsumexp", plain(5, 67), x -> x.logsumexp(1, false), "torch.logsumexp(x, [1])");
    add(
        "logsumexp keepdim",
        plain(67, 5),
        x -> x.mul(40).logsumexp(0, true),
        "torch.logsumexp(x * 40, [0], True)");
    rows.add(
        Row.one(
                "softmax of special values",
                special(40, 11),
                x -> x.softmax(1),
                "torch.softmax(x, 1)")
            .flat());
    rows.add(
        Row.one(
                "softmax of a row without numbers",
                plain(3, 11),
                x -> x.mul(0).add(1).log().sub(1).div(0.0).softmax(1),
                "torch.softmax((torch.log(x * 0. + 1) - 1) / 0., 1)")
            .flat());
    add(
        "softmax of large values",
        plain(5, 67),
        x -> x.mul(1e4).softmax(1),
        "torch.softmax(x * 10000., 1)");
    add(
        "softmax twice",
        plain(5, 67),
        x -> x.softmax(1).softmax(0),
        "torch.softmax(torch.softmax(x, 1), 0)");
    rows.add(
        Row.two(
            "masked softmax",
            plain(4, 67),
            mask(4, 67),
            (x, m) -> x.maskedFill(m, Double.NEGATIVE_INFINITY).softmax(1),
            "torch.softmax(torch.masked_fill(x, y, -inf), 1)"));
  }

  private void norms() {
    int[][] shapes = {{3, 67}, {5, 64}, {2, 3, 131}, {3, 1031}};
    for (int[] shape : shapes) {
      int n = shape[shape.length - 1];
      int[] last = {n};
      String dims = "(x, [" + n + "], ";
      add(
          "layerNorm",
          plain(shape),
          x -> x.layerNorm(last, 1e-5),
          "torch.layer_norm" + dims + "None, None, 1e-5, False)");
      rows.add(
          Row.of(
              "layerNorm with weight and bias",
              in -> in.get(0).layerNorm(last, in.get(1), in.get(2), 1e-5),
              "torch.layer_norm" + dims + "y, z, 1e-5, False)",
              plain(shape),
              plain(n),
              plain(n)));
      rows.add(
          Row.two(
              "rmsNorm",
              plain(shape),
              plain(n),
              (x, w) -> x.rmsNorm(last, w, 1e-5),
              "torch.rms_norm" + dims + "y, 1e-5)"));
    }
    add(
        "layerNorm over two dims",
        plain(5, 7, 9),
        x -> x.layerNorm(new int[] {7, 9}, 1e-5),
        "torch.layer_norm(x, [7, 9], None, None, 1e-5, False)");
    rows.add(Row.one("layerNorm of one", plain(7, 1), x -> x.layerNorm(new int[] {1}, 1e-5), ""));
    add(
        "layerNorm far from 0",
        plain(5, 64),
        x -> x.add(100).layerNorm(new int[] {64}, 1e-5),
        "torch.layer_norm(x + 100, [64], None, None, 1e-5, False)");
  }

  private void losses() {
    int[][] shapes = {{1, 1}, {5, 7}, {67, 131}, {32, 65}, {3, 1031}};
    for (int[] shape : shapes) {
      for (Reduction reduction : Reduction.values()) {
        int code = List.of(Reduction.NONE, Reduction.MEAN, Reduction.SUM).indexOf(reduction);
        rows.add(
            Row.two(
                "crossEntropy " + reduction,
                plain(shape),
                index(shape[1], shape[0]),
                (x, t) -> x.crossEntropy(t, -100, reduction),
                "torch.cross_entropy_loss(x, y, None, " + code + ", -100)"));
      }
      rows.add(
          Row.two(
              "crossEntropy that ignores 0",
              plain(shape[0], shape[1] + 1),
              index(shape[1] + 1, shape[0]),
              (x, t) -> x.crossEntropy(t, 0, Reduction.SUM),
              "torch.cross_entropy_loss(x, y, None, 2, 0)"));
      rows.add(
          Row.two(
              "nllLoss",
              plain(shape),
              index(shape[1], shape[0]),
              Tensor::nllLoss,
              "torch.nll_loss(x, y, None, 1, -100)"));
    }
    rows.add(
        Row.two(
            "crossEntropy of images",
            plain(2, 5, 7),
            index(5, 2, 7),
            Tensor::crossEntropy,
            "torch.cross_entropy_loss(x, y, None, 1, -100)"));
    rows.add(
        Row.two(
            "crossEntropy of probabilities",
            plain(6, 9),
            plain(6, 9),
            (x, p) -> x.crossEntropy(p.softmax(1)),
            "torch.cross_entropy_loss(x, torch.softmax(y, 1), None, 1, -100)"));
    rows.add(
        Row.two("mseLoss", plain(7, 67), plain(7, 67), Tensor::mseLoss, "torch.mse_loss(x, y)"));
    rows.add(
        Row.two(
            "l1Loss",
            plain(7, 67),
            distinct(7, 67),
            (x, y) -> x.l1Loss(y, Reduction.SUM),
            "torch.l1_loss(x, y, 2)"));
    rows.add(
        Row.two(
            "binaryCrossEntropyWithLogits",
            plain(7, 67),
            plain(7, 67),
            (x, y) -> x.binaryCrossEntropyWithLogits(y.sigmoid(), Reduction.MEAN),
            "torch.binary_cross_entropy_with_logits(x, torch.sigmoid(y))"));
  }
}
