package dev.quern.tests.fuzz.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Hands out the seeds of a campaign, to several threads; each seed has a family by its number. */
final class Seeds {
  private final AtomicLong next;
  private final long end;
  private final Optional<Family> only;

  Seeds(long first, long count, Optional<Family> only) {
    this.next = new AtomicLong(first);
    this.end = first + count;
    this.only = only;
  }

  /** The next ones, at most so many; none at the end. */
  List<Long> take(int most) {
    List<Long> taken = new ArrayList<>();
    while (taken.size() < most) {
      long seed = next.getAndIncrement();
      if (seed >= end) {
        break;
      }
      taken.add(seed);
    }
    return taken;
  }

  Family family(long seed) {
    Family[] all = Family.values();
    return only.orElseGet(() -> all[(int) Math.floorMod(seed, (long) all.length)]);
  }
}
