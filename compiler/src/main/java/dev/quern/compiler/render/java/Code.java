package dev.quern.compiler.render.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Statements of a method, in the order in which they are written, and the names in them. */
final class Code {
  private static final int LOOP = 12; // bytes of its header

  private final CodeBlock.Builder block = CodeBlock.builder();
  private final Set<String> mentioned = new LinkedHashSet<>();
  private final Set<String> declared = new HashSet<>(); // in whatever scope
  private int bytes;

  /** A statement, in the format of {@link JavaExpression#of}. */
  void line(String format, Object... in) {
    block.add("$[").add(text(format, in)).add(";\n$]");
  }

  private CodeBlock text(String format, Object... in) {
    JavaExpression text = JavaExpression.atom(format, in);
    mentioned.addAll(text.names());
    bytes += text.bytes();
    return text.code();
  }

  JavaExpression declare(TypeName type, String name, Object value) {
    declared.add(name);
    block.add("$[$T $L = ", type, name).add(text("$L", value)).add(";\n$]");
    return JavaExpression.name(name);
  }

  void assign(JavaExpression target, JavaExpression value) {
    line("$L = $L", target, value);
  }

  void open(String format, Object... in) {
    block.add(text(format, in)).add(" {\n$>");
  }

  /** Opens a loop whose variable the header declares, up to a limit. */
  JavaExpression count(String name, Object start, Object limit, long step) {
    declared.add(name);
    bytes += LOOP;
    JavaExpression end =
        limit instanceof JavaExpression text
            ? text.at(JavaExpression.SUM)
            : JavaExpression.atom("$L", limit);
    String next = step == 1 ? "++" : " += " + step;
    open("for (int $L = $L; $L < $L; $L$L)", name, start, name, end, name, next);
    return JavaExpression.name(name);
  }

  /** The same, one by one from 0. */
  JavaExpression count(String name, Object limit) {
    return count(name, 0, limit, 1);
  }

  void close() {
    block.add("$<}\n");
  }

  void add(Code other) {
    bytes += other.bytes;
    block.add(other.block.build());
    mentioned.addAll(other.mentioned);
    declared.addAll(other.declared);
  }

  /** What the code mentions and does not declare. */
  Set<String> free() {
    Set<String> free = new LinkedHashSet<>(mentioned);
    free.removeAll(declared);
    return free;
  }

  /** Bytes of bytecode, estimated. */
  int bytes() {
    return bytes;
  }

  CodeBlock build() {
    return block.build();
  }
}
