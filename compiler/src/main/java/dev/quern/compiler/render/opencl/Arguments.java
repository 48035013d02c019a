package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.render.Rendered.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The names of what one function uses of a nest's buffers and scalars, and of its own arrays. */
final class Arguments {
  private final Nest nest;
  private final String localSpace;
  private final TreeSet<Integer> buffers = new TreeSet<>();
  private final TreeSet<Integer> scalars = new TreeSet<>();
  private final Map<Node, String> locals = new HashMap<>();
  private final List<Node> localOrder = new ArrayList<>();

  /**
   * @param order every node that the function uses
   * @param localSpace address space of its own arrays
   */
  Arguments(Nest nest, List<Node> order, String localSpace) {
    this.nest = nest;
    this.localSpace = localSpace;
    for (Node node : order) {
      switch (node.op()) {
        case BUFFER -> buffers.add(slot(node));
        case VAR -> scalars.add(position(node));
        case LOCAL -> {
          locals.put(node, "l" + localOrder.size());
          localOrder.add(node);
        }
        default -> {}
      }
    }
  }

  private static int slot(Node buffer) {
    return ((Arg.Slot) buffer.arg()).index();
  }

  private int position(Node scalar) {
    Nest.Scalar wanted = new Nest.Scalar(((Arg.Symbol) scalar.arg()).variable(), scalar.dtype());
    int position = nest.scalars().indexOf(wanted);
    if (position < 0) {
      throw new IllegalArgumentException(nest.name() + ": " + scalar + " is no scalar of the nest");
    }
    return position;
  }

  List<Integer> buffers() {
    return List.copyOf(buffers);
  }

  List<Scalar> scalars() {
    return scalars.stream()
        .map(position -> new Scalar(position, nest.scalars().get(position).dtype()))
        .toList();
  }

  String array(Node array) {
    return array.op() == Op.BUFFER ? "b" + slot(array) : locals.get(array);
  }

  String space(Node array) {
    return array.op() == Op.BUFFER ? "global" : localSpace;
  }

  String scalar(Node scalar) {
    String name = "s" + position(scalar);
    return scalar.dtype().isBool() ? "(" + name + " != 0)" : name;
  }

  /** The parameters of the function. */
  String parameters() {
    List<String> parameters = new ArrayList<>();
    for (int slot : buffers) {
      Nest.Argument argument = nest.arguments().get(slot);
      parameters.add(
          "__global "
              + (argument.written() ? "" : "const ")
              + Types.stored(argument.dtype())
              + (mayAlias(slot) ? " *b" : " *restrict b")
              + slot);
    }
    for (int position : scalars) {
      DType dtype = nest.scalars().get(position).dtype();
      parameters.add("const " + Types.stored(dtype) + " s" + position);
    }
    return String.join(", ", parameters);
  }

  /** A storage may be written in place of its older version, which has its type and size. */
  private boolean mayAlias(int slot) {
    Nest.Argument one = nest.arguments().get(slot);
    for (int other : buffers) {
      Nest.Argument two = nest.arguments().get(other);
      boolean alike = one.dtype() == two.dtype() && one.elements() == two.elements();
      if (other != slot && alike && one.written() != two.written()) {
        return true;
      }
    }
    return false;
  }

  /** Declarations of the function's own arrays. */
  List<String> declarations() {
    String qualifier = localSpace.equals("private") ? "" : "__" + localSpace + " ";
    return localOrder.stream()
        .map(
            local ->
                qualifier
                    + Types.stored(local.dtype())
                    + " "
                    + locals.get(local)
                    + "["
                    + Math.max(1, local.shape().elements())
                    + "];")
        .toList();
  }
}
