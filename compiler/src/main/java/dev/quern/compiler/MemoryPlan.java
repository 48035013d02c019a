package dev.quern.compiler;

import dev.quern.compiler.Program.Buffer;
import dev.quern.compiler.Program.Role;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.Lowered;
import dev.quern.compiler.lower.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives every buffer of a program a number, and temporaries that are never alive together the same
 * memory.
 */
final class MemoryPlan {
  private final List<Buffer> buffers = new ArrayList<>();
  private final List<List<Integer>> arguments = new ArrayList<>();
  private final Map<Node, Integer> numbers = new HashMap<>();
  private final List<Lowered> kernels;

  MemoryPlan(List<Node> inputs, List<Node> outputs, List<Lowered> kernels) {
    this.kernels = kernels;
    for (Node input : inputs) {
      numbers.put(input, buffers.size());
      buffers.add(new Buffer(Role.INPUT, input.dtype(), input.shape().elements(), -1, false, -1));
    }
    outputs.forEach(this::addOutput);
    List<Life> lives = new ArrayList<>();
    for (int launch = 0; launch < kernels.size(); launch++) {
      arguments.add(number(kernels.get(launch), launch, lives));
    }
    markInPlace();
    assignArenas(lives);
  }

  List<Buffer> buffers() {
    return buffers;
  }

  /** Buffer numbers for the slots of a launch. */
  List<Integer> arguments(int launch) {
    return arguments.get(launch);
  }

  private void addOutput(Node output) {
    int donor = output.op() == Op.ASSIGN ? numbers.get(output.source(0)) : -1;
    numbers.put(output, buffers.size());
    buffers.add(
        new Buffer(Role.OUTPUT, output.dtype(), output.shape().elements(), donor, false, -1));
  }

  // ---- temporaries

  /** From the launch that first writes a temporary to the last that reads it. */
  private static final class Life {
    final int buffer;
    final int first;
    int last;

    Life(int buffer, int first) {
      this.buffer = buffer;
      this.first = first;
      this.last = first;
    }
  }

  private List<Integer> number(Lowered kernel, int launch, List<Life> lives) {
    List<Integer> result = new ArrayList<>();
    for (Slot slot : kernel.slots()) {
      Optional<Integer> known = slot.tensor().map(numbers::get);
      int buffer = known.orElse(buffers.size());
      if (known.isEmpty()) {
        buffers.add(new Buffer(Role.TEMPORARY, slot.dtype(), slot.elements(), -1, false, -1));
        slot.tensor().ifPresent(tensor -> numbers.put(tensor, buffer));
        lives.add(new Life(buffer, launch));
      }
      lives.stream().filter(life -> life.buffer == buffer).forEach(life -> life.last = launch);
      result.add(buffer);
    }
    return result;
  }

  private void assignArenas(List<Life> lives) {
    List<Arena> arenas = new ArrayList<>();
    for (Life life : lives) {
      Buffer buffer = buffers.get(life.buffer);
      Arena best = null;
      for (Arena arena : arenas) {
        boolean fits = arena.dtype == buffer.dtype() && arena.freeAfter < life.first;
        if (fits && (best == null || arena.misfit(buffer) < best.misfit(buffer))) {
          best = arena;
        }
      }
      if (best == null) {
        best = new Arena(arenas.size(), buffer.dtype());
        arenas.add(best);
      }
      best.elements = Math.max(best.elements, buffer.elements());
      best.freeAfter = life.last;
      buffers.set(
          life.buffer,
          new Buffer(Role.TEMPORARY, buffer.dtype(), buffer.elements(), -1, false, best.number));
    }
  }

  /** One piece of memory, as large as its largest user. */
  private static final class Arena {
    final int number;
    final DType dtype;
    long elements;
    int freeAfter;

    Arena(int number, DType dtype) {
      this.number = number;
      this.dtype = dtype;
    }

    long misfit(Buffer buffer) {
      return Math.abs(elements - buffer.elements());
    }
  }

  // ---- donation

  private void markInPlace() {
    for (int i = 0; i < buffers.size(); i++) {
      Buffer buffer = buffers.get(i);
      if (buffer.donor() >= 0 && canOverwrite(buffer.donor(), i)) {
        buffers.set(
            i,
            new Buffer(Role.OUTPUT, buffer.dtype(), buffer.elements(), buffer.donor(), true, -1));
      }
    }
  }

  /** True if every read of the old version comes before the write of the new one, or with it. */
  private boolean canOverwrite(int donor, int output) {
    boolean written = false;
    for (int launch = 0; launch < kernels.size(); launch++) {
      List<Integer> used = arguments.get(launch);
      if (used.contains(output)) {
        if (written || used.contains(donor) && !elementByElement(launch, donor, output)) {
          return false;
        }
        written = true;
      } else if (written && used.contains(donor)) {
        return false;
      }
    }
    return true;
  }

  private boolean elementByElement(int launch, int donor, int output) {
    List<Integer> used = arguments.get(launch);
    Node kernel = kernels.get(launch).nest().kernel();
    return Overwriting.elementByElement(kernel, used.indexOf(donor), used.indexOf(output));
  }
}
