package dev.quern.runtime.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.lower.NestText;
import dev.quern.runtime.Bits;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.OwnJvm;
import dev.quern.runtime.TestGraphs;
import dev.quern.runtime.TestPrograms;
import dev.quern.runtime.cache.CachedFile;
import dev.quern.runtime.cache.DiskCache;
import dev.quern.runtime.cache.Usage;
import dev.quern.runtime.device.Counters;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.dump.Dump;
import dev.quern.runtime.dump.DumpFolder;
import dev.quern.runtime.java.TestBackends;
import dev.quern.runtime.profile.FrozenException;
import dev.quern.runtime.profile.Probe;
import dev.quern.runtime.profile.Profile;
import dev.quern.runtime.profile.ProfileOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that another process compiled. */
final class KeptPlansTest {
  private static final int BITS = TestBackends.vectorBits();
  private static final long ROOMY = 1 << 26;

  @TempDir Path root;
  @TempDir Path dumps;
  private DiskCache disk;
  private Device device;

  @BeforeEach
  void open() {
    open(BITS);
  }

  /** A device and a cache as a new process has them. */
  private void open(int bits) {
    if (disk != null) {
      disk.flush();
    }
    disk = DiskCache.at(root, ROOMY);
    device = device(bits, disk);
  }

  private static Device device(int bits, DiskCache disk) {
    return new Device(
        "java",
        TestBackends.java(bits, 2),
        opened -> new CompiledEngine(opened, GraphFusion.fromSettings(), disk));
  }

  @Test
  void nextProcessCompilesNothingAndGetsTheSameBits() {
    Map<String, Integer> first = Bits.of(device, 1);
    assertEquals(0, device.counters().diskHits());
    open();
    assertEquals(first, Bits.of(device, 2));
    Counters counters = device.counters();
    assertEquals(0, counters.graphsScheduled(), counters.toString());
    assertEquals(0, counters.kernelsCompiled(), counters.toString());
    assertEquals(counters.planMisses(), counters.diskHits(), counters.toString());
    assertTrue(counters.diskHits() >= first.size() - 2, counters.toString());
  }

  @Test
  void programOfAKeptPlanReadsAsThatOfACompiledOne() {
    Map<String, String> first = texts();
    open();
    assertEquals(first, texts());
    assertEquals(0, device.counters().graphsScheduled());
  }

  private Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    TestPrograms.table()
        .forEach(
            (name, program) -> {
              Node wanted = program.apply(new TestGraphs(device));
              Evaluation.evaluate(device, List.of(wanted));
              texts.put(name, text(Evaluation.lastProgram(device).orElseThrow()));
            });
    return texts;
  }

  private static String text(Program program) {
    StringBuilder text = new StringBuilder(program.buffers().toString());
    for (Program.Launch launch : program.launches()) {
      text.append(launch.arguments()).append('\n').append(NestText.of(launch.nest()));
      text.append(launch.rendered()).append('\n');
    }
    return text.toString();
  }

  private void softmax() {
    Node wanted = TestGraphs.softmax(new TestGraphs(device).floats(8, 16));
    Evaluation.evaluate(device, List.of(wanted));
  }

  /** Else the same loop would pass with a warm cache and fail with a cold one. */
  @Test
  void planFoundOnDiskInAFrozenStepIsRefusedAsIfItWereCompiled() {
    softmax();
    open();
    ProfileOptions options = new ProfileOptions(false, OptionalLong.of(0));
    try (Profile profile = Profile.start(options)) {
      Probe.stepBegins();
      String message = assertThrows(FrozenException.class, this::softmax).getMessage();
      assertTrue(message.startsWith("frozen after step 0, but step 1 compiles"), message);
    }
    assertEquals(1, device.counters().diskHits());
    assertEquals(0, device.counters().graphsScheduled());
  }

  @Test
  void dumpTellsWhatWasInMemoryOnDiskOrBuilt() {
    assertEquals(List.of("built graph", "built"), dumped());
    softmax();
    assertEquals(List.of("memory", "memory"), dumped());
    open();
    assertEquals(List.of("built graph", "disk"), dumped()); // a dumped plan is not kept
    open();
    softmax(); // is kept
    open();
    assertEquals(List.of("disk", "disk"), dumped());
    open(128 - BITS / 4);
    assertEquals(List.of("built target", "built"), dumped());
  }

  private List<String> dumped() {
    try (Dump unused = Dump.to(dumps)) {
      softmax();
    }
    return DumpFolder.read(dumps).plans().get(0).findings().stream()
        .map(f -> f.text("place") + (f.has("component") ? " " + f.text("component") : ""))
        .toList();
  }

  @Test
  void missNamesTheComponentOfTheKeyThatDiffers() {
    softmax();
    assertEquals("graph", disk.usage().misses().get(0).component());
    open(128 - BITS / 4); // other vectors
    softmax();
    Usage.Miss miss = disk.usage().misses().get(0);
    assertEquals("target", miss.component());
    assertTrue(!miss.before().equals(miss.now()) && miss.plan().contains("1 launches"), "" + miss);
  }

  @Test
  void planWhoseKernelIsGoneIsCompiledAgain() throws IOException {
    softmax();
    open();
    for (CachedFile file : disk.files()) {
      if (file.entry().startsWith("kernel-")) {
        Files.delete(file.path());
      }
    }
    softmax();
    assertEquals(1, device.counters().kernelsCompiled());
    open();
    softmax();
    assertEquals(0, device.counters().kernelsCompiled());
  }

  @Test
  void damagedEntriesAreMadeAnew() throws IOException {
    Map<String, Integer> first = Bits.of(device, 1);
    disk.flush();
    for (CachedFile file : disk.files()) {
      byte[] bytes = Files.readAllBytes(file.path());
      bytes[bytes.length / 2] ^= 1;
      Files.write(file.path(), bytes);
    }
    open();
    assertEquals(first, Bits.of(device, 1));
    assertEquals(0, device.counters().diskHits());
    open();
    assertEquals(first, Bits.of(device, 1));
    assertEquals(device.counters().planMisses(), device.counters().diskHits());
  }

  @Test
  void processesThatKeepTheSamePlansAtOnceAgree() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<List<String>> process = () -> OwnJvm.run("-Xshare:auto", Writing.class, root);
      List<Future<List<String>>> both = threads.invokeAll(List.of(process, process));
      List<String> bits = bits(both.get(0).get());
      assertEquals(bits, bits(both.get(1).get()));
      List<String> third = process.call();
      assertEquals(bits, bits(third));
      assertTrue(third.contains("scheduled 0"), third.toString());
    } finally {
      threads.shutdown();
    }
  }

  private static List<String> bits(List<String> lines) {
    List<String> bits = new ArrayList<>(lines);
    bits.removeIf(line -> !line.contains(" = "));
    assertTrue(bits.size() >= TestPrograms.table().size(), lines.toString());
    return bits;
  }

  /** Runs all programs over the cache in a folder. */
  static final class Writing {
    public static void main(String[] arguments) {
      DiskCache disk = DiskCache.at(Path.of(arguments[0]), ROOMY);
      Device device = device(TestBackends.vectorBits(), disk);
      Bits.of(device, 1).forEach((name, hash) -> System.out.println(name + " = " + hash));
      System.out.println("scheduled " + device.counters().graphsScheduled());
      disk.flush();
      System.out.println("done");
    }
  }
}
