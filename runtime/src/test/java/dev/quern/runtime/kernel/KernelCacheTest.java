package dev.quern.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.render.Rendered;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.NullBackend;
import dev.quern.runtime.device.Counters;
import dev.quern.runtime.dump.Finding.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class KernelCacheTest {
  private final Counters counters = new Counters();

  private KernelCache cache(int capacity) {
    return new KernelCache(new NullBackend("", List.of()), counters, capacity);
  }

  private static Program.Launch launch(String name, String body) {
    Rendered rendered =
        new Rendered(
            name,
            "class " + name + " { void run() { " + body + "; } }",
            List.of(new Rendered.Phase(1, 1, List.of())),
            List.of(),
            List.of());
    Nest nest = new Nest(name, Node.index(0), List.of(), List.of(), List.of(), Optional.empty());
    return new Program.Launch(nest, rendered, List.of());
  }

  private static Backend.Loaded load(KernelCache cache, String name, String body) {
    return cache.load(List.of(launch(name, body))).kernels().get(0);
  }

  @Test
  void kernelsThatDifferInNameOnlyAreCompiledOnce() {
    KernelCache cache = cache(10);
    Backend.Loaded first = load(cache, "Add64", "x + y");
    assertSame(first, load(cache, "Sum64", "x + y"));
    assertNotSame(first, load(cache, "Add64", "x - y"));
    assertEquals(2, counters.kernelsCompiled());
    assertEquals(1, counters.kernelCacheHits());
  }

  @Test
  void kernelThatWasThereIsSaidToBeFromMemory() {
    KernelCache cache = cache(10);
    assertEquals(List.of(Place.BUILT), cache.load(List.of(launch("A", "x"))).places());
    assertEquals(
        List.of(Place.BUILT, Place.MEMORY),
        cache.load(List.of(launch("B", "y"), launch("B", "x"))).places());
  }

  @Test
  void kernelsOfOneCallAreMatchedToo() {
    List<Backend.Loaded> loaded =
        cache(10).load(List.of(launch("A", "x"), launch("B", "x"), launch("A", "y"))).kernels();
    assertSame(loaded.get(0), loaded.get(1));
    assertNotSame(loaded.get(0), loaded.get(2));
    assertEquals(2, counters.kernelsCompiled());
  }

  /** Each asks for several, some of which others build at that moment. */
  @Test
  void kernelsThatManyThreadsAskForAtOnceAreCompiledOnce() throws Exception {
    KernelCache cache = cache(1000);
    ExecutorService threads = Executors.newFixedThreadPool(64);
    List<Future<List<Backend.Loaded>>> loading = new ArrayList<>();
    for (int thread = 0; thread < 640; thread++) {
      List<Program.Launch> asked = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        asked.add(launch("K" + i, "x" + (thread * 7 + i * 5) % 80));
      }
      loading.add(threads.submit(() -> cache.load(asked).kernels()));
    }
    Set<Backend.Loaded> distinct = new HashSet<>();
    for (Future<List<Backend.Loaded>> loaded : loading) {
      distinct.addAll(loaded.get());
    }
    threads.shutdown();
    assertEquals(80, distinct.size());
    assertEquals(80, counters.kernelsCompiled());
  }

  @Test
  void leastRecentlyUsedKernelIsDropped() {
    KernelCache cache = cache(3);
    IntStream.range(0, 3).forEach(i -> load(cache, "K", "x" + i));
    load(cache, "K", "x0");
    load(cache, "K", "x3");
    assertEquals(3, cache.size());
    long compiled = counters.kernelsCompiled();
    load(cache, "K", "x0");
    assertEquals(compiled, counters.kernelsCompiled());
    load(cache, "K", "x1");
    assertEquals(compiled + 1, counters.kernelsCompiled());
  }

  @Test
  void callWithMoreKernelsThanTheCacheHoldsGetsThemAll() {
    List<Program.Launch> launches =
        IntStream.range(0, 20).mapToObj(i -> launch("K" + i, "x" + i)).toList();
    List<Backend.Loaded> loaded = cache(3).load(launches).kernels();
    for (int i = 0; i < launches.size(); i++) {
      assertEquals(launches.get(i).rendered(), loaded.get(i).rendered());
    }
  }

  @Test
  void renamingTouchesTheNameOnly() {
    Rendered kernel = launch("Add4", "Add4.of(Add64) + xAdd4").rendered();
    Rendered renamed = KernelCache.renamed(kernel, "Sum4");
    assertEquals("Sum4", renamed.name());
    assertTrue(renamed.source().contains("class Sum4 { void run() { Sum4.of(Add64) + xAdd4; }"));
    assertEquals(kernel, KernelCache.renamed(renamed, "Add4"));
  }
}
