package dev.quern.runtime.replay;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.ir.Variable;
import dev.quern.compiler.lower.Nest;
import dev.quern.io.BadFileException;
import dev.quern.io.RawTensor;
import dev.quern.io.SafeTensors;
import dev.quern.runtime.backend.HostArrays;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a program is run on: arrays by slot and values of variables, given or drawn by a seed.
 * Floats are drawn between -1 and 1, integers from 0 to {@code most}, so that few are wrong as
 * indices.
 */
public final class ReplayInputs {
  private final Optional<SafeTensors> given;
  private final String source;
  private final long seed;
  private final int most;

  private ReplayInputs(Optional<SafeTensors> given, String source, long seed, int most) {
    this.given = given;
    this.source = source;
    this.seed = seed;
    this.most = most;
  }

  /** All drawn; the same seed, the same values. */
  public static ReplayInputs random(long seed) {
    return new ReplayInputs(Optional.empty(), "", seed, 7);
  }

  /**
   * Tensors {@code before.N} or {@code N} by slot and {@code scalars}; what is missing is drawn.
   */
  public static ReplayInputs read(Path file, long seed) {
    return new ReplayInputs(Optional.of(SafeTensors.read(file)), file.toString(), seed, 7);
  }

  /** The same with 0 for every integer, which is an index of everything. */
  public ReplayInputs withoutIndices() {
    return new ReplayInputs(given, source, seed, 0);
  }

  /** True if some values come from a file. */
  public boolean isGiven() {
    return given.isPresent();
  }

  /** True if a file says what a slot holds. */
  boolean isKnown(int slot) {
    return given
        .filter(
            file ->
                file.tensors().containsKey("before." + slot)
                    || file.tensors().containsKey("" + slot))
        .isPresent();
  }

  /** The contents of a slot. */
  public Object array(int slot, DType dtype, long elements) {
    Optional<Object> known =
        given(dtype, elements, "before." + slot).or(() -> given(dtype, elements, "" + slot));
    return known.orElseGet(() -> drawn(dtype, elements, new Random(seed * 31 + slot)));
  }

  /** What the file says that a slot holds afterwards. */
  public Optional<Object> after(int slot, DType dtype, long elements) {
    return given(dtype, elements, "after." + slot);
  }

  private Optional<Object> given(DType dtype, long elements, String name) {
    Optional<RawTensor> tensor = given.map(file -> file.tensors().get(name));
    if (tensor.isEmpty()) {
      return Optional.empty();
    }
    Object array = tensor.get().array();
    if (HostArrays.dtype(array) != dtype || HostArrays.length(array) != elements) {
      throw new BadFileException(
          source, name + " is " + tensor.get() + ", needs " + dtype + "[" + elements + "]");
    }
    return Optional.of(array);
  }

  private Object drawn(DType dtype, long elements, Random random) {
    Object array = HostArrays.allocate(dtype, elements);
    for (int i = 0; i < elements; i++) {
      switch (dtype) {
        case BOOL -> ((boolean[]) array)[i] = random.nextBoolean();
        case INT32 -> ((int[]) array)[i] = random.nextInt(most + 1);
        case INT64 -> ((long[]) array)[i] = random.nextInt(most + 1);
        case FLOAT32 -> ((float[]) array)[i] = 2 * random.nextFloat() - 1;
        case FLOAT64 -> ((double[]) array)[i] = 2 * random.nextDouble() - 1;
      }
    }
    return array;
  }

  /** The scalars of a nest, in order. */
  public long[] scalars(Nest nest) {
    int count = nest.scalars().size();
    Optional<Object> known = given(DType.INT64, count, "scalars");
    if (count > 0 && known.isPresent()) {
      return (long[]) known.get();
    }
    return nest.scalars().stream().mapToLong(s -> scalar(s.variable(), s.dtype())).toArray();
  }

  /** The variables of a graph. */
  public Map<Variable, Long> variables(List<Node> outputs) {
    Map<Variable, Long> values = new TreeMap<>();
    for (Node node : Topology.of(outputs)) {
      if (node.op() == Op.VAR && node.arg() instanceof Arg.Symbol symbol) {
        values.put(symbol.variable(), scalar(symbol.variable(), node.dtype()));
      }
    }
    return values;
  }

  /** The bits of a variable's value: the largest it may have, else one that is drawn. */
  private long scalar(Variable variable, DType dtype) {
    boolean bounded = !variable.equals(Variable.scalar(variable.name()));
    Random random = new Random(seed * 31 + variable.name().hashCode());
    return switch (dtype) {
      case BOOL -> 1;
      case INT32, INT64 -> bounded ? variable.max() : random.nextInt(most + 1);
      case FLOAT32 -> Float.floatToRawIntBits(random.nextFloat()) & 0xffffffffL;
      case FLOAT64 -> Double.doubleToRawLongBits(random.nextDouble());
    };
  }
}
