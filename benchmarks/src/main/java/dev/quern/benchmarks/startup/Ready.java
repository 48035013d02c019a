package dev.quern.benchmarks.startup;

/** The lines by which a program that is measured from outside says how far it has come. */
public final class Ready {
  public static final String MARK = "@ready";

  private Ready() {}

  /** Says that a result is there; the result is printed too, so that it was computed. */
  static void say(double result) {
    System.out.println(MARK + " " + result);
    System.out.flush();
  }
}
