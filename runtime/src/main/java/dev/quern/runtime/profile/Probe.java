package dev.quern.runtime.profile;

import dev.quern.compiler.CompilationListener;
import dev.quern.compiler.Program;
import dev.quern.runtime.Device;
import java.util.List;
import java.util.function.Supplier;

/** Where the library says what it does; heard by the profile that is on, if any. */
public final class Probe {
  static volatile Profile listening; // null while no profile is on

  private Probe() {}

  /** True while no profile is on. */
  public static boolean isOff() {
    return listening == null;
  }

  /** This thread is in a phase until the span is closed. */
  public static Span span(Phase phase) {
    Profile profile = listening;
    return profile == null ? Span.NONE : profile.times().open(phase);
  }

  /** This thread has made a tensor. */
  public static void built() {
    Profile profile = listening;
    if (profile != null) {
      profile.times().built(System.nanoTime());
    }
  }

  /** A kernel has run. */
  public static void launched(
      Device device, Program program, int launch, long start, long nanoseconds) {
    Profile profile = listening;
    if (profile != null) {
      profile.launched(device, program, launch, start, nanoseconds);
    }
  }

  /** Hears the passes of a compilation that begins now; the caller closes it. */
  public static PassTimes passes(CompilationListener next) {
    return new PassTimes(next);
  }

  /**
   * A plan was compiled.
   *
   * @param texts of its kernels, by launch, under one name
   * @param key what its key was made of
   */
  public static void compiled(
      Program program, Supplier<List<String>> texts, Supplier<List<String>> key) {
    Profile profile = listening;
    if (profile != null && profile.freeze().isPresent()) {
      profile.freeze().get().compiled(program, texts.get(), key.get());
    }
  }

  /** An optimizer step begins. */
  public static void stepBegins() {
    Profile profile = listening;
    if (profile != null) {
      profile.stepBegins();
    }
  }

  /** An optimizer step has been evaluated. */
  public static void stepped() {
    Profile profile = listening;
    if (profile != null) {
      profile.stepped();
    }
  }
}
