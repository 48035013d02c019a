package dev.quern.runtime.java;

import dev.quern.runtime.backend.CompileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles by the JDK's own compiler: slower than Janino by ten times, and its oracle in tests. */
final class JavacCompiler implements SourceCompiler {
  private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();

  /** True if this JVM has a compiler. */
  static boolean available() {
    return ToolProvider.getSystemJavaCompiler() != null;
  }

  @Override
  public Map<String, byte[]> compile(Unit unit, KernelLoader parent) {
    StringWriter log = new StringWriter();
    List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn", "-XDuseUnsharedTable"));
    if (VectorWidth.modulePresent()) {
      options.addAll(List.of("--add-modules", VectorWidth.MODULE));
    }
    Files files = new Files(javac.getStandardFileManager(null, null, null), known(parent));
    boolean done = javac.getTask(log, files, null, options, null, List.of(new Source(unit))).call();
    if (!done) {
      throw new CompileException(unit.name(), unit.source(), log.toString());
    }
    Map<String, byte[]> compiled = new TreeMap<>();
    files.written.forEach((name, bytes) -> compiled.put(name, bytes.toByteArray()));
    return compiled;
  }

  /** What a unit may refer to beside the platform. */
  private static Map<String, byte[]> known(KernelLoader parent) {
    Map<String, byte[]> known = parent.files();
    String resource = KernelCode.class.getSimpleName() + ".class";
    try (InputStream in = KernelCode.class.getResourceAsStream(resource)) {
      known.put(KernelCode.class.getName(), in.readAllBytes());
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
    return known;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(Unit unit) {
      super(URI.create("string:///" + unit.className().replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = unit.source();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class ClassFile extends SimpleJavaFileObject {
    private final String name;
    private final byte[] bytes;

    ClassFile(String name, byte[] bytes) {
      super(URI.create("bytes:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(bytes);
    }
  }

  private static final class Written extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes;

    Written(String name, ByteArrayOutputStream bytes) {
      super(URI.create("written:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
      this.bytes = bytes;
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  /** Class files in memory: those that the unit may see, and those made from it. */
  private static final class Files extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, byte[]> known;
    private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

    Files(JavaFileManager platform, Map<String, byte[]> known) {
      super(platform);
      this.known = known;
    }

    @Override
    public Iterable<JavaFileObject> list(
        Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
        throws IOException {
      if (location != StandardLocation.CLASS_PATH) {
        return super.list(location, packageName, kinds, recurse);
      }
      List<JavaFileObject> found = new ArrayList<>();
      known.forEach(
          (name, bytes) -> {
            if (name.substring(0, name.lastIndexOf('.')).equals(packageName)) {
              found.add(new ClassFile(name, bytes));
            }
          });
      return found;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
      return file instanceof ClassFile known ? known.name : super.inferBinaryName(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new Written(name, written.computeIfAbsent(name, n -> new ByteArrayOutputStream()));
    }
  }
}
