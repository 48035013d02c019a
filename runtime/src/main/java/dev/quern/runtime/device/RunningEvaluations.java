package dev.quern.runtime.device;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;

/** The evaluations that a device's threads are at, for those who need what others are computing. */
public final class RunningEvaluations {
  private final Set<Object> running = Collections.newSetFromMap(new IdentityHashMap<>());

  /** What {@link #end} takes. */
  public synchronized Object begin() {
    Object evaluation = new Object();
    running.add(evaluation);
    return evaluation;
  }

  public synchronized void end(Object evaluation) {
    running.remove(evaluation);
    notifyAll();
  }

  /** Returns when all that run now have ended, also in a thread that is interrupted. */
  public synchronized void await() {
    Set<Object> others = new HashSet<>(running);
    boolean interrupted = false;
    while (!Collections.disjoint(running, others)) {
      try {
        wait();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
