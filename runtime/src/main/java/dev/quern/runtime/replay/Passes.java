package dev.quern.runtime.replay;

import dev.quern.compiler.Compilation;
import dev.quern.compiler.Compiler;
import dev.quern.compiler.Compiler.Fusion;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.loops.Budget;
import dev.quern.compiler.loops.LoopPass;
import dev.quern.compiler.lower.Lowered;
import dev.quern.compiler.lower.LoweringListener.Step;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.lower.NestJoining.Joined;
import dev.quern.compiler.lower.Slot;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.backend.HostArrays;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.reference.NestInterpreter;
import dev.quern.runtime.reference.Result;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a simplified graph into the first pass behind the rules that goes wrong: every kernel is
 * run as each pass made it, on what the graph means for its inputs, and what it stores is compared
 * with what the graph means for that.
 */
final class Passes {
  private final Device device;
  private final ReplayInputs values;
  private final Compile compile;

  /** The compiler, or another in a test. */
  interface Compile {
    Compilation of(List<Node> outputs, Target target);

    /** As the runtime compiles. */
    static Compilation fused(List<Node> outputs, Target target) {
      Compilation compilation = new Compilation();
      Compiler.compile(outputs, target, Fusion.ON, compilation);
      return compilation;
    }
  }

  Passes(Device device, ReplayInputs values, Compile compile) {
    this.device = device;
    this.values = values;
    this.compile = compile;
  }

  /** A kernel as a pass left it. */
  private record Made(Nest nest, List<Slot> slots) {}

  /** Runs a nest on arrays. */
  private interface Machine {
    void run(Nest nest, Object[] arrays, long[] scalars);
  }

  /** The first pass at fault; empty if each kernel is right. */
  Optional<Symptom> atFault(List<Node> outputs, Meaning meaning) {
    Compilation made = compile.of(outputs, device.target());
    Map<Node, Result> means = meaning.of(stored(made));
    List<Made> launches =
        made.launches().stream()
            .map(Joined::kernel)
            .map(kernel -> new Made(kernel.nest(), kernel.slots()))
            .toList();
    return misordered(made, outputs)
        .or(() -> wrong("lower: loops", after(made, Step.LOOPS), NestInterpreter::run, means))
        .or(
            () ->
                wrong(
                    "lower: exact operations", after(made, Step.NEST), NestInterpreter::run, means))
        .or(() -> wrong("join: kernels in one launch", launches, NestInterpreter::run, means))
        .or(() -> passed(launches, means))
        .or(() -> wrong("render, or device " + device.name(), launches, this::onDevice, means));
  }

  /** The first pass over the loops at fault. */
  private Optional<Symptom> passed(List<Made> launches, Map<Node, Result> means) {
    List<Made> made = launches;
    Target target = device.target();
    for (LoopPass pass : Compiler.passes(target, Budget.full(target), note -> {})) {
      made = made.stream().map(each -> new Made(pass.run(each.nest()), each.slots())).toList();
      Optional<Symptom> wrong = wrong("loops: " + pass.name(), made, NestInterpreter::run, means);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  /** What nodes mean, by the reference. */
  interface Meaning {
    Map<Node, Result> of(List<Node> roots);
  }

  private void onDevice(Nest nest, Object[] arrays, long[] scalars) {
    Replay.run(device, nest, arrays, scalars);
  }

  /** Everything that some kernel reads or stores. */
  private static List<Node> stored(Compilation made) {
    Set<Node> nodes = new LinkedHashSet<>(made.simplified());
    for (Lowered kernel : made.lowered()) {
      kernel.slots().forEach(slot -> slot.tensor().ifPresent(nodes::add));
    }
    return List.copyOf(nodes);
  }

  /** A kernel that reads what none before it stores, or an output that none stores. */
  private static Optional<Symptom> misordered(Compilation made, List<Node> outputs) {
    Set<Node> known = new HashSet<>();
    for (Lowered kernel : made.lowered()) {
      for (int slot = 0; slot < kernel.slots().size(); slot++) {
        Optional<Node> tensor = kernel.slots().get(slot).tensor();
        boolean written = kernel.nest().arguments().get(slot).written();
        if (tensor.isPresent() && !written && !isKnown(tensor.get(), known)) {
          return schedule(kernel.nest().name() + " reads " + tensor.get() + " before it is stored");
        }
      }
      written(new Made(kernel.nest(), kernel.slots())).forEach(known::add);
    }
    return made.simplified().stream()
        .filter(output -> !isKnown(output, known))
        .findFirst()
        .flatMap(output -> schedule("no kernel stores " + output));
  }

  private static Optional<Symptom> schedule(String difference) {
    return Optional.of(new Symptom("pass schedule", difference));
  }

  private static boolean isKnown(Node node, Set<Node> known) {
    return node.op().isLeaf() || known.contains(node);
  }

  private static List<Node> written(Made kernel) {
    List<Node> nodes = new ArrayList<>();
    for (int slot = 0; slot < kernel.slots().size(); slot++) {
      if (kernel.nest().arguments().get(slot).written()) {
        kernel.slots().get(slot).tensor().ifPresent(nodes::add);
      }
    }
    return nodes;
  }

  private static List<Made> after(Compilation made, Step step) {
    List<Made> kernels = new ArrayList<>();
    for (int i = 0; i < made.groups().size(); i++) {
      List<Slot> slots = made.lowered().get(i).slots();
      made.steps(made.groups().get(i)).stream()
          .filter(each -> each.step() == step)
          .forEach(each -> kernels.add(new Made(each.nest().orElseThrow(), slots)));
    }
    return kernels;
  }

  /** Runs kernels in order; a value that several store in parts is compared after the last. */
  private Optional<Symptom> wrong(
      String pass, List<Made> kernels, Machine machine, Map<Node, Result> means) {
    Map<Node, Integer> last = new IdentityHashMap<>();
    for (int i = 0; i < kernels.size(); i++) {
      for (Node node : written(kernels.get(i))) {
        last.put(node, i);
      }
    }
    Map<Node, Object> arrays = new IdentityHashMap<>();
    for (int i = 0; i < kernels.size(); i++) {
      Made kernel = kernels.get(i);
      run(kernel, machine, arrays, means);
      for (Node node : written(kernel)) {
        Optional<String> difference = means.get(node).difference(arrays.get(node));
        if (last.get(node) == i && difference.isPresent()) {
          String what = "kernel " + kernel.nest().name() + ", " + node + " ";
          return Optional.of(new Symptom("pass " + pass, what + difference.get()));
        }
      }
    }
    return Optional.empty();
  }

  private void run(
      Made kernel, Machine machine, Map<Node, Object> arrays, Map<Node, Result> means) {
    Object[] slots = new Object[kernel.slots().size()];
    for (int slot = 0; slot < slots.length; slot++) {
      Slot held = kernel.slots().get(slot);
      Object fresh = HostArrays.allocate(held.dtype(), held.elements());
      if (held.tensor().isEmpty()) {
        slots[slot] = fresh;
      } else if (kernel.nest().arguments().get(slot).written()) {
        slots[slot] = arrays.computeIfAbsent(held.tensor().get(), node -> fresh);
      } else {
        slots[slot] = means.get(held.tensor().get()).values();
      }
    }
    machine.run(kernel.nest(), slots, values.scalars(kernel.nest()));
  }
}
