package dev.quern.tests.conformance;

import static dev.quern.tests.conformance.Input.mask;
import static dev.quern.tests.conformance.Input.plain;
import static dev.quern.tests.conformance.Row.WHOLE;

import dev.quern.AttentionOptions;
import dev.quern.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Contractions, however they are spelt, and what surrounds them. */
final class ProductRows {
  private static final int[][][] SHAPES = {
    {{1, 1}, {1, 1}},
    {{7, 13}, {13, 5}},
    {{64, 64}, {64, 64}},
    {{67, 131}, {131, 37}},
    {{1, 300}, {300, 1}},
    {{1, 131}, {131, 67}},
    {{67, 131}, {131, 1}},
    {{131, 1}, {1, 67}},
    {{128, 256}, {256, 100}},
    {{97, 1031}, {1031, 33}},
    {{5}, {5}},
    {{131}, {131, 67}},
    {{67, 131}, {131}},
    {{2, 3, 5}, {5}},
    {{5}, {2, 5, 3}},
    {{3, 4, 5}, {5, 6}},
    {{4, 5}, {3, 5, 6}},
    {{2, 3, 4, 5}, {2, 3, 5, 6}},
    {{2, 1, 4, 5}, {3, 5, 6}},
    {{8, 33, 17}, {8, 17, 65}},
    {{0, 5}, {5, 3}},
    {{3, 0}, {0, 4}},
    {{3, 5}, {5, 0}},
    {{0, 3, 5}, {0, 5, 2}}
  };

  private final List<Row> rows = new ArrayList<>();

  private ProductRows() {}

  static List<Row> all() {
    ProductRows table = new ProductRows();
    table.products();
    table.spellings();
    table.surroundings();
    table.attention();
    return table.rows;
  }

  private void products() {
    for (int[][] shape : SHAPES) {
      rows.add(
          Row.two(
              "matmul", plain(shape[0]), plain(shape[1]), Tensor::matmul, "torch.matmul(x, y)"));
    }
    rows.add(
        Row.two(
                "matmul of integers",
                plain(13, 67),
                plain(67, 31),
                Tensor::matmul,
                "torch.matmul(x, y)")
            .flat()
            .on(WHOLE));
    rows.add(
        Row.two(
                "matmul of large integers",
                Input.special(13, 67),
                Input.across(67, 31),
                Tensor::matmul,
                "torch.matmul(x, y)")
            .flat()
            .on(WHOLE));
    rows.add(
        Row.two(
                "matmul of special values",
                Input.special(33, 2),
                Input.special(2, 33),
                Tensor::matmul,
                "")
            .flat());
  }

  private void spellings() {
    rows.add(
        Row.two(
            "mm of transposes",
            plain(67, 33),
            plain(29, 67),
            (x, y) -> x.t().mm(y.t()),
            "torch.mm(torch.t(x), torch.t(y))"));
    rows.add(Row.two("bmm", plain(5, 7, 13), plain(5, 13, 3), Tensor::bmm, "torch.bmm(x, y)"));
    rows.add(Row.two("dot", plain(1031), plain(1031), Tensor::dot, "torch.dot(x, y)"));
    rows.add(Row.two("outer", plain(67), plain(31), Tensor::outer, "torch.outer(x, y)"));
    rows.add(
        Row.of(
            "addmm",
            in -> in.get(0).addmm(in.get(1), in.get(2)),
            "torch.addmm(x, y, z)",
            plain(31),
            plain(67, 13),
            plain(13, 31)));
    rows.add(
        Row.two("linear", plain(3, 17, 64), plain(48, 64), Tensor::linear, "torch.linear(x, y)"));
    rows.add(
        Row.of(
            "linear with bias",
            in -> in.get(0).linear(in.get(1), in.get(2)),
            "torch.linear(x, y, z)",
            plain(67, 33),
            plain(29, 33),
            plain(29)));
    rows.add(
        Row.two(
            "sum of products",
            plain(33, 1, 67),
            plain(1, 29, 67),
            (x, y) -> x.mul(y).sum(2),
            "torch.sum(x * y, [2])"));
    rows.add(
        Row.two(
            "sum of products over outer dims",
            plain(67, 33, 1),
            plain(67, 1, 29),
            (x, y) -> x.mul(y).sum(0),
            "torch.sum(x * y, [0])"));
    rows.add(
        Row.two(
            "product with itself",
            plain(67, 33),
            plain(1),
            (x, y) -> x.mm(x.t()),
            "torch.mm(x, torch.t(x))"));
    rows.add(
        Row.of(
            "chain of products",
            in -> in.get(0).mm(in.get(1)).mm(in.get(2)),
            "torch.mm(torch.mm(x, y), z)",
            plain(33, 67),
            plain(67, 64),
            plain(64, 29)));
    rows.add(
        Row.two(
            "convolution in one dim",
            plain(3, 4, 35),
            plain(6, 4, 5),
            (x, w) ->
                x.unfold(2, 5, 1).permute(0, 2, 1, 3).reshape(93, 20).mm(w.reshape(6, 20).t()),
            "torch.reshape(torch.permute(torch.conv1d(x, y), [0, 2, 1]), [93, 6])"));
  }

  private void surroundings() {
    rows.add(
        Row.of(
            "activated",
            in -> in.get(0).tanh().mm(in.get(1)).add(in.get(2)).relu(),
            "torch.relu(torch.mm(torch.tanh(x), y) + z)",
            plain(67, 64),
            plain(64, 33),
            plain(33)));
    rows.add(
        Row.two(
            "softmax of scores",
            plain(67, 33),
            plain(64, 33),
            (x, y) -> x.mm(y.t()).mul(0.2).softmax(1),
            "torch.softmax(torch.mm(x, torch.t(y)) * 0.2, 1)"));
    rows.add(
        Row.two(
            "norm of a product",
            plain(67, 33),
            plain(33, 64),
            (x, y) -> x.mm(y).layerNorm(new int[] {64}, 1e-5),
            "torch.layer_norm(torch.mm(x, y), [64], None, None, 1e-5, False)"));
    rows.add(
        Row.two(
            "product of slices",
            plain(67, 99),
            plain(99, 40),
            (x, y) -> x.slice(1, 33, 66).mm(y.slice(0, 0, 99, 3)),
            "torch.mm(torch.slice(x, 1, 33, 66), torch.slice(y, 0, 0, 99, 3))"));
    rows.add(
        Row.two(
            "product of padding",
            plain(33, 30),
            plain(33, 40),
            (x, y) -> x.pad(new int[] {1, 2}, 0).mm(y),
            "torch.mm(torch.constant_pad_nd(x, [1, 2], 0), y)"));
    rows.add(
        Row.two(
            "products joined",
            plain(33, 29),
            plain(29, 64),
            (x, y) -> Tensor.cat(List.of(x.mm(y), x.mm(y.flip(1)).exp()), 1),
            "torch.cat([torch.mm(x, y), torch.exp(torch.mm(x, torch.flip(y, [1])))], 1)"));
    rows.add(
        Row.two(
            "product split",
            plain(33, 29),
            plain(29, 96),
            (x, y) -> x.mm(y).split(32, 1).get(0).mul(x.mm(y).split(32, 1).get(2)),
            "torch.split(torch.mm(x, y), 32, 1)[0] * torch.split(torch.mm(x, y), 32, 1)[2]"));
    rows.add(
        Row.two(
            "product summed",
            plain(67, 33),
            plain(33, 64),
            (x, y) -> x.mm(y).sum(0).add(x.mm(y).sum(1).mean()),
            "torch.sum(torch.mm(x, y), [0]) + torch.mean(torch.sum(torch.mm(x, y), [1]))"));
    rows.add(
        Row.two(
            "residual",
            plain(67, 64),
            plain(64, 64),
            (x, y) -> x.add(x.layerNorm(new int[] {64}, 1e-5).mm(y).gelu()),
            "x + torch.gelu(torch.mm(torch.layer_norm(x, [64], None, None, 1e-5, False), y))"));
  }

  private void attention() {
    rows.add(
        Row.of(
            "attention",
            in -> Tensor.scaledDotProductAttention(in.get(0), in.get(1), in.get(2)),
            "torch.scaled_dot_product_attention(x, y, z)",
            plain(2, 3, 13, 16),
            plain(2, 3, 17, 16),
            plain(2, 3, 17, 8)));
    rows.add(
        Row.of(
            "causal attention",
            in ->
                Tensor.scaledDotProductAttention(
                    in.get(0), in.get(1), in.get(2), AttentionOptions.CAUSAL),
            "torch.scaled_dot_product_attention(x, y, z, is_causal=True)",
            plain(2, 3, 31, 16),
            plain(2, 3, 31, 16),
            plain(2, 3, 31, 16)));
    rows.add(
        Row.of(
            "masked attention",
            in ->
                Tensor.scaledDotProductAttention(
                    in.get(0),
                    in.get(1),
                    in.get(2),
                    AttentionOptions.PLAIN.withMask(in.get(3)).withScale(0.3)),
            "torch.scaled_dot_product_attention(x, y, z, w, scale=0.3)",
            plain(1, 2, 5, 8),
            plain(1, 2, 7, 8),
            plain(1, 2, 7, 8),
            plain(5, 7)));
    rows.add(
        Row.of(
            "attention by a mask of truth",
            in ->
                Tensor.scaledDotProductAttention(
                    in.get(0), in.get(1), in.get(2), AttentionOptions.PLAIN.withMask(in.get(3))),
            "torch.scaled_dot_product_attention(x, y, z, w)",
            plain(1, 2, 5, 8),
            plain(1, 2, 40, 8),
            plain(1, 2, 40, 8),
            mask(5, 40)));
  }
}
