package dev.quern.runtime.backend;

import dev.quern.compiler.Workers;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.cache.DiskCache;
import java.util.List;
import java.util.Optional;

/**
 * What the runtime asks of a kind of machine: memory, and kernels that run on it.
 *
 * <p>Every method may be called from several threads at once. Work takes effect in the order of the
 * calls, whichever threads make them: a {@link #read} or {@link #launch} sees the launches and
 * writes that returned before it, and memory freed or overwritten after a launch is still whole for
 * that launch. Failures of the machine are {@link DeviceException}s that name the call, its status
 * and the kernel.
 *
 * <p>Memory is an opaque object of the backend's choice. Java's is the primitive array itself, one
 * of {@code float[] double[] int[] long[] boolean[]} by dtype; in the transfer methods that is also
 * the type of {@code array}.
 */
public interface Backend {
  /** One line about the machine, for {@code quern devices}: vendor, cores, memory. */
  String description();

  /** The facts that kernels are compiled for. The same object each time. */
  Target target();

  /** Bytes of memory that this device may hold before the runtime starts to collect garbage. */
  long budget();

  /**
   * Memory for this many elements, with undefined contents. {@code elements} may be 0 (a backend
   * that can't have empty buffers takes a larger one).
   *
   * @throws OutOfDeviceMemoryException if there is no room; the runtime frees what it can and
   *     retries
   */
  Object allocate(DType dtype, long elements);

  /** Gives memory back; nothing uses it any more but launches already made. */
  void free(Object memory);

  /** True if memory is garbage-collected, so that idle memory may be left to the collector too. */
  default boolean onHeap() {
    return false;
  }

  /** Copies a whole primitive array to the start of memory; the array may be changed afterwards. */
  void write(Object memory, Object array);

  /** Fills a whole primitive array from the start of memory. Waits for what was launched before. */
  void read(Object memory, Object array);

  /**
   * Begins to make ready what most programs will need; returns at once.
   *
   * @param disk where what it compiles for that may be kept
   * @param environment what that depends on
   */
  default void warm(DiskCache disk, String environment) {}

  /** Who compiles for this device. */
  default Workers workers() {
    return Workers.ALONE;
  }

  /**
   * Compiles kernels, by one call so that a backend may build them as one program or in parallel.
   * Names in one call differ from each other; names in different calls may be equal.
   *
   * @return for each kernel its loaded form, in the same order
   * @throws CompileException with kernel name, numbered source and the compiler's log
   */
  List<Loaded> load(List<Rendered> kernels);

  /**
   * Loads kernels from what was kept of them, by this backend on a machine of the same facts.
   *
   * @param binaries what {@link Loaded#binary} gave, by kernel
   * @throws IllegalArgumentException if one of these is not what it gave
   */
  default List<Loaded> restore(List<Rendered> kernels, List<byte[]> binaries) {
    return load(kernels);
  }

  /**
   * Runs all phases of a kernel of this backend, one after the other. May return before it has run.
   *
   * @param buffers memory by the kernel's slot
   * @param scalars by the order of {@code Nest.scalars}: the bits of a float32 in the low half,
   *     those of a float64, the value of an integer, 0 or 1 for a bool
   */
  void launch(Loaded kernel, Object[] buffers, long[] scalars);

  /**
   * Runs a kernel alone, between what was launched before and what will be, and waits for it.
   *
   * @return nanoseconds that it ran, by the device's own clock where there is one
   */
  default long timed(Loaded kernel, Object[] buffers, long[] scalars) {
    finish();
    long start = System.nanoTime();
    launch(kernel, buffers, scalars);
    finish();
    return System.nanoTime() - start;
  }

  /** Waits until everything launched has run. */
  void finish();

  /**
   * What a device's compiler made of a kernel.
   *
   * @param log what it said, empty if nothing
   * @param codeBytes size of what it made: class files, or the binary of the whole program; 0 if
   *     unknown
   * @param method the largest method, empty if there are none
   * @param methodBytes of that method's code
   */
  record Built(String log, long codeBytes, String method, int methodBytes) {
    /** Nothing is known. */
    public static final Built UNKNOWN = new Built("", 0, "", 0);
  }

  /**
   * A kernel that is ready to run, on any thread. What it holds on the device the backend releases
   * when nothing reaches it any more (a {@link java.lang.ref.Cleaner}): caches and plans only drop
   * it.
   */
  interface Loaded {
    /** What it was made from. */
    Rendered rendered();

    /** What the device's compiler made of it. */
    default Built built() {
      return Built.UNKNOWN;
    }

    /**
     * What is to be kept so that another process need not compile it; empty if there is nothing.
     */
    default byte[] binary() {
      return new byte[0];
    }

    /** Why the machine runs it badly unless its text gets smaller; empty if it doesn't. */
    default Optional<String> tooLarge() {
      return Optional.empty();
    }
  }
}
