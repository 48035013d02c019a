package dev.quern.runtime.profile;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** What a JDK Flight Recording shows of the library; while nothing records, they cost nothing. */
public final class Events {
  private Events() {}

  /**
   * False while nothing in this process has recorded; then no event is to be made: the first one
   * takes the JVM a quarter of a second.
   */
  public static boolean on() {
    return FlightRecorder.isInitialized();
  }

  /** A graph became kernels. */
  @Name("dev.quern.Schedule")
  @Label("Schedule")
  @Category("Quern")
  public static final class Schedule extends Event {
    @Label("Launches")
    public int launches;
  }

  /** Sources of a plan's kernels were compiled, or found compiled. */
  @Name("dev.quern.Compile")
  @Label("Compile")
  @Category("Quern")
  public static final class Compile extends Event {
    @Label("Device")
    public String device;

    @Label("Kernels Compiled")
    public long compiled;

    @Label("Kernels Found")
    public long found;
  }

  /** A kernel was launched; on a device that runs by itself, it may not have run yet. */
  @Name("dev.quern.Launch")
  @Label("Launch")
  @Category("Quern")
  @StackTrace(false)
  public static final class Launch extends Event {
    @Label("Kernel")
    public String kernel;
  }

  /** A storage was allocated because the pool had none to reuse. */
  @Name("dev.quern.Allocation")
  @Label("Allocation")
  @Category("Quern")
  public static final class Allocation extends Event {
    @Label("Device")
    public String device;

    @Label("Size")
    @DataAmount
    public long bytes;
  }

  /** A plan was looked up, in memory or, after that, among those of other processes on disk. */
  @Name("dev.quern.Cache")
  @Label("Plan Cache")
  @Category("Quern")
  @StackTrace(false)
  public static final class Cache extends Event {
    @Label("Device")
    public String device;

    @Label("Hit")
    public boolean hit;

    @Label("On Disk")
    public boolean disk;
  }
}
