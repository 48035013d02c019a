package dev.quern.runtime.profile;

import dev.quern.compiler.Program;
import java.util.List;
import java.util.function.Supplier;

/** Where the library says what it does; heard by the profile that is on, if any. */
public final class Probe {
  private static volatile ProbeListener listening; // null while no profile is on

  private Probe() {}

  /** Tells this listener from now on; false if another one is told. */
  static synchronized boolean listen(ProbeListener listener) {
    if (listening != null) {
      return false;
    }
    listening = listener;
    return true;
  }

  /** No longer tells this listener; false if it was not told. */
  static synchronized boolean unlisten(ProbeListener listener) {
    boolean told = listening == listener;
    listening = told ? null : listening;
    return told;
  }

  /** True while no profile is on. */
  public static boolean isOff() {
    return listening == null;
  }

  /** This thread is in a phase until the span is closed. */
  public static Span span(Phase phase) {
    ProbeListener profile = listening;
    return profile == null ? Span.NONE : profile.open(phase);
  }

  /** This thread has made a tensor. */
  public static void built() {
    ProbeListener profile = listening;
    if (profile != null) {
      profile.built();
    }
  }

  /** A kernel has run. */
  public static void launched(KernelRun run) {
    ProbeListener profile = listening;
    if (profile != null) {
      profile.launched(run);
    }
  }

  /**
   * A plan was compiled.
   *
   * @param texts of its kernels, by launch, under one name
   * @param key what its key was made of
   */
  public static void compiled(
      Program program, Supplier<List<String>> texts, Supplier<List<String>> key) {
    ProbeListener profile = listening;
    if (profile != null) {
      profile.compiled(program, texts, key);
    }
  }

  /** An optimizer step begins. */
  public static void stepBegins() {
    ProbeListener profile = listening;
    if (profile != null) {
      profile.stepBegins();
    }
  }

  /** An optimizer step has been evaluated. */
  public static void stepped() {
    ProbeListener profile = listening;
    if (profile != null) {
      profile.stepped();
    }
  }
}
