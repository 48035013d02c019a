package dev.quern;

import dev.quern.compiler.ir.Node;
import dev.quern.runtime.dump.Origin;
import dev.quern.runtime.dump.Origins;
import dev.quern.runtime.profile.Probe;
import java.lang.StackWalker.StackFrame;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Turns the stack at the moment a tensor is made into the origin of its nodes, while that is
 * wanted.
 */
final class Provenance {
  /** Packages whose frames are not the program's own: what it called, not where. */
  private static final Set<String> CALLED =
      Set.of(
          "dev.quern", "dev.quern.autograd", "dev.quern.nn", "dev.quern.optim", "dev.quern.data");

  /** The runtime's packages, whose frames are not the program's own either. */
  private static final String RUNTIME = "dev.quern.runtime";

  private static final String LAYERS = "dev.quern.nn";

  private static final StackWalker STACK = StackWalker.getInstance();

  private Provenance() {}

  /** Records where a node is made, and what it is made of down to its inputs. */
  static void record(Node node, Tensor... inputs) {
    Probe.built();
    if (Origins.wanted()) {
      List<Node> nodes = Arrays.stream(inputs).map(Tensor::node).toList();
      Origins.record(node, nodes, STACK.walk(Provenance::origin));
    }
  }

  private static Origin origin(Stream<StackFrame> frames) {
    String call = "";
    for (Iterator<StackFrame> all = frames.iterator(); all.hasNext(); ) {
      StackFrame frame = all.next();
      String in = packageOf(frame.getClassName());
      if (!isCalled(in) && !isPlatform(in)) {
        String line = frame.getFileName() + ":" + frame.getLineNumber();
        return new Origin(Origins.module(), line, call, false);
      }
      // What a layer calls says more than the layer's forward.
      boolean says = isCalled(in) && isNamed(frame) && !(in.equals(LAYERS) && !call.isEmpty());
      call = says ? frame.getMethodName() : call;
    }
    return new Origin(Origins.module(), "", call, false);
  }

  private static boolean isCalled(String in) {
    return CALLED.contains(in) || in.equals(RUNTIME) || in.startsWith(RUNTIME + ".");
  }

  private static boolean isPlatform(String in) {
    return in.startsWith("java.") || in.startsWith("jdk.") || in.startsWith("sun.");
  }

  /** False for what the compiler named: lambdas and constructors. */
  private static boolean isNamed(StackFrame frame) {
    return frame.getMethodName().chars().allMatch(Character::isJavaIdentifierPart)
        && !frame.getMethodName().contains("$");
  }

  private static String packageOf(String className) {
    int dot = className.lastIndexOf('.');
    return dot < 0 ? "" : className.substring(0, dot);
  }
}
