package dev.quern.runtime.java;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.target.ContractionTask;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.backend.CompileException;
import dev.quern.runtime.cache.CacheEntry;
import dev.quern.runtime.cache.DiskCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads the micro-kernels of float32 products ahead of need, from the disk cache if they are there;
 * loading warms them. A program that trains needs them first of all, and while it builds its first
 * graph a core has nothing else to do. What was to be compiled for them loads the source compiler,
 * too, which every program needs that finds nothing on disk.
 */
final class CommonKernels implements Runnable {
  private static final long DELAY = 100; // milliseconds, in which a small program is done
  private static final int USUAL = 128; // m, n and k of a product worth a template

  private final KernelClasses classes;
  private final Target target;
  private final DiskCache disk;
  private final String environment;

  CommonKernels(KernelClasses classes, Target target, DiskCache disk, String environment) {
    this.classes = classes;
    this.target = target;
    this.disk = disk;
    this.environment = environment;
  }

  /** Begins in a thread of its own; on a machine with one core there is nothing to gain. */
  void start() {
    if (Runtime.getRuntime().availableProcessors() > 1) {
      Thread thread = new Thread(this, "quern-common");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void run() {
    try {
      Thread.sleep(DELAY);
      microKernels().forEach(this::load);
    } catch (CompileException failed) {
      // Whoever needs it will be told.
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private List<MicroKernel> microKernels() {
    ContractionTask task = new ContractionTask(1, USUAL, USUAL, USUAL, DType.FLOAT32, false);
    List<MicroKernel> found = new ArrayList<>();
    target.templates().stream()
        .flatMap(t -> t.plan(task, target).map(shape -> t.microKernel(shape, target)).stream())
        .findFirst() // the one that the scheduler would take
        .ifPresent(found::add);
    return found;
  }

  private void load(MicroKernel micro) {
    int hash = (environment + micro.source()).hashCode();
    String name = "micro-" + micro.name() + "-" + Integer.toHexString(hash);
    Map<String, String> key = Map.of("environment", environment, "source", micro.source());
    Optional<CacheEntry> entry = disk.find(name);
    if (entry.isPresent() && entry.get().key().equals(key)) {
      try {
        classes.restore(micro, KernelImage.of(entry.get().body()));
        return;
      } catch (IllegalArgumentException damaged) {
        disk.damaged(name, damaged.getMessage());
      }
    }
    classes.support(List.of(micro));
    byte[] image = classes.image(micro).bytes();
    disk.keep(name, () -> new CacheEntry(micro.name(), key, image));
  }
}
