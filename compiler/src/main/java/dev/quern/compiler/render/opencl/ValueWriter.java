package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns expressions and accesses into text over the names of what has been evaluated before. */
final class ValueWriter {
  private final Arguments arguments;
  private final Operations operations;
  private final Helpers helpers;
  private final Map<Node, List<String>> names = new HashMap<>(); // of parts

  ValueWriter(Arguments arguments, Operations operations, Helpers helpers) {
    this.arguments = arguments;
    this.operations = operations;
    this.helpers = helpers;
  }

  /** From now on the value is in these variables, one for each part. */
  void name(Node node, List<String> variables) {
    names.put(node, variables);
  }

  String scalar(Node node) {
    return part(node, 0);
  }

  /** The text of a part. Its depth is bounded, because placement names long expressions. */
  String part(Node node, int part) {
    return switch (node.op()) {
      case CONST -> Dialect.literal(node.literal());
      case VAR -> arguments.scalar(node);
      default -> {
        List<String> known = names.get(node);
        yield known == null ? written(node, part) : known.get(part);
      }
    };
  }

  /** The text that defines a part, whose name is about to be given. */
  String definition(Node node, int part) {
    return Lanes.bare(written(node, part));
  }

  private String written(Node node, int part) {
    if (node.op() == Op.LOAD) {
      return load(node, part);
    }
    List<String> in = new ArrayList<>();
    for (Node source : node.sources()) {
      in.add(part(source, Lanes.isVector(source) ? part : 0));
    }
    return switch (node.op()) {
      case BROADCAST -> Lanes.broadcast(node, in.get(0));
      case RAMP -> Lanes.ramp(node, part, in.get(0));
      default -> operations.text(node, Lanes.of(node), in);
    };
  }

  private String load(Node load, int part) {
    int lanes = Lanes.of(load);
    boolean vector = Lanes.isVector(load);
    String gate = load.arity() == 2 ? "" : part(load.source(2), vector ? part : 0);
    String element = vector ? vector(load, part, gate) : element(load, gate);
    if (!load.dtype().isBool()) {
      return element;
    }
    return "(" + (vector ? "convert_int" + lanes + "(" + element + ")" : element) + " != 0)";
  }

  private String element(Node load, String gate) {
    String index = Lanes.bare(scalar(load.source(1)));
    String element = arguments.array(load.source(0)) + "[" + index + "]";
    return gate.isEmpty() ? element : "(" + gate + " ? " + element + " : 0)";
  }

  private String vector(Node load, int part, String gate) {
    Node index = load.source(1);
    String array = arguments.array(load.source(0));
    LaneAccess access = access(load.source(0), Lanes.of(load));
    String gated = gate.isEmpty() ? "" : ", " + gate;
    if (!Lanes.isContiguous(index)) {
      String function = gate.isEmpty() ? access.gather(helpers) : access.gatherWhere(helpers);
      return function + "(" + array + ", " + places(index, part) + gated + ")";
    }
    String start = Lanes.start(index, part, scalar(index.source(0)));
    return gate.isEmpty()
        ? "vload" + access.lanes() + "(0, " + array + " + " + start + ")"
        : access.loadWhere(helpers) + "(" + array + ", " + start + gated + ")";
  }

  /** The places of all lanes of a part as a vector of ints. */
  private String places(Node index, int part) {
    String places =
        index.op() == Op.RAMP
            ? Lanes.ramp(index, part, scalar(index.source(0)))
            : part(index, part);
    return index.dtype() == DType.INT64
        ? "convert_int" + Lanes.of(index) + "(" + places + ")"
        : places;
  }

  private LaneAccess access(Node array, int lanes) {
    return new LaneAccess(arguments.space(array), array.dtype(), lanes);
  }

  /** The statement that stores one element if {@code condition}, which may be empty, holds. */
  String store(Node store, String condition) {
    String element =
        arguments.array(store.source(0)) + "[" + Lanes.bare(scalar(store.source(1))) + "]";
    String value = Lanes.bare(scalar(store.source(2)));
    String gate = store.arity() > 3 ? scalar(store.source(3)) : "";
    String both = condition + (condition.isEmpty() || gate.isEmpty() ? "" : " && ") + gate;
    String head = both.isEmpty() ? "" : "if (" + Lanes.bare(both) + ") ";
    return head + element + " = " + value + ";";
  }

  /** The statement that stores a part of a vector where the lanes of {@code gate} are set. */
  String store(Node store, int part, List<Node> gate) {
    Node array = store.source(0);
    Node index = store.source(1);
    int lanes = Lanes.of(store.source(2));
    String value = part(store.source(2), part);
    String stored =
        array.dtype().isBool() ? "convert_uchar" + lanes + "(" + value + " & 1)" : value;
    if (gate.isEmpty() && Lanes.isContiguous(index)) {
      String start = Lanes.start(index, part, scalar(index.source(0)));
      String place = arguments.array(array) + " + " + start;
      return "vstore" + lanes + "(" + Lanes.bare(stored) + ", 0, " + place + ");";
    }
    String mask = gate.isEmpty() ? "(int" + lanes + ")(-1)" : part(gate.get(0), part);
    String function = access(array, lanes).scatterWhere(helpers);
    String in = String.join(", ", arguments.array(array), places(index, part), stored, mask);
    return function + "(" + in + ");";
  }
}
