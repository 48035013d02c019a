package dev.quern.runtime.opencl;

import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.backend.Availability;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.DeviceException;
import java.util.ArrayList;
import java.util.List;

/** The OpenCL devices of this system. Nothing here fails where there is no OpenCL; it says so. */
public final class OpenCl {
  private static final int MOST_ITEMS = 256;
  private static final int MOST_LOCAL_BYTES = 48 << 10;

  private OpenCl() {}

  /** A line for each device, or one that says why there is none. */
  public static List<Availability> survey() {
    Library library = Library.get();
    if (library.devices().isEmpty()) {
      return List.of(Availability.missing("opencl", library.reason(), library.remedy()));
    }
    List<Availability> lines = new ArrayList<>();
    for (int i = 0; i < library.devices().size(); i++) {
      lines.add(Availability.present(name(i), library.devices().get(i).facts().description()));
    }
    return lines;
  }

  /**
   * Opens the device of this number, as a CPU or GPU as it says itself; system property {@code
   * quern.opencl.as} ({@code cpu} or {@code gpu}) overrides it, so that either can be tried
   * anywhere.
   *
   * @throws DeviceException with reason and remedy if there is none
   */
  public static Backend open(int index, List<ContractionTemplate> templates) {
    String as = System.getProperty("quern.opencl.as", entry(index).facts().cpu() ? "cpu" : "gpu");
    return switch (as) {
      case "cpu" -> open(index, Target.Kind.OPENCL_CPU, templates);
      case "gpu" -> open(index, Target.Kind.OPENCL_GPU, templates);
      default -> throw new DeviceException("quern.opencl.as: '" + as + "' is neither cpu nor gpu");
    };
  }

  /** The same, with kernels rendered as for the given kind of device. */
  public static Backend open(int index, Target.Kind kind, List<ContractionTemplate> templates) {
    Library.Entry entry = entry(index);
    return new OpenClBackend(entry, target(entry.facts(), kind, templates));
  }

  private static Target target(Facts facts, Target.Kind kind, List<ContractionTemplate> templates) {
    return kind == Target.Kind.OPENCL_CPU
        ? Target.openclCpu(facts.float64(), templates)
        : Target.openclGpu(
            (int) Math.min(MOST_ITEMS, facts.groupItems()),
            (int) Math.min(MOST_LOCAL_BYTES, facts.localBytes()),
            facts.float64(),
            templates);
  }

  private static Library.Entry entry(int index) {
    Library library = Library.get();
    int count = library.devices().size();
    if (count == 0) {
      throw DeviceException.missing(name(index), library.reason(), library.remedy());
    }
    if (index >= count) {
      String reason = count == 1 ? "there is one device" : "there are " + count + " devices";
      throw DeviceException.missing(
          name(index), reason, "use opencl" + (count == 1 ? "" : " to opencl:" + (count - 1)));
    }
    return library.devices().get(index);
  }

  private static String name(int index) {
    return index == 0 ? "opencl" : "opencl:" + index;
  }
}
