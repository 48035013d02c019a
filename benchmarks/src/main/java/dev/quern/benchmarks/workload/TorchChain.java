package dev.quern.benchmarks.workload;

import java.util.List;

/**
 * A chain of elementwise steps such as {@code mul 1.5}, {@code add x} or {@code sqrt} in
 * TorchScript.
 */
final class TorchChain {
  private TorchChain() {}

  /** A new tensor for every step. */
  static String asWritten(List<String> steps) {
    StringBuilder body = new StringBuilder("    v = x[0]\n");
    for (String step : steps) {
      body.append("    v = ").append(call(step, "", "v")).append(")\n");
    }
    return body.append("    return v\n").toString();
  }

  /** The first step into the tensor that exists, the others over it. */
  static String inPlace(List<String> steps) {
    StringBuilder body = new StringBuilder();
    body.append("    v = ").append(call(steps.get(0), "", "x[0]")).append(", out=y)\n");
    for (String step : steps.subList(1, steps.size())) {
      body.append("    v = ").append(call(step, "_", "y")).append(")\n");
    }
    return body.append("    return y\n").toString();
  }

  private static String call(String step, String suffix, String target) {
    String[] words = step.split(" ");
    String call = "torch." + words[0] + suffix + "(" + target;
    if (words.length == 1) {
      return call;
    }
    return call + ", " + (words[1].equals("x") ? "x[0]" : words[1]);
  }
}
