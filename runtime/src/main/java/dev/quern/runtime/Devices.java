package dev.quern.runtime;

import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.runtime.backend.Availability;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.DeviceException;
import dev.quern.runtime.backend.NullBackend;
import dev.quern.runtime.cache.DiskCache;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.java.JavaBackend;
import dev.quern.runtime.opencl.OpenCl;
import dev.quern.runtime.plan.CompiledEngine;
import dev.quern.runtime.plan.GraphFusion;
import dev.quern.runtime.profile.Phase;
import dev.quern.runtime.profile.Probe;
import dev.quern.runtime.profile.Span;
import dev.quern.runtime.reference.ReferenceBackend;
import dev.quern.runtime.reference.ReferenceEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/** Device names turned into devices. */
public final class Devices {
  private static final Map<String, Device> SHARED = new ConcurrentHashMap<>();

  private Devices() {}

  /**
   * The device of this name, the same one each time: {@code java} (also {@code java:plain}, {@code
   * java:256}: with these vectors), {@code opencl} or {@code opencl:1}, {@code reference}, {@code
   * null} (compiles and launches nothing).
   *
   * @throws DeviceException with reason and remedy if it can't be had
   */
  public static Device of(String name) {
    String key = canonical(name) + " fusion " + GraphFusion.fromSettings().fusion();
    return SHARED.computeIfAbsent(key, k -> openShared(name));
  }

  private static Device openShared(String name) {
    try (Span unused = Probe.span(Phase.OPEN)) {
      return open(name, DiskCache.standard());
    }
  }

  private static String canonical(String name) {
    return name.equals("opencl:0") ? "opencl" : name;
  }

  /** The device named by system property quern.device, else by QUERN_DEVICE, else {@code java}. */
  public static Device standard() {
    String property = System.getProperty("quern.device", "");
    String environment = System.getenv().getOrDefault("QUERN_DEVICE", "");
    String chosen = property.isBlank() ? environment : property;
    return of(chosen.isBlank() ? "java" : chosen.strip());
  }

  /**
   * The same kind of device with caches, counters and memory of its own, all empty; it keeps
   * nothing on disk.
   */
  public static Device fresh(String name) {
    return open(name, DiskCache.off());
  }

  static Device open(String name, DiskCache disk) {
    int colon = name.indexOf(':');
    String kind = colon < 0 ? name : name.substring(0, colon);
    String detail = colon < 0 ? "" : name.substring(colon + 1);
    return switch (kind) {
      case "java" -> compiled(name, JavaBackend.open(detail, templates()), disk);
      case "opencl" -> compiled(name, OpenCl.open(index(name, detail), templates()), disk);
      case "null" -> compiled(name, new NullBackend(detail, templates()), DiskCache.off());
      case "reference" -> new Device(name, new ReferenceBackend(), ReferenceEngine::new);
      default -> throw unknown(name);
    };
  }

  private static Device compiled(String name, Backend backend, DiskCache disk) {
    return new Device(
        name, backend, device -> new CompiledEngine(device, GraphFusion.fromSettings(), disk));
  }

  private static int index(String name, String detail) {
    try {
      return detail.isEmpty() ? 0 : Integer.parseUnsignedInt(detail);
    } catch (NumberFormatException notANumber) {
      throw unknown(name);
    }
  }

  private static DeviceException unknown(String name) {
    return DeviceException.missing(
        name,
        "there is none of this name",
        "use java, java:plain, opencl, opencl:1, reference or null");
  }

  private static List<ContractionTemplate> templates() {
    return ServiceLoader.load(ContractionTemplate.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** What there is, and why what is missing is missing. */
  public static List<Availability> survey() {
    List<Availability> found = new ArrayList<>();
    found.add(JavaBackend.survey());
    found.addAll(OpenCl.survey());
    found.add(Availability.present("reference", "interprets the graph as it was built, in double"));
    return found;
  }
}
