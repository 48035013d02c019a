package dev.quern.runtime.java;

import dev.quern.compiler.target.ContractionTemplate.MicroKernel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Calls a fresh micro-kernel on zeros, in a thread of its own, until HotSpot has compiled it: all
 * sums of products wait for it, and interpreted it is some thousand times slower.
 */
final class MicroWarming implements Runnable {
  private static final int BATCH = 256; // calls between looks at the clock
  private static final long COMPILED = 4_000; // nanoseconds a call, once it is
  private static final long PATIENCE = 2_000_000_000; // nanoseconds

  private final Method method;

  private MicroWarming(Method method) {
    this.method = method;
  }

  /** Begins to warm a micro-kernel's class; returns at once. */
  static void start(Class<?> micro) {
    Arrays.stream(micro.getMethods())
        .filter(method -> method.getName().equals(MicroKernel.WARM))
        .findFirst()
        .ifPresent(
            method -> {
              Thread thread = new Thread(new MicroWarming(method), "quern-warming");
              thread.setDaemon(true);
              thread.start();
            });
  }

  @Override
  public void run() {
    long end = System.nanoTime() + PATIENCE;
    try {
      long took = Long.MAX_VALUE;
      while (took > COMPILED * BATCH && System.nanoTime() < end) {
        long start = System.nanoTime();
        for (int call = 0; call < BATCH; call++) {
          method.invoke(null);
        }
        took = System.nanoTime() - start;
      }
    } catch (IllegalAccessException | InvocationTargetException unfit) {
      System.getLogger("dev.quern")
          .log(System.Logger.Level.DEBUG, "micro-kernel " + method + " is not warmed", unfit);
    }
  }
}
