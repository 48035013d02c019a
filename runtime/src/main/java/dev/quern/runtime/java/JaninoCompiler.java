package dev.quern.runtime.java;

import dev.quern.runtime.backend.CompileException;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import org.codehaus.janino.SimpleCompiler;

/** Compiles by Janino, in a few milliseconds a kernel. */
final class JaninoCompiler implements SourceCompiler {
  private static final int VERSION = 8; // the newest that Janino's code generation supports fully

  @Override
  public Map<String, byte[]> compile(Unit unit, KernelLoader parent) {
    SimpleCompiler compiler = new SimpleCompiler(); // one each: an instance is not thread-safe
    compiler.setParentClassLoader(parent);
    compiler.setSourceVersion(VERSION);
    compiler.setTargetVersion(VERSION);
    try {
      compiler.cook(unit.name(), new StringReader(unit.source()));
      return compiler.getBytecodes();
    } catch (org.codehaus.commons.compiler.CompileException | IOException refused) {
      throw new CompileException(unit.name(), unit.source(), refused.getMessage(), refused);
    } catch (RuntimeException | StackOverflowError | AssertionError broken) {
      String log = "internal error of Janino: " + broken;
      throw new CompileException(unit.name(), unit.source(), log, broken);
    }
  }
}
