package dev.quern.runtime;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Variable;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Engine;
import dev.quern.runtime.memory.Lengths;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.request.LaunchScalars;
import dev.quern.runtime.request.Placeholder;
import dev.quern.runtime.request.Request;
import dev.quern.runtime.request.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A graph made ready to be evaluated again and again without being walked: over other leaves, and
 * with other values of its variables, each time. Not safe for several threads at once.
 */
public final class PreparedPlan {
  private static final int NONE = -1;

  private final Device device;
  private final Engine.Prepared engine;
  private final List<Node> leaves;
  private final List<Variable> variables;
  private final long[] scalars; // by slot of variables, then the graph's own numbers
  private final int[] sizes; // slots of the variables whose values the leaves have
  private final Request.Output[] outputs;
  private final int[] targets; // by output: slot of the leaf it is the next version of
  private final int[] lineages; // by output: slot of the leaf whose policy it takes over
  private final int[] outputOf; // by wanted; NONE where the value is a leaf
  private final int[] aliases; // by wanted: slot of that leaf

  private PreparedPlan(Device device, Request request) {
    Signature signature = request.walk().signature();
    this.device = device;
    this.leaves = List.copyOf(signature.leaves());
    this.variables = List.copyOf(signature.variables());
    this.scalars = LaunchScalars.of(signature, Variable::min).bits();
    this.sizes =
        IntStream.range(0, variables.size())
            .filter(slot -> signature.value(slot) == null)
            .toArray();
    this.outputs = request.outputs().toArray(Request.Output[]::new);
    this.targets = Arrays.stream(outputs).mapToInt(output -> slot(output.leaf())).toArray();
    this.lineages = Arrays.stream(outputs).mapToInt(output -> slot(output.lineage())).toArray();
    int wanted = request.wanted().size();
    this.outputOf = new int[wanted];
    this.aliases = new int[wanted];
    for (int i = 0; i < wanted; i++) {
      outputOf[i] = request.outputOf(i);
      aliases[i] = outputOf[i] == NONE ? slot(request.alias(i)) : NONE;
    }
    this.engine = outputs.length == 0 ? (l, o, s) -> List.of() : device.engine().prepare(request);
  }

  private int slot(Node leaf) {
    return leaf == null ? NONE : leaves.indexOf(leaf);
  }

  /** A leaf in whose place another is given with each run. */
  public static Node placeholder(DType dtype, Shape shape, String name) {
    return Nodes.buffer(dtype, shape, new Placeholder(name), 0);
  }

  /** Finds or makes the plan of what is wanted; nothing is computed. */
  public static PreparedPlan of(Device device, List<Node> wanted) {
    return Evaluation.walked(device, wanted, request -> new PreparedPlan(device, request));
  }

  /** What the graph reads or writes, by slot. */
  public List<Node> leaves() {
    return leaves;
  }

  /** The variables that the graph gives a value, by slot. */
  public List<Variable> variables() {
    return variables;
  }

  /** The scalars as the graph has them: the bits of variables by slot, and what follows them. */
  public long[] scalars() {
    return scalars.clone();
  }

  /**
   * From the second run on, writes a wanted value over what the run before it made, unless it is
   * wanted twice.
   */
  public void reuse(int wanted) {
    int i = outputOf[wanted];
    boolean once = Arrays.stream(outputOf).filter(other -> other == i).count() == 1;
    if (i != NONE && once && targets[i] == NONE) {
      outputs[i] = over(null, outputs[i]);
    }
  }

  /** Lets the value that the run before made be, this once. */
  public void keep(int wanted) {
    int i = outputOf[wanted];
    if (i != NONE && outputs[i].reused()) {
      outputs[i] = over(null, outputs[i]);
    }
  }

  /**
   * Computes what was wanted.
   *
   * @param given the leaf for each slot, of the same dtype and shape and on the same device
   * @param scalars as {@link #scalars}, with other bits of variables
   * @return for each wanted value the leaf that holds it
   */
  public List<Node> run(List<Node> given, long[] scalars) {
    List<Request.Output> bound = new ArrayList<>(outputs.length);
    for (int i = 0; i < outputs.length; i++) {
      bound.add(bound(i, given));
    }
    List<Node> made = engine.run(given, bound, sizes.length == 0 ? scalars : sized(given, scalars));
    List<Node> results = new ArrayList<>(outputOf.length);
    for (int i = 0; i < outputOf.length; i++) {
      results.add(outputOf[i] == NONE ? given.get(aliases[i]) : made.get(outputOf[i]));
    }
    for (int i = 0; i < outputs.length; i++) {
      if (outputs[i].reused()) {
        outputs[i] = over(made.get(i), outputs[i]);
      }
    }
    return results;
  }

  /** The scalars with the sizes that these leaves have. */
  private long[] sized(List<Node> given, long[] scalars) {
    Lengths lengths = Memory.lengths(given);
    long[] sized = scalars.clone();
    for (int slot : sizes) {
      sized[slot] = lengths.of(variables.get(slot));
    }
    return sized;
  }

  private Request.Output bound(int i, List<Node> given) {
    Request.Output output = outputs[i];
    if (lineages[i] == NONE) {
      return output;
    }
    Node target = targets[i] == NONE ? null : given.get(targets[i]);
    return new Request.Output(output.value(), target, output.model(), given.get(lineages[i]));
  }

  /** An output that may be written over the given leaf; null before there is one. */
  private static Request.Output over(Node last, Request.Output output) {
    return new Request.Output(output.value(), last, output.model(), null, true);
  }

  public Device device() {
    return device;
  }
}
