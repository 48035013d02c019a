package dev.quern.benchmarks.report;

import dev.quern.benchmarks.workload.Body;
import java.util.ArrayList;
import java.util.List;

/** Turns bodies into times: they take turns, round after round. */
final class Turns {
  private static final int PAUSE_MILLIS = 5; // longer than idle threads of either side spin
  private static final int WARM_UP_PASSES = 3;
  private static final double MILLION = 1e6;

  private final Effort effort;

  Turns(Effort effort) {
    this.effort = effort;
  }

  /** Seconds a call, in the order of rounds, of each body. */
  List<List<Double>> time(List<Body> bodies) {
    for (int pass = 0; pass < WARM_UP_PASSES; pass++) {
      bodies.forEach(body -> turn(body, effort.warmUpMillis() / WARM_UP_PASSES));
    }
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
