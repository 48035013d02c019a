package dev.quern.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.target.ContractionTask;
import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;
import dev.quern.compiler.target.Target;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.codehaus.janino.SimpleCompiler;
import org.junit.jupiter.api.Test;

class JavaContractionTest {
  private static final ContractionTemplate TEMPLATE = new JavaContraction();

  private static Optional<ContractionShape> plan(long m, long n, long k, boolean rows) {
    ContractionTask task = new ContractionTask(1, m, n, k, DType.FLOAT32, rows);
    return TEMPLATE.plan(task, Target.java(512, List.of()));
  }

  @Test
  void isFoundByServiceLoader() {
    assertTrue(
        ServiceLoader.load(ContractionTemplate.class).stream()
            .anyMatch(provider -> provider.type() == JavaContraction.class));
  }

  @Test
  void refusesWhatPackingDoesNotPayFor() {
    assertTrue(plan(4, 4, 4, false).isEmpty(), "too small");
    assertTrue(plan(1, 768, 768, false).isEmpty(), "a vector");
    assertTrue(plan(64, 1, 768, false).isEmpty(), "a vector");
    assertTrue(plan(64, 50257, 64, true).isEmpty(), "rows longer than a block");
    assertTrue(
        TEMPLATE
            .plan(
                new ContractionTask(1, 64, 64, 64, DType.INT32, false), Target.java(512, List.of()))
            .isEmpty(),
        "integers");
  }

  @Test
  void fewColumnsTakeATileOfOneVector() {
    assertEquals(16, plan(64, 4, 64, false).orElseThrow().nr());
    assertEquals(16, plan(64, 16, 64, false).orElseThrow().nr());
    assertEquals(32, plan(64, 17, 64, false).orElseThrow().nr());
  }

  @Test
  void blocksFitTheCacheAndFeedSeveralThreads() {
    int block = Target.java(512, List.of()).limits().blockBytes();
    for (long size : new long[] {64, 100, 384, 1008, 4096}) {
      for (boolean rows : new boolean[] {false, true}) {
        Optional<ContractionShape> plan = plan(size, Math.min(size, 2048), size, rows);
        ContractionShape s = plan.orElseThrow();
        int chunks = ((s.m() + s.mc() - 1) / s.mc()) * ((s.n() + s.nc() - 1) / s.nc());
        assertEquals(0, s.mc() % s.mr(), "" + s);
        assertEquals(0, s.nc() % s.nr(), "" + s);
        assertTrue(4L * s.mc() * s.nc() <= block || s.mc() == s.mr(), "" + s);
        assertTrue(!rows || s.nc() >= s.n(), "" + s);
        assertTrue(chunks >= 4, s + " has " + chunks);
      }
    }
  }

  @Test
  void tilesAddTheProductOfTheirPanels() throws ReflectiveOperationException {
    for (int bits : new int[] {0, 128, 256, 512}) {
      for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
        for (int columns : bits == 0 ? new int[] {64} : new int[] {4, 64}) {
          Target target = Target.java(bits, List.of());
          ContractionTask task = new ContractionTask(1, 64, columns, 64, dtype, false);
          check(TEMPLATE.plan(task, target).orElseThrow(), target);
          check(TEMPLATE.plan(task, target).orElseThrow().withTermsTogether(), target);
          check(TEMPLATE.plan(task, target).orElseThrow().withColumnsInPlace(), target);
          check(TEMPLATE.plan(task, target).orElseThrow().withPanel(32), target);
        }
      }
    }
  }

  private static void check(ContractionShape s, Target target) throws ReflectiveOperationException {
    check(s, target, true);
    check(s, target, false);
  }

  private static void check(ContractionShape s, Target target, boolean first)
      throws ReflectiveOperationException {
    boolean wide = s.dtype() == DType.FLOAT64;
    Class<?> element = wide ? double.class : float.class;
    int terms = 13;
    int stride = s.nr() + 3;
    Object a = numbers(element, 2 + terms * s.panel(), 7);
    Object b = numbers(element, 3 + terms * s.nr(), 5);
    int apart = s.inPlace() ? s.nr() / 2 + 1 : s.nr(); // what lies in place may overlap
    int[] starts = IntStream.range(0, terms).map(term -> term * apart).toArray();
    Object c = numbers(element, 4 + s.mr() * stride, 3);
    Object before = numbers(element, 4 + s.mr() * stride, 3);
    Method tile = null;
    for (Method method : load(TEMPLATE.microKernel(s, target)).getMethods()) {
      tile = method.getName().equals("tile") ? method : tile;
    }
    List<Object> arguments =
        new ArrayList<>(List.of(a, 2, s.termsTogether() ? terms : s.panel(), b));
    arguments.add(3);
    if (s.inPlace()) {
      arguments.add(starts);
    }
    arguments.addAll(List.of(s.nr(), terms, c, 4, stride, first));
    tile.invoke(null, arguments.toArray());
    for (int y = 0; y < s.mr(); y++) {
      for (int x = 0; x < stride && 4 + y * stride + x < Array.getLength(c); x++) {
        boolean added = !first || x >= s.nr();
        double expected = added ? Array.getDouble(before, 4 + y * stride + x) : 0;
        for (int k = 0; x < s.nr() && k < terms; k++) {
          expected +=
              Array.getDouble(a, 2 + (s.termsTogether() ? y * terms + k : k * s.panel() + y))
                  * Array.getDouble(b, 3 + starts[k] + x);
        }
        assertEquals(expected, Array.getDouble(c, 4 + y * stride + x), s + " at " + y + ", " + x);
      }
    }
  }

  private static Object numbers(Class<?> element, int size, int period) {
    Object array = Array.newInstance(element, size);
    for (int i = 0; i < size; i++) {
      if (element == double.class) {
        Array.setDouble(array, i, i % period - 1);
      } else {
        Array.setFloat(array, i, i % period - 1);
      }
    }
    return array;
  }

  private static Class<?> load(MicroKernel kernel) throws ReflectiveOperationException {
    try {
      SimpleCompiler compiler = new SimpleCompiler();
      compiler.setSourceVersion(8);
      compiler.setTargetVersion(8);
      compiler.cook(kernel.source());
      return compiler.getClassLoader().loadClass("dev.quern.kernels." + kernel.name());
    } catch (org.codehaus.commons.compiler.CompileException e) {
      throw new AssertionError(kernel.source(), e);
    }
  }
}
