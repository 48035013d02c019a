package dev.quern.benchmarks.workload;

import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.runtime.Devices;
import dev.quern.runtime.device.Device;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * A device as it is where the jar of templates is missing.
 *
 * <p>The runtime finds templates by the thread's class loader, so one that hides their registration
 * is all it takes.
 */
final class WithoutTemplates extends ClassLoader {
  private static final String REGISTRATION =
      "META-INF/services/" + ContractionTemplate.class.getName();

  private WithoutTemplates(ClassLoader parent) {
    super(parent);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.equals(REGISTRATION) ? Collections.emptyEnumeration() : super.getResources(name);
  }

  /** A fresh Java device that knows no template. */
  static Device device() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(new WithoutTemplates(before));
    try {
      return Devices.fresh("java");
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
