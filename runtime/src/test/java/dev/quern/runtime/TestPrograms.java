package dev.quern.runtime;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Small programs of every kind of kernel, by what they compute. */
public final class TestPrograms {
  private TestPrograms() {}

  public static Map<String, Function<TestGraphs, Node>> table() {
    Map<String, Function<TestGraphs, Node>> programs = new LinkedHashMap<>();
    programs.put("a*b+c", g -> g.floats(33, 65).times(g.floats(33, 65)).plus(g.floats(33, 65)));
    programs.put("softmax", g -> TestGraphs.softmax(g.floats(40, 77)));
    programs.put("layer norm", g -> TestGraphs.layerNorm(g.floats(40, 77)));
    programs.put("gelu", g -> TestGraphs.gelu(g.floats(1000)));
    programs.put("sum of all", g -> TestGraphs.total(g.floats(100, 333)));
    programs.put("sum of rows", g -> Nodes.reduce(Op.ADD, g.floats(100, 333), List.of(1)));
    programs.put("sum of columns", g -> Nodes.reduce(Op.ADD, g.floats(333, 100), List.of(0)));
    programs.put("matmul", g -> TestGraphs.matmul(g.floats(37, 41), g.floats(41, 29)));
    programs.put("large matmul", g -> TestGraphs.matmul(g.floats(130, 96), g.floats(96, 200)));
    programs.put(
        "transposed matmul",
        g -> TestGraphs.matmul(Nodes.permute(g.floats(41, 37), List.of(1, 0)), g.floats(41, 29)));
    programs.put(
        "matmul with gelu before and bias after",
        g -> {
          Node hidden = TestGraphs.gelu(g.floats(64, 48));
          Node bias = TestGraphs.across(g.floats(80), 0, 64);
          return TestGraphs.matmul(hidden, g.floats(48, 80)).plus(bias);
        });
    programs.put(
        "attention",
        g -> {
          Node scores =
              TestGraphs.matmul(g.floats(32, 16), g.floats(16, 32)).plus(TestGraphs.causal(32));
          return TestGraphs.matmul(TestGraphs.softmax(scores), g.floats(32, 16));
        });
    programs.put("embedding", g -> TestGraphs.embedding(g.floats(50, 24), g.indices(50, 3, 7)));
    programs.put(
        "gradient of embedding",
        g -> {
          Node table = g.floats(50, 24);
          return Nodes.scatterAdd(table.like(0.0), g.indices(50, 3, 7), g.floats(3, 7, 24), 0);
        });
    programs.put("one element", g -> g.floats(1).plus(g.floats(1)));
    programs.put("no element", g -> g.floats(0, 4).plus(g.floats(0, 4)));
    programs.put("sum of none", g -> Nodes.reduce(Op.ADD, g.floats(3, 0), List.of(1)));
    return programs;
  }
}
