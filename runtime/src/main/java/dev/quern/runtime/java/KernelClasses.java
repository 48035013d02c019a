package dev.quern.runtime.java;

import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.render.java.JavaRenderer;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;
import dev.quern.runtime.backend.CompileException;
import java.lang.System.Logger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Kernel sources turned into classes: one loader a kernel, micro-kernels once in their parent. */
final class KernelClasses {
  private final SourceCompiler compiler;
  private final int limit;
  private final KernelLoader shared = new KernelLoader(KernelCode.class.getClassLoader());
  private final Map<String, MicroKernel> supports = new ConcurrentHashMap<>();

  /** {@code limit} is how many bytes of code a method had better stay under. */
  KernelClasses(SourceCompiler compiler, int limit) {
    this.compiler = compiler;
    this.limit = limit;
  }

  /** Sees to it that these micro-kernels are there. */
  void support(List<MicroKernel> wanted) {
    for (MicroKernel micro : wanted) {
      MicroKernel there = supports.computeIfAbsent(micro.name(), name -> define(micro));
      if (!there.source().equals(micro.source())) {
        throw new CompileException(
            micro.name(), micro.source(), "another micro-kernel of this name has been loaded");
      }
    }
  }

  private MicroKernel define(MicroKernel micro) {
    SourceCompiler.Unit unit = new SourceCompiler.Unit(micro.name(), micro.source());
    Defined defined = define(unit, shared, shared);
    CodeSize size = defined.size();
    if (size.bytes() > limit) {
      System.getLogger("dev.quern")
          .log(Logger.Level.WARNING, "micro-kernel {0}: {1}", micro.name(), size);
    }
    MicroWarming.start(defined.type());
    return micro;
  }

  JavaKernel load(Rendered kernel) {
    SourceCompiler.Unit unit = new SourceCompiler.Unit(kernel.name(), kernel.source());
    KernelLoader own = new KernelLoader(shared);
    Defined defined = define(unit, own, shared);
    try {
      KernelCode code = (KernelCode) defined.type().getDeclaredConstructor().newInstance();
      return new JavaKernel(kernel, code, defined.size(), defined.fileBytes(), limit);
    } catch (ReflectiveOperationException | ClassCastException | LinkageError unfit) {
      String log = "the class does not implement KernelCode with a public constructor: " + unfit;
      throw new CompileException(unit.name(), unit.source(), log, unfit);
    }
  }

  /** A kernel from its class files; throws IllegalArgumentException if they are not its own. */
  JavaKernel restore(Rendered kernel, KernelImage image) {
    kernel.support().forEach(micro -> restore(micro, image));
    support(kernel.support());
    KernelLoader own = new KernelLoader(shared);
    try {
      Class<?> type = own.define(KernelLoader.binaryName(kernel.name()), image.own());
      KernelCode code = (KernelCode) type.getDeclaredConstructor().newInstance();
      return new JavaKernel(kernel, code, image.largest(), image.ownBytes(), limit);
    } catch (ReflectiveOperationException | ClassCastException | LinkageError unfit) {
      throw new IllegalArgumentException(
          "no class files of " + kernel.name() + ": " + unfit, unfit);
    }
  }

  /** A micro-kernel from its class file, unless it is there. */
  void restore(MicroKernel micro, KernelImage image) {
    supports.computeIfAbsent(micro.name(), name -> restored(micro, image));
  }

  /** What {@link #restore} takes; the micro-kernel is there. */
  KernelImage image(MicroKernel micro) {
    String name = KernelLoader.binaryName(micro.name());
    return new KernelImage(CodeSize.NONE, Map.of(), Map.of(name, shared.own().get(name)));
  }

  private MicroKernel restored(MicroKernel micro, KernelImage image) {
    try {
      MicroWarming.start(shared.define(KernelLoader.binaryName(micro.name()), image.shared()));
      return micro;
    } catch (ClassNotFoundException | LinkageError unfit) {
      throw new IllegalArgumentException("no class file of " + micro.name() + ": " + unfit, unfit);
    }
  }

  private record Defined(Class<?> type, CodeSize size, long fileBytes) {}

  private Defined define(SourceCompiler.Unit unit, KernelLoader loader, KernelLoader parent) {
    Map<String, byte[]> files = new TreeMap<>(compiler.compile(unit, parent));
    // Methods that mention it are compiled alone only while it is not there.
    files.keySet().removeIf(name -> name.endsWith("$" + JavaRenderer.ABSENT));
    CodeSize largest = new CodeSize("", 0);
    long fileBytes = 0;
    for (byte[] file : files.values()) {
      CodeSize size = CodeSize.largest(file);
      largest = size.bytes() > largest.bytes() ? size : largest;
      fileBytes += file.length;
    }
    try {
      return new Defined(loader.define(unit.className(), files), largest, fileBytes);
    } catch (ClassNotFoundException | LinkageError refused) {
      String log = "the JVM refuses the compiled class: " + refused;
      throw new CompileException(unit.name(), unit.source(), log, refused);
    }
  }
}
