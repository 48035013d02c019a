package dev.quern.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The flags of the JVMs that are measured. */
public final class JvmFlags {
  private static final int WARNS_OF_NATIVE_ACCESS = 22;

  /**
   * HotSpot compiles what all kernels wait for after a few calls, and goes on guessing types in
   * long kernels.
   */
  private static final List<String> HOTSPOT =
      List.of(
          "-XX:PerMethodTrapLimit=1000000",
          "-XX:CompileCommand=quiet",
          "-XX:CompileCommand=CompileThresholdScaling,dev.quern.kernels.Tile*::*,0.02",
          "-XX:CompileCommand=CompileThresholdScaling,jdk.internal.vm.vector.VectorSupport*::*,0.1");

  private JvmFlags() {}

  /** What {@code frontend/bin/quern} passes to a JDK of this feature version. */
  public static List<String> launcher(int version) {
    List<String> flags = new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector"));
    flags.addAll(HOTSPOT);
    if (version >= WARNS_OF_NATIVE_ACCESS) {
      flags.add("--enable-native-access=ALL-UNNAMED");
    }
    return flags;
  }

  /** What DJL needs to load PyTorch from the class path, with as many threads as Quern. */
  public static List<String> torch() {
    int processors = Runtime.getRuntime().availableProcessors();
    return List.of(
        "-Dai.djl.offline=true",
        "-DOPT_OUT_TRACKING=true",
        "-DDJL_CACHE_DIR=" + System.getProperty("DJL_CACHE_DIR", besideJar("djl").toString()),
        "-Dai.djl.pytorch.num_threads=" + Integer.getInteger("quern.threads", processors),
        "-Dai.djl.pytorch.graph_optimizer=false");
  }

  /** A path beside the jar that this runs from. */
  public static Path besideJar(String name) {
    return jar().resolveSibling(name);
  }

  /** The jar, or folder of classes, that this runs from. */
  public static Path jar() {
    try {
      return Path.of(JvmFlags.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no path to the jar: " + e.getMessage(), e);
    }
  }
}
