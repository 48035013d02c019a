package dev.quern.cli;

import dev.quern.runtime.cache.CachedFile;
import dev.quern.runtime.cache.DiskCache;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code quern kernels cache}: what is kept on disk, and how the last runs fared with it. */
@Command(
    name = "cache",
    sortOptions = false,
    description = {
      "Lists the plans and kernels that are kept on disk for the next process, and for the last runs what they"
          + " found there, what they missed, and which part of the key was another.",
      "The folder is quern.cache (a property), else QUERN_CACHE, else quern in the user's cache folder; 'off' keeps"
          + " nothing."
    },
    footer = {
      "",
      "Examples:",
      "  quern kernels cache",
      "  quern kernels cache --all",
      "  quern kernels cache --clear"
    })
final class KernelsCacheCommand implements Runnable {
  private static final int MOST = 20; // entries that are listed without --all

  private final Terminal terminal;

  @Option(names = "--all", description = "Lists all entries, not only those that were used last.")
  private boolean all;

  @Option(names = "--clear", description = "Deletes all entries.")
  private boolean clear;

  KernelsCacheCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    DiskCache cache = DiskCache.fromSettings();
    if (cache.isOff()) {
      terminal.out().println("the disk cache is off");
    } else if (clear) {
      terminal.out().println(cache.path().get() + ": " + cache.clear() + " entries deleted");
    } else {
      list(cache);
    }
  }

  private void list(DiskCache cache) {
    List<CachedFile> files = new ArrayList<>(cache.files());
    Collections.reverse(files); // what was used last comes first, but kernels after plans
    files.sort(Comparator.comparing(file -> !CachePage.isPlan(file)));
    terminal.out().println(CachePage.summary(cache, files));
    int shown = all ? files.size() : Math.min(MOST, files.size());
    if (shown > 0) {
      terminal.out().println("\nplan or kernel, size, last used");
    }
    long now = System.currentTimeMillis();
    files
        .subList(0, shown)
        .forEach(file -> terminal.out().println(CachePage.line(cache, file, now)));
    if (shown < files.size()) {
      terminal.out().println("  and " + (files.size() - shown) + " more: --all lists them");
    }
    List<String> runs = CachePage.runs(cache);
    if (!runs.isEmpty()) {
      terminal.out().println("\nlast runs, the latest first");
      runs.forEach(terminal.out()::println);
    }
  }
}
