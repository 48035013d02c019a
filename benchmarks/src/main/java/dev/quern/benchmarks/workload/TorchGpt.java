package dev.quern.benchmarks.workload;

import dev.quern.models.Gpt;
import dev.quern.nn.Activation;
import java.util.List;

/**
 * Turns a GPT's configuration into the TorchScript of its loss, over a list of parameters in the
 * model's order: as nanoGPT writes it, or with PyTorch's fused attention and norms.
 */
final class TorchGpt {
  private final Gpt.Config config;
  private final int batch;
  private final List<Parameter> parameters;
  private final boolean fused;
  private final StringBuilder code = new StringBuilder();

  TorchGpt(Gpt.Config config, int batch, List<Parameter> parameters, boolean fused) {
    this.config = config;
    this.batch = batch;
    this.parameters = parameters;
    this.fused = fused;
  }

  /** Statements that end in {@code loss}. */
  String loss() {
    line("x = torch.add(torch.embedding(" + weight("wte") + ", inputs), " + weight("wpe") + ")");
    for (int layer = 0; layer < config.layers(); layer++) {
      block("blocks." + layer + ".");
    }
    line("h = " + norm("x", "lnf"));
    line("scores = torch.linear(h, " + weight(config.tied() ? "wte" : "head") + ")");
    line("flat = torch.view(scores, [-1, " + config.vocabulary() + "])");
    line("loss = torch.cross_entropy_loss(flat, torch.view(targets, [-1]))");
    return code.toString();
  }

  private void block(String prefix) {
    line("h = " + norm("x", prefix + "ln1"));
    line(
        "qkv = torch.split(torch.linear(h, "
            + weight(prefix + "attention.qkv")
            + "), "
            + config.width()
            + ", 2)");
    for (int i = 0; i < 3; i++) {
      line(
          "qkv"
              + i
              + " = torch.transpose(torch.view(qkv["
              + i
              + "], ["
              + batch
              + ", "
              + config.context()
              + ", "
              + config.heads()
              + ", "
              + size()
              + "]), 1, 2)");
    }
    attention();
    line(
        "y = torch.reshape(torch.transpose(y, 1, 2), ["
            + batch
            + ", "
            + config.context()
            + ", "
            + config.width()
            + "])");
    line("x = torch.add(x, torch.linear(y, " + weight(prefix + "attention.proj") + "))");
    line("h = " + norm("x", prefix + "ln2"));
    line("h = torch.linear(h, " + weight(prefix + "fc") + ")");
    line("h = " + activation());
    line("x = torch.add(x, torch.linear(h, " + weight(prefix + "fc2") + "))");
  }

  private void attention() {
    if (fused) {
      line("y = torch.scaled_dot_product_attention(qkv0, qkv1, qkv2, None, 0., True)");
      return;
    }
    line("scores = torch.matmul(qkv0, torch.transpose(qkv1, -2, -1))");
    line("scores = torch.mul(scores, " + 1 / Math.sqrt(size()) + ")");
    line("scores = torch.masked_fill(scores, mask, float(\"-inf\"))");
    line("y = torch.matmul(torch.softmax(scores, -1), qkv2)");
  }

  private String activation() {
    return config.activation() == Activation.RELU
        ? "torch.relu(h)"
        : "torch.gelu(h, approximate=\"tanh\")";
  }

  private String norm(String x, String name) {
    String shape = "[" + config.width() + "]";
    if (config.norm() != Gpt.Norm.RMS) {
      return "torch.layer_norm("
          + x
          + ", "
          + shape
          + ", "
          + weight(name)
          + ", None, 1.0e-5, False)";
    }
    if (fused) {
      return "torch.rms_norm(" + x + ", " + shape + ", None, 1.0e-5)";
    }
    return "torch.mul("
        + x
        + ", torch.rsqrt(torch.add(torch.mean(torch.mul("
        + x
        + ", "
        + x
        + "), [-1], True), 1.0e-5)))";
  }

  private String weight(String module) {
    String name = module + ".weight";
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(name)) {
        return "p[" + i + "]";
      }
    }
    throw new AssertionError("the model has no parameter " + name);
  }

  private int size() {
    return config.width() / config.heads();
  }

  private void line(String statement) {
    code.append("    ").append(statement).append('\n');
  }
}
