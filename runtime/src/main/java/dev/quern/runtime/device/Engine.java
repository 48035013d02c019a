package dev.quern.runtime.device;

import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Variable;
import dev.quern.runtime.request.Request;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** How a device computes a request: by a compiled plan, or by interpretation. */
public interface Engine {
  /**
   * The leaves that hold the request's outputs, in order.
   *
   * @param sizes values of variables that the graph itself does not give
   */
  List<Node> run(Request request, ToLongFunction<Variable> sizes);

  /** What computes a request again and again, the walk of which is then no longer needed. */
  Prepared prepare(Request request);

  /** A request without what differs from run to run. */
  interface Prepared {
    /**
     * The leaves that hold the outputs, in order.
     *
     * @param leaves by slot
     * @param scalars bits by slot of variables, then by literal position
     */
    List<Node> run(List<Node> leaves, List<Request.Output> outputs, long[] scalars);
  }

  /** The program that ran last, if programs are what this engine runs. */
  Optional<Program> lastProgram();
}
