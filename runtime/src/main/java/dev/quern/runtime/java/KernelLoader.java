package dev.quern.runtime.java;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Defines generated classes. */
final class KernelLoader extends ClassLoader {
  static final String PACKAGE = "dev.quern.kernels";

  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  KernelLoader(ClassLoader parent) {
    super(parent);
  }

  /** Defines the classes of one unit; gives the one of this binary name. */
  Class<?> define(String className, Map<String, byte[]> classFiles) throws ClassNotFoundException {
    files.putAll(classFiles);
    return loadClass(className);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] file = files.get(name);
    if (file == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, file, 0, file.length);
  }

  /** What the class of a kernel or micro-kernel of this name is called. */
  static String binaryName(String kernel) {
    return PACKAGE + "." + kernel;
  }

  /** The class files defined here, by binary name. */
  Map<String, byte[]> own() {
    return files;
  }

  /** The class files defined here and in parents of this kind, by binary name. */
  Map<String, byte[]> files() {
    Map<String, byte[]> all =
        getParent() instanceof KernelLoader parent ? parent.files() : new TreeMap<>();
    all.putAll(files);
    return all;
  }
}
