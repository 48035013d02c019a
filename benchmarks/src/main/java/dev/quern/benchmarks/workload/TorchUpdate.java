package dev.quern.benchmarks.workload;

import dev.quern.optim.Adam;
import java.util.Locale;

/** What an optimizer of PyTorch's does, in TorchScript: as its Python does it, and fused. */
final class TorchUpdate {
  private TorchUpdate() {}

  /** {@code torch.optim.SGD} as it is by default on a CPU: a parameter at a time. */
  static String sgd(int parameters) {
    return "    for i in range("
        + parameters
        + "):\n"
        + "      done = torch.add_(p[i], g[i], alpha=torch.neg(lr))\n";
  }

  /** All parameters in one call. */
  static String fusedSgd() {
    return "    torch._fused_sgd_(p, g, annotate(List[Tensor], []), weight_decay=0., momentum=0.,"
        + " lr=lr, dampening=0., nesterov=False, maximize=False, is_first_step=False)\n";
  }

  /** {@code torch.optim.AdamW} as it is by default on a CPU: a parameter at a time. */
  static String adamW(Adam.Options options, int parameters) {
    String b1 = number(options.beta1());
    String b2 = number(options.beta2());
    return "    for i in range("
        + parameters
        + "):\n"
        + "      count = torch.add_(n[i], 1)\n"
        + "      t = float(count)\n"
        + "      c1 = torch.sub(1., torch.pow("
        + b1
        + ", t))\n"
        + "      c2 = torch.sqrt(torch.sub(1., torch.pow("
        + b2
        + ", t)))\n"
        + "      w = torch.mul_(p[i], torch.sub(1., torch.mul(lr, "
        + number(options.weightDecay())
        + ")))\n"
        + "      first = torch.lerp_(m[i], g[i], "
        + number(1 - options.beta1())
        + ")\n"
        + "      second = torch.addcmul_(torch.mul_(v[i], "
        + b2
        + "), g[i], g[i], value="
        + number(1 - options.beta2())
        + ")\n"
        + "      root = torch.add_(torch.div(torch.sqrt(second), c2), "
        + number(options.eps())
        + ")\n"
        + "      done = torch.addcdiv_(w, first, root, value=torch.neg(torch.div(lr, c1)))\n";
  }

  /** All parameters in one call. */
  static String fusedAdamW(Adam.Options options) {
    return "    torch._foreach_add_(n, 1)\n"
        + "    torch._fused_adamw_(p, g, m, v, annotate(List[Tensor], []), n, lr=lr, beta1="
        + number(options.beta1())
        + ", beta2="
        + number(options.beta2())
        + ", weight_decay="
        + number(options.weightDecay())
        + ", eps="
        + number(options.eps())
        + ", amsgrad=False, maximize=False)\n";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.17e", value);
  }
}
