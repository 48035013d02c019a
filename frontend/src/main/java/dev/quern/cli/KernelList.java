package dev.quern.cli;

import dev.quern.compiler.Program;
import dev.quern.compiler.schedule.Remark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The kernels of a program as pages, numbered from 1 in the order of first launch.
 *
 * @param title what the program is, and how many kernels it has
 * @param reasons what the scheduler decided for the whole program, and why
 */
record KernelList(String title, List<KernelPage> pages, List<String> reasons) {

  /** The kernels of a compiled program; launches of the same text are one page. */
  static KernelList of(String name, Program program) {
    Map<String, List<Program.Launch>> bySource = new LinkedHashMap<>();
    for (Program.Launch launch : program.launches()) {
      bySource.computeIfAbsent(launch.rendered().source(), source -> new ArrayList<>()).add(launch);
    }
    List<KernelPage> pages = new ArrayList<>();
    bySource
        .values()
        .forEach(same -> pages.add(KernelPage.of(pages.size() + 1, same.size(), same.get(0))));
    String title =
        "%s: %d launches of %d kernels, %,d bytes of temporaries"
            .formatted(name, program.launches().size(), pages.size(), temporaryBytes(program));
    return new KernelList(title, pages, program.reasons().stream().map(Remark::toString).toList());
  }

  /** Those with the same arena number and dtype share their memory. */
  private static long temporaryBytes(Program program) {
    Map<String, Long> arenas = new LinkedHashMap<>();
    for (Program.Buffer buffer : program.buffers()) {
      if (buffer.role() == Program.Role.TEMPORARY) {
        long bytes = buffer.elements() * buffer.dtype().bytes();
        arenas.merge(buffer.arena() + " " + buffer.dtype(), bytes, Math::max);
      }
    }
    return arenas.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The kernel of a number, of a name, or of a name that begins so. */
  KernelPage find(String which) {
    List<KernelPage> exact =
        pages.stream()
            .filter(page -> page.name().equals(which) || which.equals("" + page.number()))
            .toList();
    List<KernelPage> found =
        exact.isEmpty()
            ? pages.stream().filter(page -> page.name().startsWith(which)).toList()
            : exact;
    if (found.isEmpty()) {
      throw new UsageException(
          which
              + ": no kernel of this name or number, there are 1 to "
              + pages.size()
              + " ('quern kernels list' prints them)");
    }
    if (found.size() > 1) {
      String numbers =
          found.stream().map(page -> "" + page.number()).collect(Collectors.joining(", "));
      throw new UsageException(which + ": is the name of several kernels, numbers " + numbers);
    }
    return found.get(0);
  }

  /** The list as a table, a line a kernel. */
  List<String> lines() {
    int name = pages.stream().mapToInt(page -> page.name().length()).max().orElse(0);
    int chunks = pages.stream().mapToInt(page -> chunks(page).length()).max().orElse(0);
    String form = "%4s %5s %" + Math.max(6, chunks) + "s %13s  %-" + Math.max(6, name) + "s  %s";
    List<String> lines = new ArrayList<>(List.of(title, ""));
    lines.add(form.formatted("no", "runs", "chunks", "work", "kernel", "buffers"));
    for (KernelPage page : pages) {
      lines.add(
          String.format(
              Locale.ROOT,
              form,
              page.number(),
              page.launches(),
              chunks(page),
              "%,d".formatted(page.work()),
              page.name(),
              page.buffers()));
    }
    return lines;
  }

  /** Of each phase, such as {@code 4+96}. */
  private static String chunks(KernelPage page) {
    return page.chunks().stream().map(String::valueOf).collect(Collectors.joining("+"));
  }
}
