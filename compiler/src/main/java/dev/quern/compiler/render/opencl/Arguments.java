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

/**
 * The names of what one function uses of a nest's buffers and scalars, and of its own arrays. Names
 * count from 0 in each function, so that segments which differ in their storages only read the
 * same.
 */
final class Arguments {
  private final Nest nest;
  private final String localSpace;
  private final List<Integer> buffers; // slots, ascending
  private final List<Integer> scalars; // positions, ascending
  private final Map<Node, String> locals = new HashMap<>();
  private final List<Node> localOrder = new ArrayList<>();

  /**
   * @param order every node that the function uses
   * @param localSpace address space of its own arrays
   */
  Arguments(Nest nest, List<Node> order, String localSpace) {
    this.nest = nest;
    this.localSpace = localSpace;
    TreeSet<Integer> slots = new TreeSet<>();
    TreeSet<Integer> positions = new TreeSet<>();
    for (Node node : order) {
      switch (node.op()) {
        case BUFFER -> slots.add(slot(node));
        case VAR -> positions.add(position(node));
        case LOCAL -> {
          locals.put(node, "l" + localOrder.size());
          localOrder.add(node);
        }
        default -> {}
      }
    }
    this.buffers = List.copyOf(slots);
    this.scalars = List.copyOf(positions);
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
    return buffers;
  }

  List<Scalar> scalars() {
    return scalars.stream()
        .map(position -> new Scalar(position, nest.scalars().get(position).dtype()))
        .toList();
  }

  String array(Node array) {
    return array.op() == Op.BUFFER ? "b" + buffers.indexOf(slot(array)) : locals.get(array);
  }

  String space(Node array) {
    return array.op() == Op.BUFFER ? "global" : localSpace;
  }

  String scalar(Node scalar) {
    String name = "s" + scalars.indexOf(position(scalar));
    return scalar.dtype().isBool() ? "(" + name + " != 0)" : name;
  }

  /** The parameters of the function. */
  String parameters() {
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < buffers.size(); i++) {
      Nest.Argument argument = nest.arguments().get(buffers.get(i));
      parameters.add(
          "__global "
              + (argument.written() ? "" : "const ")
              + Dialect.stored(argument.dtype())
              + (mayAlias(buffers.get(i)) ? " *b" : " *restrict b")
              + i);
    }
    for (int i = 0; i < scalars.size(); i++) {
      DType dtype = nest.scalars().get(scalars.get(i)).dtype();
      parameters.add("const " + Dialect.stored(dtype) + " s" + i);
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
                    + Dialect.stored(local.dtype())
                    + " "
                    + locals.get(local)
                    + "["
                    + Math.max(1, local.shape().elements())
                    + "];")
        .toList();
  }
}
