package dev.quern.runtime.device;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.memory.Pool;
import java.util.function.Function;

/** A machine that tensors live on and are computed on, with the caches and the memory it has. */
public final class Device {
  private final String name;
  private final Backend backend;
  private final Counters counters = new Counters();
  private final Pool pool;
  private final Engine engine;
  private final RunningEvaluations running = new RunningEvaluations();
  private volatile LaunchListener listener; // null while nobody listens

  /** A machine under a name, with the engine that is made for it. */
  public Device(String name, Backend backend, Function<Device, Engine> engine) {
    this.name = name;
    this.backend = backend;
    this.pool = new Pool(name, backend, counters::countAllocation);
    this.engine = engine.apply(this);
  }

  public String name() {
    return name;
  }

  /** What kernels are compiled for. */
  public Target target() {
    return backend.target();
  }

  /** One line about the machine. */
  public String description() {
    return backend.description();
  }

  public Counters counters() {
    return counters;
  }

  /** Bytes of storage in use, idle ones not counted. */
  public long liveBytes() {
    return pool.liveBytes();
  }

  /** Bytes of storage kept for reuse. */
  public long idleBytes() {
    return pool.idleBytes();
  }

  /** From now on tells the listener of every launch; see {@link #unlisten}. */
  public void listen(LaunchListener listener) {
    this.listener = listener;
  }

  /** Launches are no longer timed. */
  public void unlisten() {
    this.listener = null;
  }

  /** Waits until everything launched has run. */
  public void finish() {
    backend.finish();
  }

  public Backend backend() {
    return backend;
  }

  public Pool pool() {
    return pool;
  }

  /** True if this leaf's storage is memory of this device. */
  public boolean holds(Node leaf) {
    return Memory.of(leaf).pool() == pool;
  }

  public Engine engine() {
    return engine;
  }

  public RunningEvaluations running() {
    return running;
  }

  public LaunchListener listener() {
    return listener;
  }

  @Override
  public String toString() {
    return name;
  }
}
