package dev.quern.runtime.profile;

import dev.quern.compiler.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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
  private final ProbeListener listener = new Listener();
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
  public static Profile start(ProfileOptions options) {
    Profile profile = new Profile(options);
    if (!Probe.listen(profile.listener)) {
      throw new IllegalStateException("profile: another one is on; close that first");
    }
    return profile;
  }

  private synchronized ThreadTimes thread() {
    ThreadTimes times = new ThreadTimes(timeline);
    threads.add(times);
    return times;
  }

  /** Adds what the library says to this profile. */
  private final class Listener implements ProbeListener {
    @Override
    public Span open(Phase phase) {
      return own.get().open(phase);
    }

    @Override
    public void built() {
      own.get().built(System.nanoTime());
    }

    @Override
    public void launched(KernelRun run) {
      own.get().kernel(run.kernel(), run.start(), run.nanoseconds());
      live.add(run.start(), run.device(), run.liveBytes());
      count(run);
    }

    @Override
    public void compiled(
        Program program, Supplier<List<String>> texts, Supplier<List<String>> key) {
      freeze.ifPresent(frozen -> frozen.compiled(program, texts.get(), key.get()));
    }

    @Override
    public void stepBegins() {
      freeze.ifPresent(Freeze::begins);
    }

    @Override
    public void stepped() {
      countStep();
    }
  }

  private synchronized void count(KernelRun run) {
    kernels.add(run.program(), run.launch(), run.nanoseconds());
    launches++;
  }

  private synchronized void countStep() {
    freeze.ifPresent(Freeze::ends);
    steps++;
    launchesOfStep = launches - launchesAtStep;
    launchesAtStep = launches;
  }

  /** What was measured so far; shares of the machine's limits need a {@link Roofline}. */
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
  public synchronized void close() {
    if (Probe.unlisten(listener)) {
      end = System.nanoTime();
    }
  }
}
