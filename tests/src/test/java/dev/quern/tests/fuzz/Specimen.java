package dev.quern.tests.fuzz;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.TextualForm;
import dev.quern.compiler.ir.Topology;
import dev.quern.io.RawTensor;
import dev.quern.io.SafeTensors;
import dev.quern.runtime.backend.HostArrays;
import dev.quern.runtime.reference.ReferenceInterpreter;
import dev.quern.runtime.reference.Result;
import dev.quern.runtime.replay.ReplayInputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A tensor program to try: roots over slots, and the arrays that the slots hold. */
record Specimen(List<Node> roots, List<Object> buffers) {
  Specimen {
    roots = List.copyOf(roots);
    buffers = List.copyOf(buffers);
  }

  /**
   * The program with its slots numbered from 0 in the order in which they are met. What slots
   * beyond the arrays hold is drawn.
   */
  static Specimen of(List<Node> roots, List<Object> buffers) {
    List<Object> used = new ArrayList<>();
    Map<Node, Node> renamed = new HashMap<>();
    for (Node node : Topology.of(roots)) {
      Node[] sources = node.sources().stream().map(renamed::get).toArray(Node[]::new);
      Node same = node.with(sources);
      if (node.arg() instanceof Arg.Slot slot) {
        same = Nodes.slot(node.dtype(), node.shape(), used.size());
        int index = slot.index();
        used.add(index < buffers.size() ? buffers.get(index) : drawn(node, index));
      }
      renamed.put(node, same);
    }
    return new Specimen(roots.stream().map(renamed::get).toList(), used);
  }

  private static Object drawn(Node slot, int index) {
    return ReplayInputs.random(1).array(index, slot.dtype(), slot.shape().elements());
  }

  /** What the roots are by the meaning of their ops. */
  List<Result> expected() {
    Map<Node, Result> results =
        ReferenceInterpreter.run(
            roots,
            node -> buffers.get(((Arg.Slot) node.arg()).index()),
            variable -> {
              throw new AssertionError("no value for " + variable);
            });
    return roots.stream().map(results::get).toList();
  }

  /** Several programs as one, each over slots of its own. */
  static Specimen together(List<Specimen> specimens) {
    List<Node> roots = new ArrayList<>();
    List<Object> buffers = new ArrayList<>();
    for (Specimen specimen : specimens) {
      roots.addAll(specimen.shifted(buffers.size()));
      buffers.addAll(specimen.buffers);
    }
    return new Specimen(roots, buffers);
  }

  private List<Node> shifted(int by) {
    Map<Node, Node> moved = new HashMap<>();
    for (Node node : Topology.of(roots)) {
      Node[] sources = node.sources().stream().map(moved::get).toArray(Node[]::new);
      moved.put(
          node,
          node.arg() instanceof Arg.Slot slot
              ? Nodes.slot(node.dtype(), node.shape(), slot.index() + by)
              : node.with(sources));
    }
    return roots.stream().map(moved::get).toList();
  }

  /** Writes NAME.graph and NAME.safetensors, as {@code quern kernels run} reads them. */
  void write(Path folder, String name) {
    Map<String, RawTensor> tensors = new TreeMap<>();
    for (int slot = 0; slot < buffers.size(); slot++) {
      Object array = buffers.get(slot);
      tensors.put("" + slot, RawTensor.of(array, HostArrays.length(array)));
    }
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(name + ".graph"), toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SafeTensors.of(tensors).write(folder.resolve(name + ".safetensors"));
  }

  @Override
  public String toString() {
    return TextualForm.of(roots);
  }
}
