package dev.quern.tests.conformance;

import static dev.quern.tests.conformance.Input.plain;

import dev.quern.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Random tensors, which every device draws alike. */
final class RandomRows {
  private RandomRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    rows.add(Row.one("rand", plain(67, 31), x -> Tensor.rand(x.dtype(), 67, 31).mul(x), ""));
    rows.add(Row.one("randn", plain(67, 31), x -> Tensor.randn(x.dtype(), 67, 31).add(x), ""));
    rows.add(
        Row.one("randint", plain(67, 31), x -> Tensor.randint(-5, 1000003, 67, 31), "").flat());
    rows.add(
        Row.one(
            "two draws", plain(1031), x -> Tensor.rand(1031).sub(Tensor.rand(1031)).add(x), ""));
    rows.add(Row.one("dropout", plain(67, 31), x -> x.dropout(0.3, true), ""));
    rows.add(
        Row.one("dropout in a product", plain(67, 64), x -> x.dropout(0.5, true).mm(x.t()), ""));
    rows.add(Row.one("draw of one", plain(1), x -> Tensor.rand().mul(x), ""));
    rows.add(Row.one("draw of none", plain(0, 3), x -> Tensor.rand(0, 3).mul(x), ""));
    rows.add(Row.one("part of a draw", plain(31), x -> Tensor.rand(67, 31).get(40).mul(x), ""));
    return rows;
  }
}
