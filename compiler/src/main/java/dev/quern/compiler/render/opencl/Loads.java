package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import java.util.List;

/** Writes LOADs and STOREs: of one element, of neighbours as a vector, or lane by lane. */
final class Loads {
  private final Arguments arguments;
  private final Helpers helpers;

  Loads(Arguments arguments, Helpers helpers) {
    this.arguments = arguments;
    this.helpers = helpers;
  }

  /** The text of a LOAD, given that of its index and gate, if any. */
  String text(Node load, Lanes lanes, List<String> operands) {
    String array = arguments.array(load.source(0));
    String element = lanes.wide() ? vector(load, array, lanes, operands) : element(array, operands);
    if (!load.dtype().isBool()) {
      return element;
    }
    return "("
        + (lanes.wide() ? "convert_int" + lanes.count() + "(" + element + ")" : element)
        + " != 0)";
  }

  private static String element(String array, List<String> operands) {
    String element = array + "[" + Expressions.bare(operands.get(0)) + "]";
    return operands.size() == 1 ? element : "(" + operands.get(1) + " ? " + element + " : 0)";
  }

  private String vector(Node load, String array, Lanes lanes, List<String> operands) {
    Access access = access(load.source(0), lanes);
    boolean gated = operands.size() > 1;
    boolean neighbours = lanes.neighbours(load.source(1));
    if (neighbours && !gated) {
      return "vload" + lanes.count() + "(0, " + array + " + " + operands.get(0) + ")";
    }
    String function =
        !gated
            ? access.gather(helpers)
            : neighbours ? access.loadWhere(helpers) : access.gatherWhere(helpers);
    return function + "(" + array + ", " + String.join(", ", operands) + ")";
  }

  private Access access(Node array, Lanes lanes) {
    return new Access(arguments.space(array), array.dtype(), lanes.count());
  }

  /** The statement that stores one element if {@code condition}, which may be empty, holds. */
  String store(Node store, Expressions code, String condition) {
    String array = arguments.array(store.source(0));
    String index = Expressions.bare(code.scalar(store.source(1)));
    String value = Expressions.bare(code.scalar(store.source(2)));
    String gate = store.arity() > 3 ? code.scalar(store.source(3)) : "";
    String both = condition + (condition.isEmpty() || gate.isEmpty() ? "" : " && ") + gate;
    String head = both.isEmpty() ? "" : "if (" + Expressions.bare(both) + ") ";
    return head + array + "[" + index + "] = " + value + ";";
  }

  /** The statement that stores the values of all lanes. */
  String storeWide(Node store, Expressions code) {
    Lanes lanes = code.lanes();
    Node array = store.source(0);
    String name = arguments.array(array);
    String value = stored(code.wide(store.source(2)), array.dtype(), lanes.count());
    boolean gated = store.arity() > 3;
    if (!gated && lanes.neighbours(store.source(1))) {
      String index = code.scalar(store.source(1));
      return "vstore"
          + lanes.count()
          + "("
          + Expressions.bare(value)
          + ", 0, "
          + name
          + " + "
          + index
          + ");";
    }
    String index = code.wide(store.source(1));
    String gate = gated ? code.wide(store.source(3)) : "(int" + lanes.count() + ")(-1)";
    String function = access(array, lanes).scatterWhere(helpers);
    return function + "(" + String.join(", ", name, index, value, gate) + ");";
  }

  private static String stored(String value, DType dtype, int lanes) {
    return dtype.isBool() ? "convert_uchar" + lanes + "(" + value + " & 1)" : value;
  }
}
