package dev.quern.compiler.render.java;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.loops.Budget;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.Target;
import java.lang.reflect.Method;
import org.codehaus.janino.SimpleCompiler;

/**
 * Renders a nest, compiles it with Janino and runs its chunks, last chunk first. With the property
 * {@code quern.repeat} it runs them so many times, so that what the JIT made of them is tested;
 * {@code quern.operations} sets the budget.
 */
final class JavaRun {
  private static final int TIMES = Integer.getInteger("quern.repeat", 1);
  private static final String CALL =
      "void run(int phase, int first, int last, Object[] buffers, long[] scalars, Object[]"
          + " locals);";

  private JavaRun() {}

  /** Runs the nest on these arrays, which it changes. */
  static Rendered of(Nest nest, Target target, long[] scalars, Object... buffers) {
    Budget full = Budget.full(target);
    int operations = Integer.getInteger("quern.operations", full.operations());
    Budget budget = new Budget(operations, full.fewest(), true);
    Rendered rendered = Compiler.render(nest, target, budget);
    of(rendered, scalars, buffers);
    return rendered;
  }

  static void of(Rendered rendered, long[] scalars, Object... buffers) {
    try {
      Object kernel = load(rendered);
      Method run = kernel.getClass().getMethods()[0];
      for (Method method : kernel.getClass().getMethods()) {
        run = method.getName().equals("run") ? method : run;
      }
      Object[] locals = rendered.locals().stream().map(JavaRun::array).toArray();
      for (int turn = 0; turn < TIMES * rendered.phases().size(); turn++) {
        int phase = turn % rendered.phases().size();
        for (int chunk = rendered.phases().get(phase).chunks() - 1; chunk >= 0; chunk--) {
          run.invoke(kernel, phase, chunk, chunk + 1, buffers, scalars, locals);
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(rendered.source(), e);
    }
  }

  private static Object load(Rendered rendered) throws ReflectiveOperationException {
    ClassLoader parent =
        cook(
            JavaRun.class.getClassLoader(),
            "package dev.quern.runtime.java; public interface KernelCode { " + CALL + " }");
    for (var kernel : rendered.support()) {
      parent = cook(parent, kernel.source());
    }
    return cook(parent, rendered.source())
        .loadClass("dev.quern.kernels." + rendered.name())
        .getConstructor()
        .newInstance();
  }

  private static ClassLoader cook(ClassLoader parent, String source) {
    try {
      SimpleCompiler compiler = new SimpleCompiler();
      compiler.setParentClassLoader(parent);
      compiler.setSourceVersion(8);
      compiler.setTargetVersion(8);
      compiler.cook(source);
      return compiler.getClassLoader();
    } catch (org.codehaus.commons.compiler.CompileException e) {
      throw new AssertionError(source, e);
    }
  }

  private static Object array(Rendered.Local local) {
    return array(local.dtype(), Math.toIntExact(local.elements()));
  }

  static Object array(DType dtype, int elements) {
    return switch (dtype) {
      case BOOL -> new boolean[elements];
      case INT32 -> new int[elements];
      case INT64 -> new long[elements];
      case FLOAT32 -> new float[elements];
      case FLOAT64 -> new double[elements];
    };
  }
}
