package dev.quern.runtime.dump;

import dev.quern.compiler.Compilation;
import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.lower.KernelGraph;
import dev.quern.compiler.lower.NestJoining.Joined;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A compilation with everything numbered as a dump numbers it. */
final class PlanView {
  private final PlanTitle title;
  private final Compilation compilation;
  private final List<Node> givenNodes;
  private final List<Node> nodes;
  private final Map<Node, Integer> givenNumbers;
  private final Map<Node, Integer> numbers;
  private final List<KernelGraph> graphs = new ArrayList<>();
  private final Map<String, List<Integer>> launchesByName = new LinkedHashMap<>();
  private final Map<Node, Set<Integer>> launchesOf = new IdentityHashMap<>();
  private final Map<Integer, Integer> launchByOpened;

  PlanView(PlanTitle title, Compilation compilation) {
    this.title = title;
    this.compilation = compilation;
    this.givenNodes = Topology.of(compilation.given());
    this.nodes = Topology.of(compilation.simplified());
    this.givenNumbers = numbered(givenNodes);
    this.numbers = numbered(nodes);
    this.launchByOpened = compilation.launchByKernel();
    for (Joined launch : compilation.launches()) {
      int number = graphs.size() + 1;
      KernelGraph graph = compilation.graph(launch);
      graphs.add(graph);
      launchesByName
          .computeIfAbsent(launch.kernel().nest().name(), name -> new ArrayList<>())
          .add(number);
      graph
          .nodes()
          .forEach(
              node -> launchesOf.computeIfAbsent(node, n -> new LinkedHashSet<>()).add(number));
    }
  }

  private static Map<Node, Integer> numbered(List<Node> order) {
    Map<Node, Integer> numbers = new IdentityHashMap<>();
    order.forEach(node -> numbers.put(node, numbers.size()));
    return numbers;
  }

  PlanTitle title() {
    return title;
  }

  Compilation compilation() {
    return compilation;
  }

  List<Node> givenNodes() {
    return givenNodes;
  }

  List<Node> nodes() {
    return nodes;
  }

  /** The number of a node of the simplified graph. */
  int number(Node node) {
    return numbers.getOrDefault(node, -1);
  }

  int givenNumber(Node node) {
    return givenNumbers.get(node);
  }

  /** Such as {@code %12 mul f32[4, 64]}. */
  String named(Node node) {
    return "%" + number(node) + " " + node;
  }

  /** Where a node of either graph was made. */
  Origin origin(Node node) {
    Optional<Node> given = compilation.origin(node);
    return given.map(title.origins()::get).orElse(Origin.UNKNOWN);
  }

  /** What stands behind a node in a text: its origin, or the name of the storage. */
  String comment(Node node) {
    String origin = origin(node).toString();
    if (node.op() == Op.BUFFER && node.arg() instanceof Arg.Slot slot) {
      String name = inputName(slot.index());
      return origin.isEmpty() ? name : name + ", " + origin;
    }
    return origin;
  }

  String inputName(int slot) {
    return slot < title.inputs().size() ? title.inputs().get(slot) : "";
  }

  // ---- launches and kernels, from 1

  List<Joined> launches() {
    return compilation.launches();
  }

  Program.Launch rendered(int launch) {
    return compilation.program().orElseThrow().launches().get(launch - 1);
  }

  KernelGraph graph(int launch) {
    return graphs.get(launch - 1);
  }

  /** Kernels by name, each with its launches. */
  Map<String, List<Integer>> kernels() {
    return launchesByName;
  }

  int kernelOf(int launch) {
    String name = launches().get(launch - 1).kernel().nest().name();
    return new ArrayList<>(launchesByName.keySet()).indexOf(name) + 1;
  }

  /** The launches that compute a node, from 1. */
  Set<Integer> launchesOf(Node node) {
    return launchesOf.getOrDefault(node, Set.of());
  }

  /**
   * The launch that a kernel became, by the number under which the scheduler opened it; 0 if there
   * is none.
   */
  int launchOfOpened(int opened) {
    return launches().isEmpty() ? 0 : launchByOpened.getOrDefault(opened, -1) + 1;
  }

  /** The modules that a launch's nodes come from, in their order. */
  Set<String> modules(int launch) {
    Set<String> modules = new LinkedHashSet<>();
    graph(launch).nodes().forEach(node -> modules.add(origin(node).module()));
    modules.remove("");
    return modules;
  }

  /** The lines of the program that a launch's nodes come from. */
  Set<String> sources(int launch) {
    Set<String> sources = new LinkedHashSet<>();
    graph(launch).nodes().forEach(node -> sources.add(origin(node).source()));
    sources.remove("");
    return sources;
  }

  /** The launches that read what a launch writes, through memory. */
  Set<Integer> readers(int launch) {
    Set<Integer> written = buffers(launch, true);
    Set<Integer> readers = new LinkedHashSet<>();
    for (int other = launch + 1; other <= launches().size(); other++) {
      if (buffers(other, false).stream().anyMatch(written::contains)) {
        readers.add(other);
      }
    }
    return readers;
  }

  /** The buffers that a launch writes or reads. */
  Set<Integer> buffers(int launch, boolean written) {
    Program.Launch made = rendered(launch);
    Set<Integer> buffers = new LinkedHashSet<>();
    for (int slot = 0; slot < made.arguments().size(); slot++) {
      if (made.nest().arguments().get(slot).written() == written) {
        buffers.add(made.arguments().get(slot));
      }
    }
    return buffers;
  }
}
