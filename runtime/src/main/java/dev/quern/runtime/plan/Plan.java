package dev.quern.runtime.plan;

import dev.quern.compiler.Program;
import dev.quern.compiler.lower.Nest;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.dump.PlanFolder;
import dev.quern.runtime.memory.MemoryBlock;
import dev.quern.runtime.memory.Pool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A program whose kernels are loaded on a device: which memory and which scalars each launch takes,
 * as numbers into tables that a {@link PlanRun} fills.
 */
final class Plan {
  /** One launch: positions in the buffer table and in the scalar table. */
  record Step(Backend.Loaded kernel, int[] buffers, int[] scalars) {
    /** The memory that it takes, of the table of all. */
    Object[] buffersOf(Object[] table) {
      Object[] taken = new Object[buffers.length];
      for (int i = 0; i < taken.length; i++) {
        taken[i] = table[buffers[i]];
      }
      return taken;
    }

    /** The scalars that it takes, of the table of all. */
    long[] scalarsOf(long[] table) {
      long[] taken = new long[scalars.length];
      for (int i = 0; i < taken.length; i++) {
        taken[i] = table[scalars[i]];
      }
      return taken;
    }
  }

  private final Supplier<Program> program;
  private final boolean[] varying;
  private final List<Step> steps;
  private final List<Program.Buffer> buffers;
  private final int inputs;
  private final int outputs;
  private final int[] places; // of a temporary: which of the arenas
  private final List<Program.Buffer> arenas; // largest temporary of each
  private volatile Optional<PlanFolder> folder = Optional.empty();

  /**
   * @param program as it was compiled; asked for only by those who look into plans
   * @param varying by literal position, whether it is a variable too
   */
  Plan(
      List<Program.Buffer> buffers,
      List<Step> steps,
      boolean[] varying,
      Supplier<Program> program) {
    this.program = program;
    this.varying = varying;
    this.buffers = buffers;
    this.steps = List.copyOf(steps);
    this.inputs = count(Program.Role.INPUT);
    this.outputs = count(Program.Role.OUTPUT);
    this.places = new int[buffers.size()];
    this.arenas = arenas();
  }

  /**
   * The plan of a program.
   *
   * @param kernels of the launches, in their order
   * @param variables how many slots of variables the graph has
   */
  static Plan of(Program program, List<Backend.Loaded> kernels, int variables, boolean[] varying) {
    Map<String, Integer> scalars = scalarPositions(variables, varying);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < kernels.size(); i++) {
      steps.add(step(program.launches().get(i), kernels.get(i), scalars));
    }
    return new Plan(program.buffers(), steps, varying, () -> program);
  }

  private int count(Program.Role role) {
    int count = 0;
    for (Program.Buffer buffer : buffers) {
      count += buffer.role() == role ? 1 : 0;
    }
    return count;
  }

  /** Memory for temporaries: one block for each arena number and dtype. */
  private List<Program.Buffer> arenas() {
    record Key(int arena, Object dtype) {}
    Map<Key, Integer> positions = new HashMap<>();
    List<Program.Buffer> largest = new ArrayList<>();
    for (int i = inputs + outputs; i < buffers.size(); i++) {
      Program.Buffer buffer = buffers.get(i);
      int place =
          positions.computeIfAbsent(new Key(buffer.arena(), buffer.dtype()), k -> positions.size());
      places[i] = place;
      if (place == largest.size()) {
        largest.add(buffer);
      } else if (buffer.elements() > largest.get(place).elements()) {
        largest.set(place, buffer);
      }
    }
    return largest;
  }

  private static Map<String, Integer> scalarPositions(int variables, boolean[] varying) {
    Map<String, Integer> positions = new HashMap<>();
    for (int slot = 0; slot < variables; slot++) {
      positions.put(CanonicalGraph.variable(slot), slot);
    }
    for (int position = 0; position < varying.length; position++) {
      if (varying[position]) {
        positions.put(CanonicalGraph.literal(position), variables + position);
      }
    }
    return positions;
  }

  private static Step step(
      Program.Launch launch, Backend.Loaded kernel, Map<String, Integer> positions) {
    List<Nest.Scalar> scalars = launch.nest().scalars();
    int[] table = new int[scalars.size()];
    for (int i = 0; i < table.length; i++) {
      Integer position = positions.get(scalars.get(i).variable().name());
      if (position == null) {
        throw new AssertionError(
            "kernel "
                + launch.nest().name()
                + " takes "
                + scalars.get(i)
                + ", which no graph gives");
      }
      table[i] = position;
    }
    int[] arguments = launch.arguments().stream().mapToInt(Integer::intValue).toArray();
    return new Step(kernel, arguments, table);
  }

  /** The folder that the plan has been dumped to. */
  Optional<PlanFolder> folder() {
    return folder;
  }

  void dumped(PlanFolder written) {
    folder = Optional.of(written);
  }

  /** What it was made of, with the texts that run. */
  Program program() {
    return program.get();
  }

  List<Program.Buffer> buffers() {
    return buffers;
  }

  /** By literal position, whether its value is a launch argument. */
  boolean[] varying() {
    return varying;
  }

  List<Step> steps() {
    return steps;
  }

  int inputs() {
    return inputs;
  }

  int outputs() {
    return outputs;
  }

  /** The buffer of an output. */
  Program.Buffer output(int position) {
    return buffers.get(inputs + position);
  }

  int bufferCount() {
    return buffers.size();
  }

  /** Takes memory for temporaries and enters it in the buffer table. */
  MemoryBlock[] leaseArenas(Pool pool, Object[] table) {
    MemoryBlock[] blocks = new MemoryBlock[arenas.size()];
    try {
      for (int i = 0; i < blocks.length; i++) {
        blocks[i] = pool.take(arenas.get(i).dtype(), arenas.get(i).elements());
      }
    } catch (RuntimeException | Error full) {
      Arrays.stream(blocks).filter(block -> block != null).forEach(pool::give);
      throw full;
    }
    for (int i = inputs + outputs; i < table.length; i++) {
      table[i] = blocks[places[i]].memory;
    }
    return blocks;
  }
}
