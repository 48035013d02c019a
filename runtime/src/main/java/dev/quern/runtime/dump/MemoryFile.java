package dev.quern.runtime.dump;

import dev.quern.compiler.Program;
import dev.quern.compiler.Program.Buffer;
import dev.quern.compiler.Program.Role;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.lower.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The buffers of a plan, as lines of its index and as a table for people. */
final class MemoryFile {
  private final PlanView view;
  private final Program program;
  private final Map<Integer, Node> nodes = new HashMap<>(); // what a buffer holds
  private final Map<Integer, Integer> first = new HashMap<>(); // launches, from 1
  private final Map<Integer, Integer> last = new HashMap<>();

  MemoryFile(PlanView view) {
    this.view = view;
    this.program = view.compilation().program().orElseThrow();
    for (int launch = 1; launch <= view.launches().size(); launch++) {
      List<Slot> slots = view.launches().get(launch - 1).kernel().slots();
      List<Integer> buffers = view.rendered(launch).arguments();
      for (int slot = 0; slot < buffers.size(); slot++) {
        int buffer = buffers.get(slot);
        slots.get(slot).tensor().ifPresent(node -> nodes.putIfAbsent(buffer, node));
        first.putIfAbsent(buffer, launch);
        last.put(buffer, launch);
      }
    }
  }

  String lines() {
    StringBuilder text = new StringBuilder();
    for (int number = 0; number < program.buffers().size(); number++) {
      text.append(line(number));
    }
    return text.toString();
  }

  private Line line(int number) {
    Buffer buffer = program.buffers().get(number);
    Line line =
        Line.of("buffer")
            .with("buffer", number)
            .with("role", role(buffer))
            .with("dtype", buffer.dtype().text())
            .with("elements", buffer.elements())
            .with("bytes", bytes(buffer))
            .withKnown("name", name(number));
    if (nodes.containsKey(number)) {
      line.with("node", view.number(nodes.get(number)));
    }
    if (buffer.donor() >= 0) {
      line.with("donor", buffer.donor()).with("inPlace", buffer.inPlace());
    }
    if (buffer.role() == Role.TEMPORARY) {
      line.with("arena", buffer.arena());
    }
    if (first.containsKey(number)) {
      line.with("first", first.get(number)).with("last", last.get(number));
    }
    return line;
  }

  private static String role(Buffer buffer) {
    return buffer.role().name().toLowerCase(Locale.ROOT);
  }

  private static long bytes(Buffer buffer) {
    return buffer.elements() * buffer.dtype().bytes();
  }

  /** Of an input the storage's, of what is written in its place the same. */
  private String name(int number) {
    Buffer buffer = program.buffers().get(number);
    if (buffer.role() == Role.INPUT) {
      return view.inputName(number);
    }
    return buffer.donor() >= 0 ? view.inputName(buffer.donor()) : "";
  }

  String table() {
    StringBuilder text = new StringBuilder("// " + Stage.MEMORY.about() + "\n");
    text.append(total()).append("\n\n");
    String form = "%6s  %-9s  %-16s  %12s  %6s  %-9s  %s%n";
    text.append(form.formatted("buffer", "role", "type", "bytes", "arena", "launches", "what"));
    for (int number = 0; number < program.buffers().size(); number++) {
      Buffer buffer = program.buffers().get(number);
      text.append(
          String.format(
              Locale.ROOT,
              form,
              number,
              role(buffer),
              buffer.dtype().text() + "[" + buffer.elements() + "]",
              String.format(Locale.ROOT, "%,d", bytes(buffer)),
              buffer.arena() < 0 ? "" : buffer.arena(),
              first.containsKey(number) ? first.get(number) + "-" + last.get(number) : "",
              what(number)));
    }
    return text.toString().replace(System.lineSeparator(), "\n").replaceAll(" +\n", "\n");
  }

  private String what(int number) {
    Buffer buffer = program.buffers().get(number);
    String node = nodes.containsKey(number) ? view.named(nodes.get(number)) : "";
    String made = nodes.containsKey(number) ? view.origin(nodes.get(number)).toString() : "";
    String donor =
        buffer.donor() < 0
            ? ""
            : "next version of " + buffer.donor() + (buffer.inPlace() ? ", in place" : "");
    return List.of(name(number), node, donor, made).stream()
        .filter(part -> !part.isEmpty())
        .reduce((a, b) -> a + ", " + b)
        .orElse("between the phases of one kernel");
  }

  /** Those with the same arena number and type share their memory. */
  private String total() {
    Map<String, Long> arenas = new HashMap<>();
    long apart = 0;
    for (Buffer buffer : program.buffers()) {
      if (buffer.role() == Role.TEMPORARY) {
        arenas.merge(buffer.arena() + " " + buffer.dtype(), bytes(buffer), Math::max);
        apart += bytes(buffer);
      }
    }
    long shared = arenas.values().stream().mapToLong(Long::longValue).sum();
    return String.format(
        Locale.ROOT, "// temporaries take %,d bytes, %,d if none shared memory", shared, apart);
  }
}
