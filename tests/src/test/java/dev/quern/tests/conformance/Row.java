package dev.quern.tests.conformance;

import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One row of the conformance table: an operation as a user of Quern writes it and as TorchScript
 * does, with arguments x, y, z, ...
 *
 * @param torch the same in TorchScript; empty if PyTorch has no counterpart or no agreed meaning
 * @param smooth whether gradients are compared too
 */
record Row(
    String name,
    List<Input> inputs,
    Function<List<Tensor>, Tensor> body,
    String torch,
    Set<DType> dtypes,
    boolean smooth) {
  static final Set<DType> REAL = EnumSet.of(DType.FLOAT32, DType.FLOAT64);
  static final Set<DType> WHOLE = EnumSet.of(DType.INT32, DType.INT64);
  static final Set<DType> NUMBER = EnumSet.complementOf(EnumSet.of(DType.BOOL));
  static final Set<DType> ANY = EnumSet.allOf(DType.class);

  /** Of one argument, on floats, with gradients. */
  static Row one(String name, Input x, UnaryOperator<Tensor> body, String torch) {
    return of(name, in -> body.apply(in.get(0)), torch, x);
  }

  static Row two(String name, Input x, Input y, BinaryOperator<Tensor> body, String torch) {
    return of(name, in -> body.apply(in.get(0), in.get(1)), torch, x, y);
  }

  static Row of(String name, Function<List<Tensor>, Tensor> body, String torch, Input... inputs) {
    return new Row(name, List.of(inputs), body, torch, REAL, true);
  }

  Row on(Set<DType> which) {
    return new Row(name, inputs, body, torch, which, smooth);
  }

  /** Without gradients. */
  Row flat() {
    return new Row(name, inputs, body, torch, dtypes, false);
  }

  /** Not compared with PyTorch. */
  Row ours() {
    return new Row(name, inputs, body, "", dtypes, smooth);
  }

  /** The row for one dtype. */
  record Case(Row row, DType dtype) {
    /** A name that is unique in the table if rows are. */
    String title() {
      return row.name + " " + dtype + " " + shapes();
    }

    private String shapes() {
      return String.join(
          " ", row.inputs.stream().map(input -> Arrays.toString(input.shape())).toList());
    }

    List<Torch.Array> arrays() {
      List<Torch.Array> arrays = new ArrayList<>();
      for (Input input : row.inputs) {
        arrays.add(input.array(dtype, arrays.size()));
      }
      return arrays;
    }
  }

  List<Case> cases() {
    return dtypes.stream().map(dtype -> new Case(this, dtype)).toList();
  }
}
