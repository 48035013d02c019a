package dev.quern.benchmarks.report;

import dev.quern.benchmarks.workload.Body;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns bodies into times: they take turns, round after round. */
final class Turns {
  private static final int PAUSE_MILLIS = 5; // longer than idle threads of either side spin
  private static final int FEWEST_PASSES = 3; // of warming up
  private static final int MOST_PASSES = 15;
  private static final double STILL_FASTER = 0.97;
  private static final double MILLION = 1e6;

  private final Effort effort;

  Turns(Effort effort) {
    this.effort = effort;
  }

  /** Seconds a call, in the order of rounds, of each body. */
  List<List<Double>> time(List<Body> bodies) {
    warmUp(bodies);
    List<List<Double>> times = new ArrayList<>();
    bodies.forEach(body -> times.add(new ArrayList<>()));
    for (int round = 0; round < effort.rounds(); round++) {
      for (int i = 0; i < bodies.size(); i++) {
        int next = (round + i) % bodies.size(); // so that nobody always follows the same one
        times.get(next).add(turn(bodies.get(next), effort.turnMillis()));
      }
    }
    return times;
  }

  /**
   * Lets all take turns until none of them gets faster: the JIT compiles many kernels for a while.
   */
  private void warmUp(List<Body> bodies) {
    double[] fastest = new double[bodies.size()];
    Arrays.fill(fastest, Double.POSITIVE_INFINITY);
    boolean faster = true;
    for (int pass = 0; pass < FEWEST_PASSES || faster && pass < MOST_PASSES; pass++) {
      faster = false;
      for (int i = 0; i < bodies.size(); i++) {
        double time = turn(bodies.get(i), effort.warmUpMillis() / FEWEST_PASSES);
        faster |= effort.warmUpMillis() > 0 && time < STILL_FASTER * fastest[i];
        fastest[i] = Math.min(fastest[i], time);
      }
    }
  }

  /** Seconds a call. */
  private static double turn(Body body, int millis) {
    pause();
    call(body);
    long nanos = 0;
    int calls = 0;
    do {
      nanos += call(body);
      calls++;
    } while (nanos < millis * MILLION);
    return nanos * 1e-9 / calls;
  }

  private static long call(Body body) {
    body.prepare();
    long start = System.nanoTime();
    body.run();
    return System.nanoTime() - start;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while timing", e);
    }
  }
}
