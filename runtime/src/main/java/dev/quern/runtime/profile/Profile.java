package dev.quern.runtime.profile;

import dev.quern.compiler.Program;
import dev.quern.runtime.Device;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures the whole process from {@link #start} until it is closed; there is one at most. */
public final class Profile implements AutoCloseable {
  private final Timeline timeline;
  private final LiveBytes live = new LiveBytes();
  private final Optional<Freeze> freeze;
  private final long start = System.nanoTime();
  private final KernelTimes kernels = new KernelTimes();
  private final List<ThreadTimes> threads = new ArrayList<>();
  private final ThreadLocal<ThreadTimes> own = ThreadLocal.withInitial(this::thread);
  private final ThreadTimes owner;
  private long end; // 0 while it is on
  private long steps;
  private long launches;
  private long launchesAtStep;
  private long launchesOfStep;

  private Profile(ProfileOptions options) {
    timeline = new Timeline(options.timeline());
    freeze =
        options.freezeAfter().isPresent()
            ? Optional.of(new Freeze(options.freezeAfter().getAsLong()))
            : Optional.empty();
    owner = own.get();
  }

  /** Starts measuring. */
  public static Profile start() {
    return start(ProfileOptions.STANDARD);
  }

  /**
   * Starts measuring.
   *
   * @throws IllegalStateException if a profile is on
   */
  public static synchronized Profile start(ProfileOptions options) {
    if (Probe.listening != null) {
      throw new IllegalStateException("profile: another one is on; close that first");
    }
    Profile profile = new Profile(options);
    Probe.listening = profile;
    return profile;
  }

  private synchronized ThreadTimes thread() {
    ThreadTimes times = new ThreadTimes(timeline);
    threads.add(times);
    return times;
  }

  ThreadTimes times() {
    return own.get();
  }

  Optional<Freeze> freeze() {
    return freeze;
  }

  void launched(Device device, Program program, int launch, long from, long nanoseconds) {
    times().kernel(program.launches().get(launch).rendered().name(), from, nanoseconds);
    live.add(from, device.name(), device.liveBytes());
    synchronized (this) {
      kernels.add(program, launch, nanoseconds);
      launches++;
    }
  }

  void stepBegins() {
    freeze.ifPresent(Freeze::begins);
  }

  synchronized void stepped() {
    freeze.ifPresent(Freeze::ends);
    steps++;
    launchesOfStep = launches - launchesAtStep;
    launchesAtStep = launches;
  }

  /** What was measured so far; roofline shares need {@link Roofline#ofThisMachine}. */
  public synchronized ProfileReport report() {
    long now = end == 0 ? System.nanoTime() : end;
    return new ProfileReport(
        now - start,
        owner.phases(start, now),
        kernels.lines(),
        steps,
        steps > 0 ? launchesOfStep : launches,
        live.peak(),
        moments());
  }

  private Map<String, List<ProfileReport.LiveAt>> moments() {
    Map<String, List<ProfileReport.LiveAt>> all = new LinkedHashMap<>();
    live.moments()
        .forEach(
            (device, moments) ->
                all.put(
                    device,
                    moments.stream()
                        .map(m -> new ProfileReport.LiveAt(m.time() - start, m.bytes()))
                        .toList()));
    return all;
  }

  /** When what happened; empty unless the options asked for it. */
  public synchronized ChromeTrace trace() {
    return new ChromeTrace(timeline, live, List.copyOf(threads), start);
  }

  /** Stops measuring; the report stays. */
  @Override
  public void close() {
    synchronized (Profile.class) {
      if (Probe.listening == this) {
        Probe.listening = null;
        end = System.nanoTime();
      }
    }
  }
}
