package dev.quern.runtime;

import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.ir.Variable;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.plan.GraphCompiler;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Canonical graphs of float32 arithmetic turned into programs of one plain kernel an output, so
 * that the runtime is tested without the compiler. Every second operation goes through a temporary
 * if asked.
 */
public final class TinyCompiler implements GraphCompiler {
  private static final int CHUNK = 16;

  /** Graphs compiled. */
  int compiled;

  @Override
  public synchronized Program compile(List<Node> outputs, Target target) {
    compiled++;
    List<Program.Buffer> buffers = new ArrayList<>();
    List<Node> leaves = leaves(outputs);
    leaves.forEach(leaf -> buffers.add(buffer(Program.Role.INPUT, leaf, -1)));
    for (Node output : outputs) {
      int donor = output.op() == Op.ASSIGN ? ((Arg.Slot) output.source(0).arg()).index() : -1;
      buffers.add(buffer(Program.Role.OUTPUT, output, donor));
    }
    List<Program.Launch> launches = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      launches.add(launch(outputs.get(i), leaves.size() + i, i, leaves.size()));
    }
    return new Program(buffers, launches, List.of());
  }

  private static List<Node> leaves(List<Node> outputs) {
    return Topology.of(outputs).stream()
        .filter(node -> node.op() == Op.BUFFER)
        .sorted((a, b) -> slot(a) - slot(b))
        .toList();
  }

  private static int slot(Node leaf) {
    return ((Arg.Slot) leaf.arg()).index();
  }

  private static Program.Buffer buffer(Program.Role role, Node node, int donor) {
    return new Program.Buffer(role, node.dtype(), node.shape().elements(), donor, donor >= 0, -1);
  }

  private static Program.Launch launch(Node output, int buffer, int position, int inputs) {
    List<Nest.Scalar> scalars = new ArrayList<>();
    String name = "tiny_" + position;
    int elements = (int) output.shape().elements();
    int chunks = Math.max(1, (elements + CHUNK - 1) / CHUNK);
    String source = source(name, output, inputs, scalars);
    Rendered rendered =
        new Rendered(
            name,
            source,
            List.of(new Rendered.Phase(chunks, elements, List.of())),
            List.of(),
            List.of());
    Nest nest = new Nest(name, Node.index(0), List.of(), List.of(), scalars, Optional.empty());
    List<Integer> arguments = new ArrayList<>(List.of(buffer));
    for (int i = 0; i < inputs; i++) {
      arguments.add(i);
    }
    return new Program.Launch(nest, rendered, arguments);
  }

  private static String source(String name, Node output, int inputs, List<Nest.Scalar> scalars) {
    StringBuilder body = new StringBuilder();
    Map<Node, String> names = new IdentityHashMap<>();
    for (Node node : Topology.of(output)) {
      String value = "t" + names.size();
      body.append("      float ").append(value).append(" = ");
      body.append(expression(node, names, scalars)).append(";\n");
      names.put(node, value);
    }
    StringBuilder arrays = new StringBuilder();
    for (int i = 0; i < inputs; i++) {
      arrays.append("    float[] in%d = (float[]) buffers[%d];\n".formatted(i, i + 1));
    }
    return """
        package dev.quern.kernels;

        public final class %s implements dev.quern.runtime.java.KernelCode {
          public void run(int phase, int first, int last, Object[] buffers, long[] scalars, Object[] locals) {
            float[] out = (float[]) buffers[0];
        %s    for (int i = first * %d; i < last * %d && i < %d; i++) {
        %s      out[i] = %s;
            }
          }
        }
        """
        .formatted(name, arrays, CHUNK, CHUNK, output.shape().elements(), body, names.get(output));
  }

  private static String expression(Node node, Map<Node, String> names, List<Nest.Scalar> scalars) {
    return switch (node.op()) {
      case BUFFER -> "in" + slot(node) + "[i]";
      case CONST -> "(float) " + Double.toHexString(node.literal().real());
      case VAR -> scalar(node, scalars);
      case EXPAND, RESHAPE, DETACH -> names.get(node.source(0));
      case ADD -> names.get(node.source(0)) + " + " + names.get(node.source(1));
      case MUL -> names.get(node.source(0)) + " * " + names.get(node.source(1));
      case SUB -> names.get(node.source(0)) + " - " + names.get(node.source(1));
      case ASSIGN -> names.get(node.source(1));
      default -> throw new AssertionError("tiny: " + node);
    };
  }

  private static String scalar(Node node, List<Nest.Scalar> scalars) {
    Variable variable = ((Arg.Symbol) node.arg()).variable();
    scalars.add(new Nest.Scalar(variable, node.dtype()));
    int position = scalars.size() - 1;
    return node.dtype() == DType.FLOAT32
        ? "Float.intBitsToFloat((int) scalars[" + position + "])"
        : "(float) scalars[" + position + "]";
  }
}
