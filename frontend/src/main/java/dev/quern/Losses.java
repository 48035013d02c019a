package dev.quern;

import dev.quern.compiler.ir.Shape;
import java.util.List;
import java.util.Optional;

/** Losses of predictions against targets. */
final class Losses {
  private Losses() {}

  static Tensor reduce(Tensor losses, Reduction reduction) {
    return switch (reduction) {
      case NONE -> losses;
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
    };
  }

  /** Classes by number, or a float target with a probability for each class. */
  static Tensor crossEntropy(Tensor input, Tensor target, long ignoreIndex, Reduction reduction) {
    int classes = classDim("crossEntropy", input);
    Tensor log = input.logSoftmax(classes);
    return target.dtype().isFloat()
        ? ofProbabilities(log, target, classes, reduction)
        : negativeLogLikelihood("crossEntropy", log, target, ignoreIndex, reduction);
  }

  private static Tensor ofProbabilities(
      Tensor log, Tensor target, int classes, Reduction reduction) {
    Shapes.check(
        target.shape().equals(log.shape()),
        "crossEntropy",
        () ->
            "probabilities "
                + Shapes.text(target.shape())
                + " need the shape of the input, "
                + Shapes.text(log.shape()));
    return reduce(log.mul(target).sum(classes, false).neg(), reduction);
  }

  /**
   * The log probability of the target class, picked without a gather: one kernel with the softmax.
   */
  static Tensor negativeLogLikelihood(
      String op, Tensor log, Tensor target, long ignoreIndex, Reduction reduction) {
    int classes = classDim(op, log);
    Shape expected = log.shape().without(List.of(classes));
    Shapes.check(
        target.shape().equals(expected),
        op,
        () ->
            "target is "
                + Shapes.text(target.shape())
                + ", input "
                + Shapes.text(log.shape())
                + " needs "
                + Shapes.text(expected));
    Shapes.check(
        target.dtype().isInteger(),
        op,
        () -> "class numbers must be i32 or i64, got " + target.dtype());
    Optional<Bounds> bounds = target.bounds();
    boolean ignores = bounds.map(b -> b.includes(ignoreIndex)).orElse(true);
    bounds.ifPresent(known -> Capture.assume(known, b -> b.includes(ignoreIndex) == ignores));
    Tensor counts = target.ne(ignoreIndex);
    Tensor named = ignores ? Tensor.where(counts, target, target.zerosLike()) : target;
    Tensor index =
        Indexing.checked(op, named, log.shape().size(classes), bounds, b -> b.without(ignoreIndex));
    Tensor picked = Indexing.pick(log, classes, index.unsqueeze(classes)).squeeze(classes).neg();
    if (!ignores) {
      return reduce(picked, reduction);
    }
    Tensor losses = Tensor.where(counts, picked, picked.zerosLike());
    return reduction == Reduction.MEAN
        ? losses.sum().div(counts.to(log.dtype()).sum())
        : reduce(losses, reduction);
  }

  private static int classDim(String op, Tensor input) {
    Shapes.check(
        input.dim() >= 1 && input.dtype().isFloat(),
        op,
        () ->
            "needs a float input (C) or (N, C, ...), got "
                + input.dtype()
                + Shapes.text(input.shape()));
    return input.dim() == 1 ? 0 : 1;
  }

  static Tensor squared(Tensor input, Tensor target, Reduction reduction) {
    checkSame("mseLoss", input, target);
    Tensor difference = input.sub(target);
    return reduce(difference.mul(difference), reduction);
  }

  static Tensor absolute(Tensor input, Tensor target, Reduction reduction) {
    checkSame("l1Loss", input, target);
    return reduce(input.sub(target).abs(), reduction);
  }

  /** max(x, 0) - x t + log(1 + exp(-|x|)), which overflows nowhere. */
  static Tensor binaryWithLogits(Tensor input, Tensor target, Reduction reduction) {
    checkSame("binaryCrossEntropyWithLogits", input, target);
    return reduce(input.softplus().sub(input.mul(target)), reduction);
  }

  private static void checkSame(String op, Tensor input, Tensor target) {
    Shapes.check(
        input.shape().equals(target.shape()),
        op,
        () -> "input is " + Shapes.text(input.shape()) + ", target " + Shapes.text(target.shape()));
  }
}
