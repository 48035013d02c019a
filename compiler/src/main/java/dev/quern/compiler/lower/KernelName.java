package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Names a kernel by what it does and over how much: {@code max_exp_sum_3072x64}, {@code
 * contract_tanh_768x512x128}, {@code mul_add_98304}.
 */
final class KernelName {
  private static final int MOST_WORDS = 4;

  private KernelName() {}

  static String of(Node kernel) {
    Map<String, Integer> words = new LinkedHashMap<>();
    List<Node> nodes = Topology.of(List.of(kernel));
    for (Node node : nodes) {
      word(node, words);
    }
    List<String> chosen =
        words.entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .limit(MOST_WORDS)
            .map(Map.Entry::getKey)
            .toList();
    List<String> parts = new ArrayList<>(chosen.isEmpty() ? List.of("copy") : chosen);
    parts.add(size(nodes));
    return String.join("_", parts).toLowerCase(Locale.ROOT);
  }

  /** Words with their rank: what shapes a kernel most comes first. */
  private static void word(Node node, Map<String, Integer> words) {
    switch (node.op()) {
      case CONTRACTION -> words.put("contract", 0);
      case UPDATE -> {
        Arg.Accumulator acc = (Arg.Accumulator) node.source(0).arg();
        words.putIfAbsent(acc.kind() == Op.ADD ? "sum" : acc.kind().text(), 1);
      }
      case EXP, LOG, SIN, COS, TANH, ERF, POW, SQRT -> words.putIfAbsent(node.op().text(), 2);
      case ADD, SUB, MUL, DIV, FMA, MAX, MIN -> {
        if (node.dtype().isFloat()) {
          words.putIfAbsent(node.op().text(), 3);
        }
      }
      default -> {}
    }
  }

  private static String size(List<Node> nodes) {
    for (Node node : nodes) {
      if (node.op() == Op.CONTRACTION) {
        ContractionShape shape = ((Arg.Contraction) node.arg()).shape();
        String batch = shape.batch() == 1 ? "" : shape.batch() + "x";
        return batch + shape.m() + "x" + shape.n() + "x" + shape.k();
      }
    }
    List<String> extents = new ArrayList<>();
    for (Node node : nodes) {
      if (node.op() == Op.SEGMENT && extents.isEmpty()) {
        node.sources().stream()
            .filter(Ranges::isRange)
            .forEach(range -> extents.add(Long.toString(Ranges.extent(range))));
        loopExtents(node, extents);
      }
    }
    return extents.isEmpty() ? "1" : String.join("x", extents);
  }

  private static void loopExtents(Node segment, List<String> extents) {
    for (Node inner = segment; inner != null; ) {
      Node loop = inner.sources().stream().filter(n -> n.op() == Op.LOOP).findFirst().orElse(null);
      if (loop != null) {
        extents.add(Long.toString(Ranges.extent(loop.source(0))));
      }
      inner = loop;
    }
  }
}
