package dev.quern.runtime.device;

import java.util.concurrent.atomic.LongAdder;

/** What a device has done since it was opened, or since {@link #reset}. */
public final class Counters {
  private final LongAdder graphsScheduled = new LongAdder();
  private final LongAdder kernelsCompiled = new LongAdder();
  private final LongAdder kernelCacheHits = new LongAdder();
  private final LongAdder planHits = new LongAdder();
  private final LongAdder planMisses = new LongAdder();
  private final LongAdder diskHits = new LongAdder();
  private final LongAdder diskMisses = new LongAdder();
  private final LongAdder launches = new LongAdder();
  private final LongAdder allocations = new LongAdder();

  public Counters() {}

  /** Graphs that went through the compiler. */
  public long graphsScheduled() {
    return graphsScheduled.sum();
  }

  /** Kernels whose source was compiled. */
  public long kernelsCompiled() {
    return kernelsCompiled.sum();
  }

  /** Kernels of new plans whose source had been compiled before. */
  public long kernelCacheHits() {
    return kernelCacheHits.sum();
  }

  /** Evaluations that found their plan. */
  public long planHits() {
    return planHits.sum();
  }

  /** Evaluations that did not. */
  public long planMisses() {
    return planMisses.sum();
  }

  /** Plans that another process had compiled and kept. */
  public long diskHits() {
    return diskHits.sum();
  }

  /** Plans that were looked for on disk and not found. */
  public long diskMisses() {
    return diskMisses.sum();
  }

  /** Kernels launched. */
  public long launches() {
    return launches.sum();
  }

  /** Storages that were allocated because the pool had none to reuse. */
  public long allocations() {
    return allocations.sum();
  }

  /** Starts all counts at zero again. */
  public void reset() {
    graphsScheduled.reset();
    kernelsCompiled.reset();
    kernelCacheHits.reset();
    planHits.reset();
    planMisses.reset();
    diskHits.reset();
    diskMisses.reset();
    launches.reset();
    allocations.reset();
  }

  public void countSchedule() {
    graphsScheduled.increment();
  }

  public void countKernels(int compiled, int found) {
    kernelsCompiled.add(compiled);
    kernelCacheHits.add(found);
  }

  public void countPlan(boolean hit) {
    (hit ? planHits : planMisses).increment();
  }

  public void countKept(boolean hit) {
    (hit ? diskHits : diskMisses).increment();
  }

  public void countLaunches(int kernels) {
    launches.add(kernels);
  }

  void countAllocation() {
    allocations.increment();
  }

  @Override
  public String toString() {
    return "scheduled %d, kernels compiled %d, kernel hits %d, plan hits %d, plan misses %d, disk hits %d, disk misses %d, launches %d, allocations %d"
        .formatted(
            graphsScheduled(),
            kernelsCompiled(),
            kernelCacheHits(),
            planHits(),
            planMisses(),
            diskHits(),
            diskMisses(),
            launches(),
            allocations());
  }
}
