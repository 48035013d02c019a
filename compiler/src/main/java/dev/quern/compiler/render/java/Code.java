package dev.quern.compiler.render.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.DType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statements of a method, in the order in which they are written. */
final class Code {
  private static final Map<String, ClassName> CLASSES =
      Stream.concat(
              Stream.of(DType.values()).map(Types::vector),
              Stream.of(Types.SPECIES, Types.OPERATORS, ClassName.get("java.util", "Arrays")))
          .collect(Collectors.toMap(ClassName::simpleName, Function.identity()));
  private static final Pattern MENTION =
      Pattern.compile(
          "\\b(" + String.join("|", CLASSES.keySet().stream().sorted().toList()) + ")\\b");

  private final CodeBlock.Builder block = CodeBlock.builder();
  private final Set<String> declared = new HashSet<>(); // names, in whatever scope

  void line(String statement) {
    block.add("$[").add(imported(statement)).add(";\n$]");
  }

  void declare(TypeName type, String name, Object value) {
    declared.add(name);
    block.add("$[$T $L = ", type, name).add(imported(value.toString())).add(";\n$]");
  }

  void assign(String name, Object value) {
    line(name + " = " + value);
  }

  void open(String header) {
    block.add(imported(header)).add(" {\n$>");
  }

  /** Opens a loop whose variable the header declares. */
  void count(String name, Object start, String condition, String step) {
    declared.add(name);
    open("for (int " + name + " = " + start + "; " + condition + "; " + step + ")");
  }

  /** The same, step by step up to a limit. */
  void count(String name, Object limit) {
    count(name, 0, name + " < " + limit, name + "++");
  }

  void close() {
    block.add("$<}\n");
  }

  void add(Code other) {
    block.add(other.block.build());
    declared.addAll(other.declared);
  }

  /** True of a name that is the code's own: what it mentions so is not from outside. */
  boolean declares(String name) {
    return declared.contains(name);
  }

  /** Characters of the text but blanks: a third of them is about the bytes of bytecode. */
  int size() {
    return (int) block.build().toString().chars().filter(c -> c > ' ').count();
  }

  CodeBlock build() {
    return block.build();
  }

  /** The text with classes as types, so that the unit imports them. */
  private static CodeBlock imported(String text) {
    Matcher mention = MENTION.matcher(text);
    StringBuilder format = new StringBuilder();
    List<ClassName> types = new ArrayList<>();
    int end = 0;
    while (mention.find()) {
      format.append(text, end, mention.start()).append("$T");
      types.add(CLASSES.get(mention.group()));
      end = mention.end();
    }
    return CodeBlock.of(format.append(text.substring(end)).toString(), types.toArray());
  }
}
