package dev.quern.tests.conformance;

import static dev.quern.tests.conformance.Input.index;
import static dev.quern.tests.conformance.Input.plain;
import static dev.quern.tests.conformance.Row.ANY;

import dev.quern.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What reads other elements, and what picks and adds by index. */
final class MovementRows {
  private final List<Row> rows = new ArrayList<>();

  private MovementRows() {}

  static List<Row> movement() {
    MovementRows table = new MovementRows();
    table.shapes();
    table.parts();
    table.joins();
    table.combinations();
    return table.rows;
  }

  static List<Row> indexing() {
    MovementRows table = new MovementRows();
    table.picks();
    table.scatters();
    return table.rows;
  }

  /** With gradients on floats, and the values of any dtype. */
  private void add(String name, Input x, UnaryOperator<Tensor> body, String torch) {
    rows.add(Row.one(name, x, body, torch));
    rows.add(Row.one(name + " of any", x, body, torch).flat().on(ANY));
  }

  private void shapes() {
    add("reshape", plain(6, 35), x -> x.reshape(7, -1), "torch.reshape(x, [7, -1])");
    add("flatten", plain(3, 5, 7), x -> x.flatten(1, 2), "torch.flatten(x, 1, 2)");
    add("unflatten", plain(3, 35), x -> x.unflatten(1, 5, 7), "torch.unflatten(x, 1, [5, 7])");
    add(
        "squeeze and unsqueeze",
        plain(3, 1, 5),
        x -> x.squeeze(1).unsqueeze(0),
        "torch.unsqueeze(torch.squeeze(x, 1), 0)");
    add("permute", plain(3, 5, 7), x -> x.permute(2, 0, 1), "torch.permute(x, [2, 0, 1])");
    add("transpose", plain(67, 131), x -> x.transpose(0, -1), "torch.transpose(x, 0, -1)");
    add(
        "reshape of a transpose",
        plain(6, 10),
        x -> x.t().reshape(4, 15),
        "torch.reshape(torch.t(x), [4, 15])");
    add("expand", plain(3, 1, 5), x -> x.expand(2, 3, 4, 5), "torch.expand_copy(x, [2, 3, 4, 5])");
    add("repeat", plain(3, 5), x -> x.repeat(2, 3, 2), "x.repeat([2, 3, 2])");
    add("flip", plain(3, 67), x -> x.flip(0, 1), "torch.flip(x, [0, 1])");
    add("nothing reshaped", plain(0, 6), x -> x.reshape(3, 0, 2), "torch.reshape(x, [3, 0, 2])");
  }

  private void parts() {
    add("narrow", plain(5, 67), x -> x.narrow(1, 13, 41), "torch.narrow(x, 1, 13, 41)");
    add("select", plain(5, 67), x -> x.select(0, -2), "torch.select(x, 0, -2)");
    add(
        "slice with a step",
        plain(5, 67),
        x -> x.slice(1, 2, 66, 3),
        "torch.slice(x, 1, 2, 66, 3)");
    add("slice of nothing", plain(5, 7), x -> x.slice(0, 3, 3), "torch.slice(x, 0, 3, 3)");
    add("split", plain(5, 7), x -> x.split(3, 1).get(2).mul(2), "torch.split(x, 3, 1)[2] * 2");
    add("chunk", plain(7, 5), x -> x.chunk(3, 0).get(1), "torch.chunk(x, 3, 0)[1]");
    add("unfold", plain(67), x -> x.unfold(0, 5, 3), "torch.unfold_copy(x, 0, 5, 3)");
    add(
        "unfold that overlaps",
        plain(3, 29),
        x -> x.unfold(1, 7, 1),
        "torch.unfold_copy(x, 1, 7, 1)");
    add("unfold with gaps", plain(29, 3), x -> x.unfold(0, 2, 5), "torch.unfold_copy(x, 0, 2, 5)");
    add("tril", plain(3, 7, 9), Tensor::tril, "torch.tril(x)");
    add("triu", plain(9, 7), x -> x.triu(-2), "torch.triu(x, -2)");
  }

  private void joins() {
    add(
        "cat of itself",
        plain(5, 67),
        x -> Tensor.cat(List.of(x, x.flip(0), x), 1),
        "torch.cat([x, torch.flip(x, [0]), x], 1)");
    add("stack", plain(5, 67), x -> Tensor.stack(List.of(x, x), 1), "torch.stack([x, x], 1)");
    add(
        "pad",
        plain(5, 67),
        x -> x.pad(new int[] {1, 2, 3, 0}, 1),
        "torch.constant_pad_nd(x, [1, 2, 3, 0], 1)");
    add("cat with nothing", plain(0, 5), x -> Tensor.cat(List.of(x, x), 0), "torch.cat([x, x], 0)");
    rows.add(
        Row.of(
            "cat",
            in -> Tensor.cat(in, 0),
            "torch.cat([x, y, z], 0)",
            plain(3, 7),
            plain(1, 7),
            plain(5, 7)));
    rows.add(
        Row.of(
            "stack of three",
            in -> Tensor.stack(in, -1),
            "torch.stack([x, y, z], -1)",
            plain(3, 7),
            plain(3, 7),
            plain(3, 7)));
    rows.add(
        Row.two(
            "selectScatter",
            plain(5, 7),
            plain(7),
            (x, y) -> x.selectScatter(y, 0, 3),
            "torch.select_scatter(x, y, 0, 3)"));
    rows.add(
        Row.two(
            "sliceScatter",
            plain(5, 7),
            plain(5, 3),
            (x, y) -> x.sliceScatter(y, 1, 2, 5),
            "torch.slice_scatter(x, y, 1, 2, 5)"));
    rows.add(
        Row.two(
            "cat of different dtypes",
            plain(3, 7),
            Input.mask(3, 7),
            (x, m) -> Tensor.cat(List.of(x, m), 0),
            "torch.cat([x, y], 0)"));
  }

  private void combinations() {
    add(
        "pad then function",
        plain(5, 7),
        x -> x.pad(new int[] {1, 1}, 0).add(1),
        "torch.constant_pad_nd(x, [1, 1], 0) + 1");
    rows.add(
        Row.one(
            "slices rotated",
            plain(5, 8),
            x -> Tensor.cat(List.of(x.slice(1, 4, 8).neg(), x.slice(1, 0, 4)), 1),
            "torch.cat([-torch.slice(x, 1, 4, 8), torch.slice(x, 1, 0, 4)], 1)"));
    add(
        "flip of a strided slice",
        plain(41),
        x -> x.slice(0, 1, 40, 4).flip(0),
        "torch.flip(torch.slice(x, 0, 1, 40, 4), [0])");
    add(
        "windows of padding",
        plain(3, 11),
        x -> x.pad(new int[] {2, 2}, 0).unfold(1, 5, 2).permute(2, 0, 1),
        "torch.permute(torch.unfold_copy(torch.constant_pad_nd(x, [2, 2], 0), 1, 5, 2), [2, 0, 1])");
    add(
        "heads",
        plain(2, 7, 12),
        x -> x.reshape(2, 7, 3, 4).transpose(1, 2).reshape(6, 7, 4),
        "torch.reshape(torch.transpose(torch.reshape(x, [2, 7, 3, 4]), 1, 2), [6, 7, 4])");
    rows.add(
        Row.one(
            "sums of windows",
            plain(3, 29),
            x -> x.unfold(1, 5, 2).sum(2),
            "torch.sum(torch.unfold_copy(x, 1, 5, 2), [2])"));
    rows.add(
        Row.one(
            "maxima of windows",
            Input.distinct(3, 29),
            x -> x.unfold(1, 3, 3).amax(2),
            "torch.amax(torch.unfold_copy(x, 1, 3, 3), [2])"));
    rows.add(
        Row.one(
            "slices summed",
            plain(6, 29),
            x -> x.slice(0, 0, 3).mul(x.slice(0, 3, 6)).sum(1),
            "torch.sum(torch.slice(x, 0, 0, 3) * torch.slice(x, 0, 3, 6), [1])"));
    rows.add(
        Row.one(
            "exp of padding",
            plain(3, 5),
            x -> x.pad(new int[] {1, 2}, 0).exp().sum(0),
            "torch.sum(torch.exp(torch.constant_pad_nd(x, [1, 2], 0)), [0])"));
  }

  private void picks() {
    for (int dim : new int[] {0, 1}) {
      String at = "(x, " + dim + ", y)";
      int size = dim == 0 ? 5 : 7;
      rows.add(
          Row.two(
              "gather " + dim,
              plain(5, 7),
              index(size, 5, 7),
              (x, i) -> x.gather(dim, i),
              "torch.gather" + at));
      rows.add(
          Row.two(
                  "gather of any " + dim,
                  plain(5, 7),
                  index(size, 3, 4),
                  (x, i) -> x.gather(dim, i),
                  "torch.gather" + at)
              .flat()
              .on(ANY));
      rows.add(
          Row.two(
              "indexSelect " + dim,
              plain(5, 7),
              index(size, 13),
              (x, i) -> x.indexSelect(dim, i),
              "torch.index_select" + at));
      rows.add(
          Row.two(
                  "indexSelect of any " + dim,
                  plain(5, 7),
                  index(size, 3),
                  (x, i) -> x.indexSelect(dim, i),
                  "torch.index_select" + at)
              .flat()
              .on(ANY));
    }
    rows.add(
        Row.two(
            "gather of one a row",
            plain(67, 31),
            index(31, 67, 1),
            (x, i) -> x.gather(1, i),
            "torch.gather(x, 1, y)"));
    rows.add(
        Row.two(
            "gather of a vector",
            plain(131),
            index(131, 203),
            (x, i) -> x.gather(0, i),
            "torch.gather(x, 0, y)"));
    rows.add(
        Row.two(
            "embedding",
            plain(29, 67),
            index(29, 5, 13),
            (w, i) -> i.embedding(w),
            "torch.embedding(x, y)"));
    rows.add(
        Row.two(
            "embedding of one",
            plain(29, 67),
            index(29),
            (w, i) -> i.embedding(w),
            "torch.embedding(x, y)"));
    rows.add(
        Row.two(
            "embedding of nothing",
            plain(29, 67),
            index(29, 0),
            (w, i) -> i.embedding(w),
            "torch.embedding(x, y)"));
    rows.add(
        Row.two(
            "embedding then function",
            plain(29, 67),
            index(29, 13),
            (w, i) -> i.embedding(w).tanh().sum(1),
            "torch.sum(torch.tanh(torch.embedding(x, y)), [1])"));
    rows.add(
        Row.two("oneHot", plain(1), index(9, 5, 3), (x, i) -> i.oneHot(9), "torch.one_hot(y, 9)")
            .flat());
  }

  private void scatters() {
    rows.add(
        Row.of(
            "scatterAdd",
            in -> in.get(0).scatterAdd(0, in.get(1), in.get(2)),
            "torch.scatter_add(x, 0, y, z)",
            plain(5, 7),
            index(5, 9, 7),
            plain(9, 7)));
    rows.add(
        Row.of(
            "scatterAdd along columns",
            in -> in.get(0).scatterAdd(1, in.get(1), in.get(2)),
            "torch.scatter_add(x, 1, y, z)",
            plain(5, 67),
            index(67, 5, 31),
            plain(5, 31)));
    rows.add(
        Row.of(
                "scatterAdd of integers",
                in -> in.get(0).scatterAdd(0, in.get(1), in.get(2)),
                "torch.scatter_add(x, 0, y, z)",
                plain(5, 7),
                index(5, 9, 7),
                plain(9, 7))
            .flat()
            .on(Row.WHOLE));
    rows.add(
        Row.of(
            "indexAdd",
            in -> in.get(0).indexAdd(0, in.get(1), in.get(2)),
            "torch.index_add(x, 0, y, z)",
            plain(29, 67),
            index(29, 131),
            plain(131, 67)));
    rows.add(
        Row.of(
            "indexAdd to columns",
            in -> in.get(0).indexAdd(1, in.get(1), in.get(2)),
            "torch.index_add(x, 1, y, z)",
            plain(13, 29),
            index(29, 67),
            plain(13, 67)));
    rows.add(
        Row.of(
            "indexAdd of nothing",
            in -> in.get(0).indexAdd(0, in.get(1), in.get(2)),
            "torch.index_add(x, 0, y, z)",
            plain(5, 7),
            index(5, 0),
            plain(0, 7)));
  }
}
