package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.ArrayList;
import java.util.List;

/** Writes LOADs and STOREs: of one element, of contiguous ones as a vector, or lane by lane. */
final class Loads {
  private final Arguments arguments;
  private final Helpers helpers;

  Loads(Arguments arguments, Helpers helpers) {
    this.arguments = arguments;
    this.helpers = helpers;
  }

  /** The text of a part of a LOAD, given that of its index, or its ramp's start, and gate. */
  String text(Node load, int part, List<String> operands) {
    String array = arguments.array(load.source(0));
    int lanes = ValueWriter.lanes(load);
    boolean vector = ValueWriter.isVector(load);
    String element = vector ? vector(load, part, operands) : element(array, operands);
    if (!load.dtype().isBool()) {
      return element;
    }
    return "(" + (vector ? "convert_int" + lanes + "(" + element + ")" : element) + " != 0)";
  }

  private static String element(String array, List<String> operands) {
    String element = array + "[" + ValueWriter.bare(operands.get(0)) + "]";
    return operands.size() == 1 ? element : "(" + operands.get(1) + " ? " + element + " : 0)";
  }

  private String vector(Node load, int part, List<String> operands) {
    Node index = load.source(1);
    String array = arguments.array(load.source(0));
    int lanes = ValueWriter.lanes(load);
    LaneAccess access = access(load.source(0), lanes);
    boolean gated = operands.size() > 1;
    List<String> texts = new ArrayList<>(List.of(array));
    texts.addAll(operands);
    if (!isContiguous(index)) {
      texts.set(1, places(index, part, operands.get(0)));
      String function = gated ? access.gatherWhere(helpers) : access.gather(helpers);
      return function + "(" + String.join(", ", texts) + ")";
    }
    texts.set(1, moved(index, part, operands.get(0)));
    return gated
        ? access.loadWhere(helpers) + "(" + String.join(", ", texts) + ")"
        : "vload" + lanes + "(0, " + array + " + " + texts.get(1) + ")";
  }

  private static boolean isContiguous(Node index) {
    return index.arg() instanceof Arg.Ramp ramp && ramp.stride() == 1;
  }

  /** Where a part of what a ramp addresses begins, given where the whole does. */
  private static String moved(Node ramp, int part, String first) {
    long before = ((Arg.Ramp) ramp.arg()).stride() * ValueWriter.lanes(ramp) * part;
    return before == 0 ? first : "(" + first + " + " + before + ")";
  }

  /** The places of all lanes of a part as a vector of ints. */
  private static String places(Node index, int part, String text) {
    int lanes = ValueWriter.lanes(index);
    String places = index.op() == Op.RAMP ? ValueWriter.ramp(index, part, text) : text;
    return index.dtype() == DType.INT64 ? "convert_int" + lanes + "(" + places + ")" : places;
  }

  private LaneAccess access(Node array, int lanes) {
    return new LaneAccess(arguments.space(array), array.dtype(), lanes);
  }

  /** The statement that stores one element if {@code condition}, which may be empty, holds. */
  String store(Node store, ValueWriter code, String condition) {
    String array = arguments.array(store.source(0));
    String index = ValueWriter.bare(code.scalar(store.source(1)));
    String value = ValueWriter.bare(code.scalar(store.source(2)));
    String gate = store.arity() > 3 ? code.scalar(store.source(3)) : "";
    String both = condition + (condition.isEmpty() || gate.isEmpty() ? "" : " && ") + gate;
    String head = both.isEmpty() ? "" : "if (" + ValueWriter.bare(both) + ") ";
    return head + array + "[" + index + "] = " + value + ";";
  }

  /** The statement that stores a part of a vector. */
  String store(Node store, int part, ValueWriter code) {
    Node array = store.source(0);
    Node index = store.source(1);
    Node value = store.source(2);
    int lanes = ValueWriter.lanes(value);
    String text = stored(code.part(value, part), array.dtype(), lanes);
    boolean gated = store.arity() > 3;
    String first = index.op() == Op.RAMP ? code.scalar(index.source(0)) : code.part(index, part);
    if (!gated && isContiguous(index)) {
      String place = arguments.array(array) + " + " + moved(index, part, first);
      return "vstore" + lanes + "(" + ValueWriter.bare(text) + ", 0, " + place + ");";
    }
    String gate = gated ? code.part(store.source(3), part) : "(int" + lanes + ")(-1)";
    String function = access(array, lanes).scatterWhere(helpers);
    String places = places(index, part, first);
    return function + "(" + String.join(", ", arguments.array(array), places, text, gate) + ");";
  }

  private static String stored(String value, DType dtype, int lanes) {
    return dtype.isBool() ? "convert_uchar" + lanes + "(" + value + " & 1)" : value;
  }
}
