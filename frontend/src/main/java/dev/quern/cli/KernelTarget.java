package dev.quern.cli;

import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.compiler.target.Target;
import java.util.List;
import java.util.ServiceLoader;

/** What {@code --target} may be, turned into the facts that kernels are rendered for. */
enum KernelTarget {
  JAVA("java"),
  JAVA_512("java-512"),
  JAVA_256("java-256"),
  JAVA_128("java-128"),
  JAVA_PLAIN("java-plain"),
  OPENCL("opencl"),
  OPENCL_GPU("opencl-gpu");

  private static final int GROUP_ITEMS = 256;
  private static final int LOCAL_BYTES = 48 << 10;

  private final String text;

  KernelTarget(String text) {
    this.text = text;
  }

  /** The facts; no device is asked. */
  Target facts() {
    List<ContractionTemplate> templates = templates();
    return switch (this) {
      case JAVA, JAVA_512 -> Target.java(512, templates);
      case JAVA_256 -> Target.java(256, templates);
      case JAVA_128 -> Target.java(128, templates);
      case JAVA_PLAIN -> Target.java(0, templates);
      case OPENCL -> Target.openclCpu(true, templates);
      case OPENCL_GPU -> Target.openclGpu(GROUP_ITEMS, LOCAL_BYTES, true, templates);
    };
  }

  private static List<ContractionTemplate> templates() {
    return ServiceLoader.load(ContractionTemplate.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** The target that is called so. */
  static KernelTarget of(String text) {
    for (KernelTarget target : values()) {
      if (target.text.equalsIgnoreCase(text)) {
        return target;
      }
    }
    List<String> known = List.of(values()).stream().map(KernelTarget::toString).toList();
    throw new UsageException("--target: '" + text + "' is none of " + String.join(", ", known));
  }

  @Override
  public String toString() {
    return text;
  }
}
