package dev.quern;

import dev.quern.compiler.ir.DType;
import java.util.Arrays;
import java.util.Optional;

/**
 * The dtype that operands of different dtypes are computed in: PyTorch's rules. Tensors with
 * dimensions decide; scalars (no dimensions) count only if of a higher category (bool, integer,
 * float), numbers of the program come last.
 */
final class Promotion {
  private Promotion() {}

  /** Of tensors. */
  static DType of(Tensor... tensors) {
    if (areOne(tensors)) {
      return tensors[0].dtype();
    }
    Optional<DType> dimensioned = widest(tensors, true);
    Optional<DType> scalar = widest(tensors, false);
    if (dimensioned.isEmpty()) {
      return scalar.orElse(DType.FLOAT32);
    }
    DType decided = dimensioned.get();
    return scalar
        .filter(s -> category(s) > category(decided))
        .map(s -> wider(decided, s))
        .orElse(decided);
  }

  private static boolean areOne(Tensor[] tensors) {
    boolean one = tensors.length > 0;
    for (int i = 1; i < tensors.length; i++) {
      one &= tensors[i].dtype() == tensors[0].dtype();
    }
    return one;
  }

  private static Optional<DType> widest(Tensor[] tensors, boolean dimensioned) {
    return Arrays.stream(tensors)
        .filter(tensor -> tensor.dim() > 0 == dimensioned)
        .map(Tensor::dtype)
        .reduce(Promotion::wider);
  }

  /** Of a tensor and a number of the program. */
  static DType of(DType dtype, Number number) {
    if (isFloat(number)) {
      return dtype.isFloat() ? dtype : Mode.current().dtype();
    }
    return dtype.isBool() ? DType.INT64 : dtype;
  }

  /** The dtype of a number of the program on its own. */
  static DType of(Number number) {
    return isFloat(number) ? Mode.current().dtype() : DType.INT64;
  }

  static boolean isFloat(Number number) {
    return number instanceof Float || number instanceof Double;
  }

  /** What functions with real results compute integers in. */
  static DType real(DType dtype) {
    return dtype.isFloat() ? dtype : Mode.current().dtype();
  }

  private static DType wider(DType a, DType b) {
    return a.compareTo(b) >= 0 ? a : b; // the constants stand in order of promotion
  }

  private static int category(DType dtype) {
    return dtype.isFloat() ? 2 : dtype.isInteger() ? 1 : 0;
  }
}
