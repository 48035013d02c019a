package dev.quern.runtime.java;

import dev.quern.compiler.Workers;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.backend.Availability;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.CompileException;
import dev.quern.runtime.backend.HostArrays;
import dev.quern.runtime.backend.OutOfDeviceMemoryException;
import dev.quern.runtime.cache.DiskCache;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * This JVM as a device: memory is primitive arrays, kernels are classes, launches have run on
 * return.
 */
public final class JavaBackend implements Backend {
  /**
   * Operations, of vectors or numbers, below which waking other threads takes longer than the work.
   */
  private static final long PARALLEL_WORK = Long.getLong("quern.parallelWork", 1 << 15);

  /**
   * How kernels are compiled and run.
   *
   * @param parallelWork phases with less work than this run in the caller alone
   * @param methodBytes of code that a method had better stay under
   */
  record Options(int threads, long parallelWork, SourceCompiler compiler, int methodBytes) {
    static Options standard() {
      int threads = Integer.getInteger("quern.threads", Runtime.getRuntime().availableProcessors());
      return new Options(Math.max(1, threads), PARALLEL_WORK, new JaninoCompiler(), CodeSize.LIMIT);
    }
  }

  private final Target target;
  private final Options options;
  private final WorkerPool workers;
  private final KernelClasses classes;
  private final ThreadLocal<Locals> locals = ThreadLocal.withInitial(Locals::new);

  JavaBackend(Target target, Options options) {
    this.target = target;
    this.options = options;
    this.workers = WorkerPool.of(options.threads());
    this.classes = new KernelClasses(options.compiler(), options.methodBytes());
  }

  /** This JVM, with vectors by the detail of the device's name: empty, plain, 128, 256 or 512. */
  public static JavaBackend open(String detail, List<ContractionTemplate> templates) {
    int bits = VectorWidth.bits(detail);
    return new JavaBackend(Target.java(bits, templates), Options.standard());
  }

  /** What {@code quern devices} says; it can always be had. */
  public static Availability survey() {
    int processors = Runtime.getRuntime().availableProcessors();
    String vectors =
        VectorWidth.modulePresent()
            ? VectorWidth.bits("") + "-bit vectors"
            : "plain loops (--add-modules jdk.incubator.vector makes it faster)";
    return Availability.present(
        "java",
        "JDK " + Runtime.version().feature() + ", " + processors + " processors, " + vectors);
  }

  @Override
  public String description() {
    return survey().description();
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public long budget() {
    return Runtime.getRuntime().maxMemory();
  }

  @Override
  public Object allocate(DType dtype, long elements) {
    try {
      return HostArrays.allocate(dtype, elements);
    } catch (OutOfMemoryError full) {
      throw new OutOfDeviceMemoryException("the Java heap is full; raise -Xmx", full);
    }
  }

  @Override
  public void free(Object memory) {}

  @Override
  public boolean onHeap() {
    return true;
  }

  @Override
  public void write(Object memory, Object array) {
    HostArrays.copy(array, memory, HostArrays.length(array));
  }

  @Override
  public void read(Object memory, Object array) {
    HostArrays.copy(memory, array, HostArrays.length(array));
  }

  @Override
  public void warm(DiskCache disk, String environment) {
    new CommonKernels(classes, target, disk, environment).start();
  }

  @Override
  public Workers workers() {
    return (iterations, work) ->
        workers.run(
            iterations,
            Long.MAX_VALUE / 4,
            (first, last) -> {
              for (int i = first; i < last; i++) {
                work.accept(i);
              }
            });
  }

  @Override
  public List<Loaded> load(List<Rendered> kernels) {
    kernels.forEach(kernel -> classes.support(kernel.support()));
    return together(kernels.size(), i -> classes.load(kernels.get(i)));
  }

  @Override
  public List<Loaded> restore(List<Rendered> kernels, List<byte[]> binaries) {
    return together(
        kernels.size(), i -> classes.restore(kernels.get(i), KernelImage.of(binaries.get(i))));
  }

  /** Makes kernels in all threads; of those that fail the first is told, whoever met it first. */
  private List<Loaded> together(int count, IntFunction<Loaded> make) {
    Loaded[] loaded = new Loaded[count];
    RuntimeException[] refused = new RuntimeException[count];
    workers()
        .each(
            count,
            i -> {
              try {
                loaded[i] = make.apply(i);
              } catch (CompileException | IllegalArgumentException failed) {
                refused[i] = failed;
              }
            });
    for (RuntimeException first : refused) {
      if (first != null) {
        throw first;
      }
    }
    return Arrays.asList(loaded);
  }

  @Override
  public void launch(Loaded kernel, Object[] buffers, long[] scalars) {
    JavaKernel loaded = (JavaKernel) kernel;
    List<Rendered.Phase> phases = loaded.rendered().phases();
    try {
      for (int phase = 0; phase < phases.size(); phase++) {
        launch(loaded, phase, buffers, scalars);
      }
    } catch (RuntimeException | LinkageError | OutOfMemoryError failed) {
      throw KernelFailure.of(loaded.rendered(), failed);
    }
  }

  private void launch(JavaKernel kernel, int phase, Object[] buffers, long[] scalars) {
    Rendered.Phase shape = kernel.rendered().phases().get(phase);
    KernelCode code = kernel.code();
    List<Rendered.Local> wanted = kernel.rendered().locals();
    if (shape.chunks() == 1 || shape.work() < options.parallelWork()) {
      code.run(phase, 0, shape.chunks(), buffers, scalars, locals.get().lend(wanted));
      return;
    }
    workers.run(
        shape.chunks(),
        shape.work(),
        (first, last) -> code.run(phase, first, last, buffers, scalars, locals.get().lend(wanted)));
  }

  @Override
  public void finish() {}
}
